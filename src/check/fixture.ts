/** For tests: trees and networks from plain data. Every node has a span of its own in a made-up source, so that places can be compared. */
import type { Layer, Origin } from "../evaluate/origin.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Job, Network } from "../network/model.ts";
import type { MapTree, Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import type { SourceFile } from "../text/source.ts";

const layer: Layer = { kind: "network", name: "network t" };

/** The source of a tree is its paths, a line each: a span prints as the path of its node. */
export function treeOf(value: Json): Tree {
  const paths: string[] = [];
  const file: { path: string; text: string } = { path: "t.mantis", text: "" };
  const tree = build(value, "", paths, file);
  file.text = paths.join("");
  return tree;
}

function build(value: Json, path: string, paths: string[], file: SourceFile): Tree {
  const start = paths.reduce((sum, line) => sum + line.length, 0);
  paths.push(`${path === "" ? "/" : path}\n`);
  const origin: Origin = { span: { file, start, end: start + (path === "" ? 1 : path.length) }, layer, beaten: [] };
  if (Array.isArray(value)) return { kind: "list", items: value.map((item, i) => build(item, `${path}/${i}`, paths, file)), origin };
  if (typeof value !== "object" || value === null) return { kind: "leaf", value, origin };
  const fields = new Map(Object.entries(value).map(([name, item]) => [name, build(item, `${path}/${name}`, paths, file)] as const));
  return { kind: "map", fields, origin };
}

/** `code /path/of/the/span`. */
export function placed(diagnostic: Diagnostic): string {
  const { span } = diagnostic;
  return span === undefined ? diagnostic.code : `${diagnostic.code} ${span.file.text.slice(span.start, span.end)}`;
}

export function networkOf(overrides: Partial<Network> = {}): Network {
  const origin = treeOf({}).origin;
  return {
    name: "t", origin, namespace: "t", datacenters: ["dc1"], target: "1.6", provider: "consul", programs: [], sources: [], hosts: [], sets: [],
    jobs: [], secrets: [], files: [], quorums: [], expects: [], allows: [], references: [], ...overrides,
  };
}

export function jobOf(job: { [key: string]: Json }): Job {
  const tree = treeOf(job) as MapTree;
  return { label: String(job["ID"]), id: String(job["ID"]), type: String(job["Type"] ?? "service"), tree, groups: [], origin: tree.origin };
}
