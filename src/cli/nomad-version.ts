/** `--nomad VERSION`: whose rules apply, as a release that the rules are written for. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Arguments } from "./arguments.ts";
import type { Flag } from "./command.ts";

export const nomadFlag: Flag = { name: "nomad", value: "VERSION", help: "whose defaults and rules apply (default: the network's nomad_version)" };

const lines = ["1.4", "1.5", "1.6", "1.7", "1.8", "1.9", "1.10", "1.11", "2.0"];

/** Numbers only: `v2.0.6-dev` is `2.0.6`. undefined without the flag. */
export function nomadVersionOf(args: Arguments): string | Diagnostic | undefined {
  const given = args.value("nomad");
  if (given === undefined) return undefined;
  const [, line = "", patch = ""] = /^v?(\d+\.\d+)(\.\d+)?(?:[-+][\w.+-]*)?$/.exec(given) ?? [];
  return lines.includes(line) ? line + patch : diagnose("unknown-nomad-version", { version: given, lines });
}
