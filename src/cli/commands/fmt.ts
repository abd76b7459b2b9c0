/** `fmt`: lays files out. Writes only files that change, through a temporary file; `--check` writes none. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { failureOf } from "../../emit/faults.ts";
import { format } from "../../format/format.ts";
import type { Arguments } from "../arguments.ts";
import { findEntry, networksDirectory } from "../entries.ts";
import { directoryOf, shownPath } from "../paths.ts";
import { report } from "../report.ts";
import { exitCodes } from "../world.ts";
import type { World } from "../world.ts";

export function run(args: Arguments, world: World): number {
  if (args.operands.includes("-")) return formatStdin(args, world);
  const found = args.operands.length > 0 ? args.operands.map((name) => findEntry(name, {}, world)) : everyFile(networksDirectory({}, world), world);
  const diagnostics = found.filter((entry): entry is Diagnostic => typeof entry !== "string");
  if (found.length === 0) diagnostics.push(diagnose("no-network-files", { directory: shownPath(world.cwd, networksDirectory({}, world)) }));
  const changed: string[] = [];
  for (const path of found) {
    if (typeof path !== "string") continue;
    const result = formatFile(path, args.has("check"), world);
    diagnostics.push(...result.diagnostics);
    if (result.changed) changed.push(shownPath(world.cwd, path));
  }
  if (changed.length > 0) world.out.write(changed.map((path) => `${path}\n`).join(""));
  const code = report(diagnostics, "text", world);
  return args.has("check") && changed.length > 0 ? exitCodes.error : code;
}

function everyFile(directory: string, world: World): string[] {
  return world.files.list(directory).flatMap((name) => {
    const path = `${directory}/${name}`;
    const kind = world.files.kind(path);
    if (kind === "directory" && !name.startsWith(".") && name !== "node_modules") return everyFile(path, world);
    return kind === "file" && name.endsWith(".mantis") ? [path] : [];
  });
}

function formatFile(path: string, checkOnly: boolean, world: World): { diagnostics: readonly Diagnostic[]; changed: boolean } {
  const shown = shownPath(world.cwd, path);
  const bytes = world.host.read(path);
  if ("failure" in bytes) return { diagnostics: [diagnose("unreadable-file", { path: shown, reason: bytes.message })], changed: false };
  const before = decode(bytes);
  if (before === undefined) return { diagnostics: [diagnose("unreadable-file", { path: shown, reason: "it is not UTF-8 text" })], changed: false };
  const { text, diagnostics } = format({ path: shown, text: before });
  if (diagnostics.some(({ severity }) => severity === "error") || text === before) return { diagnostics, changed: false };
  const failure = checkOnly ? undefined : replace(path, text, world);
  return { diagnostics: failure === undefined ? diagnostics : [...diagnostics, failure], changed: failure === undefined };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A link stays one: the file it leads to is replaced. */
function replace(path: string, text: string, world: World): Diagnostic | undefined {
  const real = world.files.realPath(path) ?? path;
  const temporary = `${directoryOf(real)}/.${world.files.tag}-fmt.mantisc-new`;
  try {
    world.files.writeText(temporary, text);
    world.files.rename(temporary, real);
    return undefined;
  } catch (error) {
    try { world.files.removeFile(temporary); } catch { /* It was never made. */ }
    return failureOf(error, shownPath(world.cwd, path));
  }
}

function formatStdin(args: Arguments, world: World): number {
  const before = world.stdin();
  const { text, diagnostics } = format({ path: "stdin", text: before });
  const code = report(diagnostics, "text", world);
  if (code !== exitCodes.ok) return code;
  if (args.has("check")) {
    if (text !== before) world.out.write("stdin\n");
    return text === before ? exitCodes.ok : exitCodes.error;
  }
  world.out.write(text);
  return exitCodes.ok;
}
