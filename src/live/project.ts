/**
 * The project that scenarios run in: a network and the files that it imports, in memory at /project. Recordings keep them beside
 * themselves, so that a later change of networks/ changes no recording.
 */
import * as fs from "node:fs";
import { compile } from "../compile.ts";
import { projectRoot, readTree } from "../golden/case-file.ts";
import { memoryWorld, type MemoryWorld } from "../cli/memory-world.ts";
import type { Host } from "../host.ts";
import { nodeHost } from "../node-host.ts";
import { recordings } from "./fixture.ts";

/** By path from the project's directory: `networks/laptop.mantis`. */
export type ProjectFiles = ReadonlyMap<string, string>;

export const root = "/project";

/** Those that compiling `network` reads; `own` are files that are not in networks/. */
export function filesOf(network: string, own: ProjectFiles = new Map()): ProjectFiles {
  const read = new Map<string, string>();
  const host = nodeHost();
  const listening: Host = {
    ...host,
    exists: (path) => own.has(inProject(path)) || host.exists(path),
    realPath: (path) => (own.has(inProject(path)) ? path : host.realPath(path)),
    read: (path) => {
      const text = own.get(inProject(path));
      const content = text === undefined ? host.read(path) : new TextEncoder().encode(text);
      if (content instanceof Uint8Array) read.set(inProject(path), new TextDecoder().decode(content));
      return content;
    },
  };
  const { diagnostics } = compile(listening, `${projectRoot}/${network}`, { root: `${projectRoot}/networks` });
  if (diagnostics.length > 0) throw new Error(`${network}: ${diagnostics[0]!.title}`);
  return new Map([...read].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function inProject(path: string): string {
  return path.slice(projectRoot.length + 1);
}

/** A small network that starts, and fails, within seconds. */
export function trialFiles(): ProjectFiles {
  return filesOf(trial, new Map([[trial, fs.readFileSync(`${import.meta.dirname}/trial.mantis`, "utf8")]]));
}

export const trial = "networks/trial.mantis";

/** Those that a recording was made with. */
export function recordedFiles(version: string): ProjectFiles {
  return new Map([...readTree(`${recordings}/${version}/networks`)].map(([path, bytes]) => [`networks/${path}`, new TextDecoder().decode(bytes)]));
}

/** Scenarios of one version share what they have in common. */
export function writeFiles(version: string, files: ProjectFiles): void {
  for (const [path, text] of files) {
    const place = `${recordings}/${version}/${path}`;
    fs.mkdirSync(place.replace(/\/[^/]*$/, ""), { recursive: true });
    fs.writeFileSync(place, text);
  }
}

/** Its disk is what the steps of a scenario share. */
export function projectWorld(files: ProjectFiles): MemoryWorld {
  return memoryWorld({ cwd: root, files: Object.fromEntries([...files].map(([path, text]) => [`${root}/${path}`, text])) });
}

export function editFile(world: MemoryWorld, path: string, text: string): void {
  world.disk.set(`${root}/${path}`, text);
}

export function fileIn(world: MemoryWorld, path: string): string {
  const content = world.disk.get(`${root}/${path}`);
  if (typeof content !== "string") throw new Error(`there is no ${path} in the project`);
  return content;
}
