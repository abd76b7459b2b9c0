/** Secrets for tests of the stores, a clock that does not wait long, and a real directory store in a directory of its own. */
import * as fs from "node:fs";
import { tmpdir } from "node:os";
import { nodePrivateFs } from "../cli/node-private-fs.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Failed } from "../deploy/failed.ts";
import type { Clock } from "../http/clock.ts";
import { nodeFs } from "../node-host.ts";
import { DirectoryStore } from "./directory-store.ts";
import type { Place, SecretSpec } from "./model.ts";
import type { PrivateFs } from "./private-fs.ts";

const span = { file: "t.mantis", start: 0, end: 1 } as unknown as SecretSpec["span"];

type Given = Partial<Omit<SecretSpec, "readers">> & { readonly copies?: readonly Place[] };

export function secret(id: string, { copies = [], ...given }: Given = {}): SecretSpec {
  const readers = copies.map((place, index) => ({ job: "chain", group: "g", task: `t${index}`, place }));
  return { id, name: id.split("/").at(-1)!, shape: "value", fields: [], inputs: [], home: { store: "variables", path: "nomad/jobs/net", item: id.replace("/", ".") }, readers, span, ...given };
}

export const realFs = (): PrivateFs => ({ ...nodeFs(), ...nodePrivateFs() });

/** Without waiting for the disk. */
export const quickFs = (): PrivateFs => ({ ...realFs(), writePrivate: (path, text) => fs.writeFileSync(path, text, { flag: "wx", mode: 0o600 }), syncDirectory: () => {} });

export const realClock: Clock = { now: () => Date.now(), random: () => Math.random(), wait: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)) };

/** Nobody waits; time passes all the same. */
export function fastClock(): Clock {
  let time = 0;
  return { now: () => time, random: () => 0.5, wait: async (milliseconds) => void (time += milliseconds) };
}

export function directory(): string {
  return fs.mkdtempSync(`${fs.realpathSync(tmpdir())}/secrets-`);
}

export function directoryStore(path: string, files: PrivateFs = realFs(), clock: Clock = fastClock()): { store: DirectoryStore; warnings: Diagnostic[]; said: string[] } {
  const [warnings, said]: [Diagnostic[], string[]] = [[], []];
  return { warnings, said, store: new DirectoryStore({ path, shown: "keys", fs: files, clock, say: (line) => void said.push(line), warn: (diagnostic) => void warnings.push(diagnostic) }) };
}

/** The codes that it fails with. */
export async function codesOf(body: () => Promise<unknown>): Promise<string[]> {
  try {
    await body();
  } catch (error) {
    if (error instanceof Failed) return error.diagnostics.map(({ code }) => code);
    throw error;
  }
  return [];
}
