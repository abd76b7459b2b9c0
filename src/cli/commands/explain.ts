/** `explain`: the long text of a diagnostic, or all codes with their first sentence. */
import { catalog, diagnose } from "../../diagnostics/catalog.ts";
import type { Kind } from "../../diagnostics/kind.ts";
import { wrap } from "../../diagnostics/render/wrap.ts";
import type { Arguments } from "../arguments.ts";
import { report } from "../report.ts";
import { columns } from "../table.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";

const kinds: ReadonlyMap<string, Pick<Kind<never>, "severity" | "explain">> = new Map(Object.entries(catalog));

export function run(args: Arguments, world: World): number {
  const code = args.operands[0];
  if (code === undefined) {
    const rows = [...kinds].sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, { severity, explain }]) => [name, severity, firstSentence(explain)]);
    world.out.write(columns(rows));
    return exitCodes.ok;
  }
  const kind = kinds.get(code);
  if (kind === undefined) return report([diagnose("unknown-code", { code, codes: [...kinds.keys()] })], "text", world);
  const width = Math.min(100, world.out.columns ?? 100);
  world.out.write(`${kind.severity}[${code}]\n\n${kind.explain.trim().split("\n").flatMap((line) => fitting(line, width)).join("\n")}\n`);
  return exitCodes.ok;
}

/** Examples keep their spaces while they fit. */
function fitting(line: string, width: number): string[] {
  return line.length <= width ? [line] : wrap(line, width);
}

function firstSentence(text: string): string {
  const line = text.trim().split("\n")[0]!;
  return /^(.*?\.)\s/.exec(line)?.[1] ?? line;
}
