/**
 * Quorums and start barriers. A wait counts instances that are visible: with Consul only those whose checks pass, so a wait on a service with
 * checks makes the waiter start after it, and a circle of such waits never starts. Without checks an instance is visible as soon as it runs.
 */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Group, Network, Wait } from "../../network/model.ts";

export function barrierRules(network: Network): Diagnostic[] {
  const barriers = barriersOf(network);
  return [...quorums(network), ...barriers.flatMap(size), ...cycles(barriers)];
}

function quorums(network: Network): Diagnostic[] {
  return network.quorums.flatMap(({ of, size, need, origin }) => {
    if (need > size) return [diagnose("quorum-too-large", { of, need, size }, origin.span)];
    return need * 2 <= size ? [diagnose("quorum-minority", { of, need, size }, origin.span)] : [];
  });
}

interface Barrier {
  readonly wait: Wait;
  /** The waiting set. */
  readonly from: string;
  /** The sets waited for. */
  readonly to: readonly string[];
  readonly instances: number;
  /** Whether the services waited for are seen only when healthy. */
  readonly healthy: boolean;
}

function barriersOf(network: Network): Barrier[] {
  const groups = network.jobs.flatMap((job) => job.groups);
  const bySet = new Map<string, Group[]>();
  for (const group of groups) if (group.set !== undefined) bySet.set(group.set, [...(bySet.get(group.set) ?? []), group]);
  return groups.flatMap((group) => group.waits.map((wait) => barrier(wait, group, bySet, network)));
}

/** `miner.server`, `miner[2].server`: the sets of that name or role, all members or one. */
function barrier(wait: Wait, group: Group, bySet: ReadonlyMap<string, readonly Group[]>, network: Network): Barrier {
  const [, name = "", one, label = ""] = /^([^.[]+)(\[.*\])?\.(.+)$/.exec(wait.on) ?? [];
  const sets = network.sets.filter((set) => set.name === name || set.role === name);
  const holding = sets.flatMap((set) => bySet.get(set.name) ?? []);
  const services = holding.flatMap((each) => each.services).filter((service) => service.label === label);
  const members = sets.reduce((sum, set) => sum + set.members.length, 0);
  const healthy = services.some((service) => service.provider === "consul" && service.checks.length > 0);
  return { wait, from: group.set ?? `${group.job}/${group.name}`, to: sets.map((set) => set.name), instances: one === undefined ? members : Math.min(1, members), healthy };
}

function size({ wait, from, to, instances, healthy }: Barrier): Diagnostic[] {
  if (to.length === 0) return [];
  const { on, count } = wait;
  if (count > instances) return [diagnose("wait-too-many", { on, count, size: instances }, wait.origin.span)];
  return to.includes(from) && !healthy && count === instances && count > 1 ? [diagnose("wait-for-all", { on, count }, wait.origin.span)] : [];
}

/** One diagnostic a circle, at its first wait: a depth-first walk over sets, each set once. */
function cycles(barriers: readonly Barrier[]): Diagnostic[] {
  const edges = new Map<string, Map<string, Barrier>>();
  for (const each of barriers) {
    if (!each.healthy || each.wait.count === 0) continue;
    const out = edges.get(each.from) ?? new Map<string, Barrier>();
    edges.set(each.from, out);
    for (const to of each.to) if (!out.has(to)) out.set(to, each);
  }
  const done = new Set<string>();
  return [...edges.keys()].flatMap((start) => circle(start, edges, done));
}

function circle(start: string, edges: ReadonlyMap<string, ReadonlyMap<string, Barrier>>, done: Set<string>): Diagnostic[] {
  const path: { set: string; next: Iterator<[string, Barrier]>; via?: Barrier }[] = [];
  const enter = (set: string, via?: Barrier) => path.push({ set, next: (edges.get(set) ?? new Map<string, Barrier>())[Symbol.iterator](), ...(via === undefined ? {} : { via }) });
  if (!done.has(start)) enter(start);
  const result: Diagnostic[] = [];
  while (path.length > 0) {
    const step = path.at(-1)!.next.next();
    if (step.done === true) done.add(path.pop()!.set);
    else {
      const [to, via] = step.value;
      const back = path.findIndex(({ set }) => set === to);
      if (back >= 0) result.push(cycleDiagnostic(path.slice(back).map(({ set }) => set), [...path.slice(back + 1).map((each) => each.via!), via]));
      else if (!done.has(to)) enter(to, via);
    }
  }
  return result;
}

function cycleDiagnostic(sets: readonly string[], waits: readonly Barrier[]): Diagnostic {
  const related = waits.slice(1).map((each) => ({ span: each.wait.origin.span, text: `\`${each.from}\` waits here` }));
  return diagnose("wait-cycle", { cycle: [...sets, sets[0]!].join(" -> ") }, waits[0]!.wait.origin.span, { related });
}
