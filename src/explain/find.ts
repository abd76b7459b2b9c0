/** A path or a JSON pointer -> the place in a network's jobs, or how far it goes and what is there. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { closest } from "../diagnostics/did-you-mean.ts";
import type { Shape } from "../emit/nomad-shape.ts";
import type { Network } from "../network/model.ts";
import { pointerPath } from "../network/tree.ts";
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import { childrenOf, placeOf, type Child, type Place } from "./places.ts";

const MOST_STEPS = 200;

/** `mantis/mantis-3/mantis/resources/cpu`, `nomad/mantis.json#/Job/TaskGroups/0/Name` or `mantis#/TaskGroups/0/Name`. */
export function findPlace(network: Network, path: string, shape: Shape): Place | Diagnostic {
  const hash = path.indexOf("#");
  const steps = (hash < 0 ? path : path.slice(0, hash)).split("/").filter((step) => step !== "").slice(0, MOST_STEPS);
  const place = rootOf(network, steps, shape, hash >= 0);
  if (place === undefined) return unknown(path, steps[0] ?? path, `the network ${network.name}`, { all: network.jobs.flatMap((job) => [job.label, job.id]), there: network.jobs.map((job) => job.label) });
  if (hash >= 0) return followPointer(path, place, path.slice(hash + 1));
  const found = follow(path, place, steps.slice(1));
  // `diff` writes elements of a list as `args[1]`.
  return "code" in found && /\[\d+\]/.test(path) ? follow(path, place, steps.slice(1).flatMap((step) => step.replace(/\[(\d+)\]/g, "/$1").split("/"))) : found;
}

function rootOf(network: Network, steps: readonly string[], shape: Shape, pointer: boolean): Place | undefined {
  const name = pointer ? steps.at(-1)?.replace(/\.json$/, "") : steps[0];
  const job = network.jobs.find((candidate) => candidate.label === name) ?? network.jobs.find((candidate) => candidate.id === name);
  return job && placeOf(job, shape);
}

interface Stop { readonly at: Place; readonly rest: readonly string[] }

function follow(path: string, start: Place, steps: readonly string[]): Place | Diagnostic {
  let furthest: Stop = { at: start, rest: steps };
  const search = (at: Place, rest: readonly string[]): Place | undefined => {
    if (rest.length < furthest.rest.length) furthest = { at, rest };
    if (rest.length === 0) return at;
    for (const { child, length } of matches(at, rest)) {
      const found = search(child.place, rest.slice(length));
      if (found !== undefined) return found;
    }
    return undefined;
  };
  return search(start, steps) ?? stopped(path, furthest);
}

/** Longer names first: a template's destination has slashes. What is set comes before what could be. */
function matches(at: Place, rest: readonly string[]): { child: Child; length: number }[] {
  const found = childrenOf(at).flatMap((child) => child.names.flatMap((name) => (matchesName(name, rest) ? [{ child, length: name.split("/").length }] : [])));
  return found.sort((a, b) => b.length - a.length || Number(b.child.place.node !== undefined) - Number(a.child.place.node !== undefined));
}

function matchesName(name: string, rest: readonly string[]): boolean {
  return name !== "" && name.split("/").every((step, i) => step === rest[i]);
}

function followPointer(path: string, start: Place, pointer: string): Place | Diagnostic {
  const steps = pointerPath(pointer.startsWith("/") ? pointer : `/${pointer}`).filter((step, i) => !(i === 0 && (step === "Job" || step === "")));
  let at = start;
  for (const [i, step] of steps.entries()) {
    const next = childrenOf(at).find(({ place, shortcut }) => shortcut === undefined && String(place.pointer.at(-1)) === step);
    if (next === undefined) return stopped(path, { at, rest: steps.slice(i) }, (child) => String(child.place.pointer.at(-1)));
    at = next.place;
  }
  return at;
}

function stopped(path: string, { at, rest }: Stop, nameOf = (child: Child) => child.names[0]!): Diagnostic {
  const children = childrenOf(at).filter(({ shortcut, place }) => shortcut !== "skipped" && place.words.length > at.words.length);
  const there = children.filter(({ place }) => place.node !== undefined);
  const names = (list: readonly Child[]) => [...new Set(list.map(nameOf))].filter((name) => name !== "");
  return unknown(path, rest[0]!, at.words.join("/"), { all: children.flatMap((child) => child.names), there: names(there.length > 0 ? there : children) });
}

const MOST_NAMES = 40;

/** Guesses among all that could stand there, and lists what does. */
function unknown(path: string, step: string, within: string, names: { readonly all: readonly string[]; readonly there: readonly string[] }): Diagnostic {
  const guess = closest(step, names.all);
  const list = compactNames(names.there).map(visible);
  const more = list.length > MOST_NAMES ? `, and ${list.length - MOST_NAMES} more` : "";
  const notes = [...(guess === undefined ? [] : [`Did you mean \`${visible(guess)}\`?`]), list.length === 0 ? "Nothing is below it." : `There is: ${list.slice(0, MOST_NAMES).join(", ")}${more}.`];
  return diagnose("why-unknown-path", { path: visible(path), step: visible(step), within: visible(within) }, undefined, { notes });
}
