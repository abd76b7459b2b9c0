/**
 * Why something in a built network is as it is: a path, a JSON pointer into a payload, or a line of a rendered template -> its value and
 * the layers that set it. In: the resolved network. Reads origins and compiles nothing.
 */
import { readable } from "../diff/readable.ts";
import { at as ownField } from "../diff/values.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { jobShape, type JobSchema } from "../emit/nomad-shape.ts";
import type { Network, Template } from "../network/model.ts";
import { toJson, type Tree } from "../network/tree.ts";
import type { Json } from "../text/json.ts";
import { findPlace } from "./find.ts";
import type { Answer } from "./model.ts";
import { childrenOf, type Place } from "./places.ts";
import { saidOf, sayOne } from "./said.ts";

export interface WhyTools {
  /** `schemas/nomad-job.schema.json`. */
  readonly schema: JobSchema;
  /** A job as Nomad holds it, for values that nobody sets. */
  withDefaults(job: Json, target: string): Json;
}

export const MOST_INSIDE = 60;

export function why(network: Network, path: string, tools: WhyTools): Answer | Diagnostic {
  const line = lineOf(network, path);
  if (line !== undefined) return line;
  const place = findPlace(network, path, jobShape(tools.schema));
  return "code" in place ? place : answer(network, place, tools);
}

function answer(network: Network, place: Place, tools: WhyTools): Answer {
  const head = { network: network.name, path: place.words.join("/"), at: `nomad/${place.job.label}.json#/Job${place.pointer.map((step) => `/${escape(String(step))}`).join("")}` };
  const { node } = place;
  if (node === undefined) return { ...head, ...fallback(network, place, tools), default: true, layers: [], inside: [], more: 0 };
  const layers = saidOf(node.origin);
  if (node.kind === "leaf") return { ...head, value: node.value, readable: readable(node.value, place.unit), default: false, layers, inside: [], more: 0 };
  const { inside, more } = leavesIn(place);
  return { ...head, default: false, layers, inside, more };
}

function escape(step: string): string {
  return step.replace(/~/g, "~0").replace(/\//g, "~1");
}

/** What Nomad fills in at the network's target, if it fills in anything. */
function fallback(network: Network, place: Place, tools: WhyTools): { value?: Json; readable?: string } {
  let value: Json | undefined = tools.withDefaults(toJson(place.job.tree), network.target);
  for (const step of place.pointer) value = Array.isArray(value) ? value[Number(step)] : ownField(value, String(step));
  return value === undefined ? {} : { value, readable: readable(value, place.unit) };
}

function leavesIn(place: Place): { inside: Answer["inside"]; more: number } {
  const inside: Answer["inside"][number][] = [];
  let more = 0;
  visit(place, (leaf, node) => {
    if (inside.length >= MOST_INSIDE) more++;
    else inside.push({ path: leaf.words.slice(place.words.length).join("/"), readable: readable(node.value, leaf.unit), layers: saidOf(node.origin) });
  });
  return { inside, more };
}

/** Every leaf below a place, in the order of Nomad's structs. */
export function visit(place: Place, each: (place: Place, node: Tree & { kind: "leaf" }) => void, block?: (place: Place, node: Tree) => void): void {
  const { node } = place;
  if (node === undefined) return;
  if (node.kind === "leaf") return each(place, node);
  block?.(place, node);
  for (const child of childrenOf(place)) if (child.shortcut === undefined) visit(child.place, each, block);
}

/** `mantis/mantis-1/mantis/local/mantis.conf:12`, perhaps with `consul-template/` before it. */
function lineOf(network: Network, path: string): Answer | Diagnostic | undefined {
  const [, file, digits] = /^(?:consul-template\/)?([^#]+):(\d{1,9})$/.exec(path) ?? [];
  if (file === undefined) return undefined;
  const text = bodies(network).find(({ names }) => names.includes(file));
  return text && lineAnswer(network, text, Number(digits));
}

interface Body { readonly names: readonly string[]; readonly template: Pick<Template, "body" | "lines" | "origin"> }

/** By artifact path, and by the labels an author knows. */
function bodies(network: Network): Body[] {
  const tasks = network.jobs.flatMap((job) => job.groups.flatMap((group) => group.tasks.map((task) => ({ job, group, task }))));
  const own = tasks.flatMap(({ job, group, task }) => task.templates.map((template) => ({
    names: [job.label, job.id].flatMap((a) => [group.name, ...group.members].flatMap((b) => [task.name, task.label].flatMap((c) => ["", "template/"].map((word) => `${a}/${b}/${c}/${word}${template.destination}`)))),
    template,
  })));
  return [...own, ...network.files.map(({ path, body, origin }) => ({ names: [path], template: { body, lines: [], origin } }))];
}

function lineAnswer(network: Network, { names, template }: Body, line: number): Answer | Diagnostic {
  const lines = template.body.split("\n");
  if (lines.at(-1) === "") lines.pop();
  const text = lines[line - 1];
  if (text === undefined) return diagnose("why-no-line", { path: names[0]!, line, lines: lines.length });
  const span = template.lines[line - 1];
  const written = span && sayOne({ span, layer: template.origin.layer, beaten: [] });
  const layers = [...(written === undefined ? [] : [written]), ...saidOf(template.origin)];
  return { network: network.name, path: `${names[0]}:${line}`, at: `consul-template/${names[0]}:${line}`, value: text, readable: readable(text), default: false, layers, inside: [], more: 0 };
}
