/** A project in memory with many copies of one network, each under its own name. */
import * as fs from "node:fs";
import type { Host } from "../host.ts";

export const projectRoot = fs.realpathSync(`${import.meta.dirname}/../..`);
export const root = "/p";

export interface Copies { readonly host: Host; readonly entries: readonly string[] }

/** The network's own text with another name: a whole network each time, not an extension of one. */
export function copyText(number: number): string {
  const text = fs.readFileSync(`${projectRoot}/networks/testnet.mantis`, "utf8");
  const copy = text.replace(/^network (\S+)/m, `network $1-${number}`);
  if (copy === text) throw new Error("networks/testnet.mantis has no line that begins with `network `");
  return copy;
}

export function copies(count: number, first = 0): Copies {
  const files = new Map(projectFiles());
  const entries = Array.from({ length: count }, (_, i) => `${root}/copy-${first + i}.mantis`);
  entries.forEach((path, i) => files.set(path, new TextEncoder().encode(copyText(first + i))));
  const directories = new Set([...files.keys()].flatMap(parents));
  const host: Host = {
    read: (path) => files.get(path) ?? (directories.has(path) ? { failure: "directory", message: "it is a directory" } : { failure: "missing", message: "no such file" }),
    exists: (path) => files.has(path) || directories.has(path),
    realPath: (path) => (files.has(path) || directories.has(path) ? path : undefined),
  };
  return { host, entries };
}

function projectFiles(): [string, Uint8Array][] {
  const networks = `${projectRoot}/networks`;
  return (fs.readdirSync(networks, { recursive: true }) as string[])
    .filter((path) => fs.statSync(`${networks}/${path}`).isFile())
    .map((path) => [`${root}/${path.replaceAll("\\", "/")}`, fs.readFileSync(`${networks}/${path}`)]);
}

function parents(path: string): string[] {
  const steps = path.split("/");
  return steps.slice(1).map((_, i) => steps.slice(0, i + 1).join("/") || "/");
}
