/** Origins -> what each layer said and where, the winner first. */
import type { Layer, LayerKind, Origin } from "../evaluate/origin.ts";
import { positionAt } from "../text/source.ts";
import type { Said } from "./model.ts";

const MOST_LAYERS = 100;

const words: Readonly<Record<LayerKind, string>> = {
  schema: "schema default", "default-block": "default", program: "program", "parameter-default": "parameter default", "default-role": "default",
  role: "role", network: "network", job: "job", set: "set", member: "member", "set-option": "--set",
};

export function saidOf(origin: Origin): Said[] {
  const said: Said[] = [];
  const seen = new Set<Origin>();
  const collect = (one: Origin, part: Said["part"], depth: number): void => {
    if (said.length >= MOST_LAYERS || seen.has(one)) return;
    seen.add(one);
    said.push({ ...sayOne(one), part, depth });
    for (const read of one.reads ?? []) collect(read, "read", depth + 1);
    for (const beaten of one.beaten) collect(beaten, "over", depth);
  };
  collect(origin, "set", 0);
  return said.filter((one, i) => said.findIndex((other) => other.file === one.file && other.line === one.line && other.column === one.column && other.layer === one.layer) === i);
}

export function sayOne({ span, layer, source }: Origin): Said {
  const { line, column } = positionAt(span.file, span.start);
  const written = (source ?? span.file.text.slice(span.start, span.end)).trim().split("\n")[0]!.trim();
  return { part: "set", depth: 0, kind: layer.kind, layer: layerWords(layer), file: span.file.path, line, column, source: written.length > 100 ? `${written.slice(0, 99)}\u2026` : written };
}

/** A layer's name may begin with its kind already: `role miner`. */
export function layerWords({ kind, name }: Layer): string {
  const word = words[kind];
  if (name === "" || name === word) return word;
  return name === word || name.startsWith(`${word} `) ? name : `${word} ${name}`;
}
