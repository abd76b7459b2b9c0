/**
 * What one line of a source file does in a built network: each value it gives, each block that stands there because of it, each line of a
 * template, and where it was beaten. Members that get the same are named together.
 */
import { readable } from "../diff/readable.ts";
import { jobShape, type JobSchema } from "../emit/nomad-shape.ts";
import type { Origin } from "../evaluate/origin.ts";
import type { Network } from "../network/model.ts";
import { compactNames } from "../text/compact-names.ts";
import { lineOf, lineText, type SourceFile, type Span } from "../text/source.ts";
import type { Effect, Influence, Said } from "./model.ts";
import { placeOf } from "./places.ts";
import { sayOne } from "./said.ts";
import { visit } from "./why.ts";

/** One place that the line reaches. `varies`: the second word is a group or member, and others may be reached alike. */
interface Hit { readonly words: readonly string[]; readonly varies: boolean; readonly readable?: string; readonly beatenBy?: Said }

export function influence(network: Network, source: SourceFile, line: number, schema: JobSchema): Influence {
  const here: Here = { source, line };
  const hits = [...jobHits(network, schema, here), ...templateHits(network, here), ...factHits(network, here)];
  return { network: network.name, file: source.path, line, source: lineText(source, line).trim(), effects: compact(hits), dropped: droppedHere(network, { source, line }) };
}

function droppedHere(network: Network, here: Here): string[] {
  return network.sets.flatMap((set) => (set.dropped ?? []).filter(({ span }) => startsHere(span, here)).flatMap(({ indexes }) => indexes.map((index) => `${set.name}[${index}]`)));
}

interface Here { readonly source: SourceFile; readonly line: number }

function jobHits(network: Network, schema: JobSchema, here: Here): Hit[] {
  const hits: Hit[] = [];
  for (const job of network.jobs) {
    const standing = new Set<string>();
    visit(placeOf(job, jobShape(schema)), (place, node) => {
      const said = saidHere(node.origin, here);
      if (said !== undefined) hits.push({ words: place.words, varies: place.group !== undefined, readable: readable(node.value, place.unit), ...said });
    }, (place, node) => {
      // A block spans many lines; it is due to the one it begins on. What is inside goes without saying.
      if (node.kind !== "map" || !startsHere(node.origin.span, here)) return;
      standing.add(JSON.stringify(place.pointer));
      if (!place.pointer.some((_, i) => standing.has(JSON.stringify(place.pointer.slice(0, i))))) hits.push({ words: place.words, varies: place.group !== undefined });
    });
  }
  return hits;
}

/** The winner of what the line beat, nothing more for a line that won, undefined if it had no say. */
function saidHere(origin: Origin, here: Here): { beatenBy?: Said } | undefined {
  if (covers(origin.span, here) || wasRead(origin, here, new Set())) return {};
  return wasBeaten(origin, here, 0) ? { beatenBy: sayOne(origin) } : undefined;
}

/** A value that was read stands behind what it was read for. */
function wasRead(origin: Origin, here: Here, seen: Set<Origin>): boolean {
  if (seen.has(origin)) return false;
  seen.add(origin);
  return (origin.reads ?? []).some((read) => covers(read.span, here) || wasRead(read, here, seen));
}

function wasBeaten(origin: Origin, here: Here, depth: number): boolean {
  return depth < 100 && origin.beaten.some((beaten) => covers(beaten.span, here) || wasBeaten(beaten, here, depth + 1));
}

function templateHits(network: Network, here: Here): Hit[] {
  const tasks = network.jobs.flatMap((job) => job.groups.flatMap((group) => group.tasks.map((task) => ({ words: [job.label, group.name, task.name], templates: task.templates }))));
  return tasks.flatMap(({ words, templates }) => templates.flatMap(({ destination, body, lines }) => {
    if (!lines.some((span) => span !== undefined && covers(span, here))) return [];
    const texts = body.split("\n");
    return lines.flatMap((span, i) => (span !== undefined && covers(span, here) ? [{ words: [...words, `${destination}:${i + 1}`], varies: true, readable: readable(texts[i] ?? "") }] : []));
  }));
}

/** What stands beside the jobs. */
function factHits(network: Network, here: Here): Hit[] {
  const facts: readonly (readonly [string, readonly { readonly origin: Origin; readonly name: string }[]])[] = [
    ["program", network.programs], ["source", network.sources], ["host", network.hosts], ["secret", network.secrets], ["file", network.files.map(({ path, origin }) => ({ name: path, origin }))],
    ["member", network.sets.flatMap(({ members }) => members)],
  ];
  return facts.flatMap(([kind, items]) => items.filter(({ origin }) => startsHere(origin.span, here)).map(({ name }) => ({ words: [kind, name], varies: true })));
}

function covers(span: Span, { source, line }: Here): boolean {
  if (!isSame(span.file, source)) return false;
  const first = lineOf(span.file, span.start);
  return line >= first && (line === first || line <= lineOf(span.file, Math.max(span.start, span.end - 1)));
}

function startsHere(span: Span, { source, line }: Here): boolean {
  return isSame(span.file, source) && lineOf(span.file, span.start) === line;
}

function isSame(a: SourceFile, b: SourceFile): boolean {
  return a === b || (a.path === b.path && a.text === b.text);
}

/** Groups that are reached alike become one entry: `mantis/mantis-{1..5}/…`. */
function compact(hits: readonly Hit[]): Effect[] {
  const families = new Map<string, Hit[]>();
  for (const hit of hits) {
    const [job, second, ...rest] = hit.words;
    const key = JSON.stringify([job, hit.varies || second, rest, hit.words.length, hit.beatenBy]);
    const family = families.get(key);
    if (family === undefined) families.set(key, [hit]);
    else family.push(hit);
  }
  return [...families.values()].map(effectOf);
}

function effectOf(family: readonly Hit[]): Effect {
  const [first] = family;
  const [job, , ...rest] = first!.words;
  const groups = compactNames(family.flatMap(({ words }) => (words.length > 1 ? [words[1]!] : [])));
  const beaten = first!.beatenBy === undefined ? {} : { beatenBy: first!.beatenBy };
  return {
    path: [job!, ...(groups.length === 0 ? [] : [groups.join(",")]), ...rest].join("/"),
    paths: family.map(({ words }) => words.join("/")),
    readable: [...new Set(family.flatMap((hit) => (hit.readable === undefined ? [] : [hit.readable])))],
    ...beaten,
  };
}

/** Every source file that something in these networks comes from, by path. */
export function sourcesOf(networks: readonly Network[], schema: JobSchema): Map<string, SourceFile> {
  const files = new Map<string, SourceFile>();
  const seen = new Set<Origin>();
  const add = (origin: Origin): void => {
    if (seen.has(origin)) return;
    seen.add(origin);
    files.set(origin.span.file.path, origin.span.file);
    origin.beaten.forEach(add);
    origin.reads?.forEach(add);
  };
  for (const network of networks) {
    add(network.origin);
    for (const { origin } of [...network.programs, ...network.sources, ...network.hosts, ...network.secrets, ...network.files, ...network.sets]) add(origin);
    for (const job of network.jobs) {
      visit(placeOf(job, jobShape(schema)), (_, node) => add(node.origin), (_, node) => add(node.origin));
      for (const { lines } of job.groups.flatMap(({ tasks }) => tasks.flatMap(({ templates }) => templates))) for (const span of lines) if (span !== undefined) files.set(span.file.path, span.file);
    }
  }
  return files;
}
