/**
 * A case's directory as a project in memory. Its files lie at /case; `case.json` (all of it optional) says what cannot be said by files:
 * - `show`: artifacts to keep in one expect.txt instead of all in expect/, each with a JSON pointer if only a part matters: `nomad/a.json#/Job/Type`
 * - `set`: inputs, as `--set` gives them
 * - `over`: "networks" puts the files over the project's own networks, so that they may use its kit
 * - `run`: command lines, each a list of words, run one after the other; expect.txt is then what the program prints, and its exit codes
 * - `make`: files put together from pieces (for the ones too big or too deep to keep)
 * - `links`, `directories`, `permissions`, `faults`, `stdin`: what the disk is like (paths from /case; permissions in octal: "644")
 * - `env`, `answers`, `now`, `interrupts`: variables, answers to questions, the clock at the start (ISO), when Ctrl-C is pressed (ms after it)
 * - `remotes`: refs of git repositories by URL
 * - `programs`: exit codes of programs by name
 * - `daemons`: programs that may go on after the command, processes that are there and ports that are taken: `DaemonsSetup`
 * - `servers`: what servers answered: exchanges, or the name of a file that holds them; all of them must be asked for
 */
import * as fs from "node:fs";
import type { Exchange } from "../http/replay.ts";
import type { DaemonsSetup } from "../cli/agent/memory-daemons.ts";
import type { Fault } from "../cli/memory-world.ts";
import { memoryWorld } from "../cli/memory-world.ts";
import type { MemoryWorld } from "../cli/memory-world.ts";
import { resolvePath } from "../cli/paths.ts";

export const projectRoot = fs.realpathSync(`${import.meta.dirname}/../..`);
export const caseRoot = "/case";

export interface CaseFile {
  readonly show?: readonly string[];
  readonly set?: Readonly<Record<string, string>>;
  readonly over?: "networks";
  readonly run?: readonly (readonly string[])[];
  readonly make?: Readonly<Record<string, readonly Piece[]>>;
  readonly links?: Readonly<Record<string, string>>;
  readonly directories?: readonly string[];
  readonly permissions?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly answers?: readonly string[];
  readonly now?: string;
  readonly interrupts?: readonly number[];
  readonly remotes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly programs?: Readonly<Record<string, number>>;
  readonly daemons?: DaemonsSetup;
  readonly servers?: readonly Exchange[] | string;
}
export type Piece = string | { readonly repeat: string; readonly times: number };

const fields = new Set(["show", "set", "over", "run", "make", "links", "directories", "permissions", "faults", "stdin", "env", "answers", "now", "interrupts", "remotes", "programs", "daemons", "servers"]);

export function readCaseFile(directory: string): CaseFile {
  const path = `${directory}/case.json`;
  if (!fs.existsSync(path)) return {};
  const document = JSON.parse(fs.readFileSync(path, "utf8")) as CaseFile;
  for (const name of Object.keys(document)) if (!fields.has(name)) throw new Error(`${path}: there is no field ${name}; there are ${[...fields].join(", ")}`);
  return document;
}

export function caseWorld(directory: string, description: CaseFile): MemoryWorld {
  const files: Record<string, string | Uint8Array> = {};
  if (description.over === "networks") place(files, readTree(`${projectRoot}/networks`));
  place(files, readTree(directory, (path) => path !== "case.json" && path !== "expect.txt" && !path.startsWith("expect/")));
  for (const [path, pieces] of Object.entries(description.make ?? {})) files[resolvePath(caseRoot, path)] = pieces.map(pieceText).join("");
  return memoryWorld({
    files,
    cwd: caseRoot,
    links: Object.fromEntries(Object.entries(description.links ?? {}).map(([from, to]) => [resolvePath(caseRoot, from), resolvePath(caseRoot, to)])),
    directories: (description.directories ?? []).map((path) => resolvePath(caseRoot, path)),
    permissions: Object.fromEntries(Object.entries(description.permissions ?? {}).map(([path, mode]) => [resolvePath(caseRoot, path), mode])),
    faults: description.faults ?? [],
    ...(description.stdin === undefined ? {} : { stdin: description.stdin }),
    env: description.env ?? {},
    answers: description.answers ?? [],
    remotes: description.remotes ?? {},
    programs: description.programs ?? {},
    daemons: description.daemons ?? {},
    interrupts: description.interrupts ?? [],
    exchanges: exchangesOf(directory, description),
    ...(description.now === undefined ? {} : { now: Date.parse(description.now) }),
  });
}

function exchangesOf(directory: string, { servers }: CaseFile): readonly Exchange[] {
  return typeof servers === "string" ? (JSON.parse(fs.readFileSync(`${directory}/${servers}`, "utf8")) as Exchange[]) : servers ?? [];
}

function place(files: Record<string, string | Uint8Array>, tree: ReadonlyMap<string, Uint8Array>): void {
  for (const [path, bytes] of tree) files[`${caseRoot}/${path}`] = bytes;
}

function pieceText(piece: Piece): string {
  return typeof piece === "string" ? piece : piece.repeat.repeat(piece.times);
}

/** All files below a directory by their path in it; none if it is not there. */
export function readTree(directory: string, keep: (path: string) => boolean = () => true): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>();
  const walk = (below: string) => {
    for (const entry of fs.readdirSync(`${directory}/${below}`, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = below + entry.name;
      if (entry.isDirectory()) walk(`${path}/`);
      else if (keep(path)) files.set(path, fs.readFileSync(`${directory}/${path}`));
    }
  };
  if (fs.existsSync(directory)) walk("");
  return files;
}
