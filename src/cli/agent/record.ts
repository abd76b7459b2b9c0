/**
 * What is kept of an agent beside it: agent.json, for its owner only. It is written before the agent is started, so that two commands do not
 * start two, and again with the agent's process. What others can get at, or a link, is refused: what it names is going to be ended.
 */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { reasons } from "../../diagnostics/codes/secrets.ts";
import type { PrivateFs } from "../../secrets/private-fs.ts";
import type { Daemon } from "../daemons.ts";
import type { CommandFs } from "../world.ts";
import type { AgentPlace } from "./place.ts";

export interface AgentRecord {
  /** The process that starts it, as `PrivateFs.process`. */
  readonly starter: string;
  /** Absent until it is started. */
  readonly daemon?: Daemon;
  /** Absolute. */
  readonly program: string;
  /** `1.6.3`. */
  readonly version: string;
  readonly address: string;
}

const OTHERS = 0o077;

/** undefined where there is no directory, or an empty one. Fails with `agent-directory`. */
export function readRecord(files: PrivateFs, place: AgentPlace): AgentRecord | undefined {
  const { directory, parent, record } = place;
  return trying(place, () => {
    if (files.kind(parent) === "missing" || files.kind(directory) === "missing") return undefined;
    for (const path of [parent, directory]) checkDirectory(files, path);
    if (files.kind(record) === "missing" && files.list(directory).length === 0) return undefined;
    if (files.kind(record) !== "file") throw refused(directory, "it holds something, and no agent.json that says whose it is");
    const { bytes, permissions } = files.readPrivate(record);
    checkPermissions(record, permissions);
    return parsed(new TextDecoder().decode(bytes)) ?? thrown(refused(record, "it is not what mantisc writes"));
  });
}

/** Makes the directory, and the record in it, or neither. Fails with `agent-directory`, also where another process was first. */
export function claim(files: CommandFs, place: AgentPlace, record: AgentRecord): void {
  trying(place, () => {
    for (const path of [...place.above, place.parent, place.directory]) if (files.kind(path) === "missing") files.makePrivateDirectory(path);
    for (const path of [place.parent, place.directory]) checkDirectory(files, path);
    try {
      files.writePrivate(place.record, printed(record));
    } catch (error) {
      if (codeOf(error) !== "EEXIST" && files.kind(place.record) !== "missing") files.removeFile(place.record);
      files.removeEmptyDirectory(place.directory);
      throw error;
    }
  });
}

/** In the place of the record that is there. */
export function renew(files: PrivateFs, place: AgentPlace, record: AgentRecord): void {
  const temporary = `${place.record}.new`;
  files.writePrivate(temporary, printed(record));
  files.rename(temporary, place.record);
}

function trying<T>(place: AgentPlace, body: () => T): T {
  try {
    return body();
  } catch (error) {
    throw inWords(place, error);
  }
}

/** What the disk refused, as `agent-directory`; anything else as it is. */
export function inWords({ directory }: Pick<AgentPlace, "directory">, error: unknown): unknown {
  const code = codeOf(error);
  return error instanceof Failed || code === undefined ? error : refused(directory, code === "EEXIST" ? "another process works in it" : reasons[code] ?? code);
}

/** `ENOSPC`. */
function codeOf(error: unknown): string | undefined {
  const { code } = error as { readonly code?: unknown };
  return typeof code === "string" && /^E[A-Z0-9]+$/.test(code) ? code : undefined;
}

function checkDirectory(files: PrivateFs, path: string): void {
  const kind = files.kind(path);
  if (kind !== "directory") throw refused(path, kind === "link" ? "it is a link" : "it is not a directory");
  checkPermissions(path, files.permissions(path));
}

function checkPermissions(path: string, permissions: number): void {
  if ((permissions & OTHERS) !== 0) throw refused(path, `others than you can get at it (its permissions are 0${permissions.toString(8)})`);
}

function refused(path: string, problem: string): Failed {
  return new Failed(diagnose("agent-directory", { path, problem }));
}

function thrown(failed: Failed): never {
  throw failed;
}

function printed(record: AgentRecord): string {
  return `${JSON.stringify(record, undefined, 2)}\n`;
}

function parsed(text: string): AgentRecord | undefined {
  try {
    const record = JSON.parse(text) as AgentRecord;
    const { starter, daemon = starter, program, version, address } = record;
    return [starter, daemon].every(isProcess) && [program, version, address].every((field) => typeof field === "string") ? record : undefined;
  } catch {
    return undefined;
  }
}

function isProcess(name: unknown): boolean {
  return typeof name === "string" && /^[A-Za-z0-9-]+\.[1-9]\d{0,9}\.[A-Za-z0-9-]+$/.test(name);
}
