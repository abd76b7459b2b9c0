/** Diagnostics to the reader: text for people on stderr, documents for programs on stdout. Returns the exit code. */
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { render } from "../diagnostics/render/render.ts";
import type { Format } from "../diagnostics/render/render.ts";
import { exitCodes } from "./world.ts";
import type { World } from "./world.ts";

export function report(diagnostics: readonly Diagnostic[], format: Format, world: World): number {
  const channel = format === "text" ? world.err : world.out;
  const width = channel.terminal && channel.columns !== undefined ? { width: Math.min(channel.columns, 140) } : {};
  const text = render(diagnostics, { format, colour: channel.colour, version: world.version, ...width });
  if (text !== "") channel.write(text);
  return diagnostics.some((diagnostic) => diagnostic.severity === "error") ? exitCodes.error : exitCodes.ok;
}

/** Several entries that import one file would tell its problems again and again. */
export function withoutRepeats(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const seen = new Set<string>();
  return diagnostics.filter((diagnostic) => {
    const key = JSON.stringify([diagnostic.code, diagnostic.span?.file.path, diagnostic.span?.start, diagnostic.title]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}
