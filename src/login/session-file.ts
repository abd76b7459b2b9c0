/**
 * Where a session is kept: tokens.json, for its owner only, in a directory of the user's cache that the Vault's address names. In: the door
 * to private files. What others can get at, or a link, is refused; a session appears whole or not at all.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import { sha256 } from "../emit/sha256.ts";
import type { PrivateFs } from "../secrets/private-fs.ts";
import { printSession, readSession, type Session } from "./session.ts";

export interface SessionPlace {
  /** Absolute: the user's cache. */
  readonly cache: string;
  /** `…/mantisc`, and the directory of one Vault in it. */
  readonly directories: readonly [string, string];
  readonly file: string;
}

const OTHERS = 0o077;

/** undefined where nothing says where the user's cache is. A relative XDG_CACHE_HOME counts as none, as its specification says. */
export function sessionPlace(env: (name: string) => string | undefined, vault: { readonly address: string; readonly namespace?: string }): SessionPlace | undefined {
  const said = [env("XDG_CACHE_HOME"), env("HOME") === undefined ? undefined : `${env("HOME")!}/.cache`].find((path) => path?.startsWith("/"));
  if (said === undefined) return undefined;
  const cache = said.replace(/\/+$/, "");
  const name = sha256(`${vault.address}\n${vault.namespace ?? ""}`).slice(0, 16);
  return { cache, directories: [`${cache}/mantisc`, `${cache}/mantisc/${name}`], file: `${cache}/mantisc/${name}/tokens.json` };
}

/** undefined where there is none. `open`: what others can read too is read all the same, to be revoked. */
export function loadSession(files: PrivateFs, place: SessionPlace, { open = false } = {}): Session | undefined {
  if (!exists(files, place)) return undefined;
  return trying("read", place, () => {
    for (const directory of place.directories) checkDirectory(files, directory, open);
    const { bytes, permissions } = files.readPrivate(place.file);
    if (!open) checkPermissions(place.file, permissions);
    const session = readSession(new TextDecoder().decode(bytes));
    if (session === undefined) throw refused(place.file, "it is not what a login writes");
    return session;
  });
}

function exists(files: PrivateFs, { directories, file }: SessionPlace): boolean {
  for (const directory of directories) if (files.kind(directory) === "missing") return false;
  const kind = files.kind(file);
  if (kind !== "missing" && kind !== "file") throw refused(file, kind === "link" ? "it is a link" : "it is not a file");
  return kind === "file";
}

/** Makes the directories. Before anybody is asked for a password. */
export function prepareSession(files: PrivateFs, place: SessionPlace): void {
  trying("written", place, () => {
    for (const directory of [...above(place.cache), place.cache, ...place.directories]) {
      if (files.kind(directory) === "missing") files.makePrivateDirectory(directory);
    }
    for (const directory of place.directories) checkDirectory(files, directory, false);
  });
}

export function saveSession(files: PrivateFs, place: SessionPlace, session: Session): void {
  prepareSession(files, place);
  const directory = place.directories[1];
  const temporary = `${directory}/.tokens-${files.process}`;
  trying("written", place, () => {
    if (files.kind(temporary) !== "missing") files.removeFile(temporary);
    try {
      files.writePrivate(temporary, printSession(session));
      files.rename(temporary, place.file);
    } catch (error) {
      if (files.kind(temporary) !== "missing") files.removeFile(temporary);
      throw error;
    }
    files.syncDirectory(directory);
  });
}

export function removeSession(files: PrivateFs, place: SessionPlace): void {
  trying("written", place, () => {
    if (exists(files, place)) files.removeFile(place.file);
  });
}

function above(path: string): string[] {
  const steps = path.split("/").slice(1, -1);
  return steps.map((_, index) => `/${steps.slice(0, index + 1).join("/")}`);
}

function checkDirectory(files: PrivateFs, directory: string, open: boolean): void {
  const kind = files.kind(directory);
  if (kind !== "directory") throw refused(directory, kind === "link" ? "it is a link" : "it is not a directory");
  if (!open) checkPermissions(directory, files.permissions(directory));
}

function checkPermissions(path: string, permissions: number): void {
  if ((permissions & OTHERS) !== 0) throw refused(path, `others than you can get at it (its permissions are 0${permissions.toString(8)})`);
}

function refused(path: string, problem: string): Failed {
  return new Failed(diagnose("login-cache", { path, problem }));
}

function trying<T>(what: "read" | "written", { file }: SessionPlace, body: () => T): T {
  try {
    return body();
  } catch (error) {
    if (error instanceof Failed) throw error;
    const { code, message } = error as { readonly code?: string; readonly message?: string };
    throw new Failed(diagnose("login-cache-trouble", { path: file, what, code: code ?? message ?? "" }));
  }
}
