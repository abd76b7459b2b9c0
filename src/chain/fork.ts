/** Do all have one chain? In: members that answered. Out: the first block that is not the same everywhere, and who has which. */
import { RpcFailure } from "../eth/rpc-failure.ts";
import type { Branch, Verdict } from "./model.ts";
import type { Witness } from "./ask.ts";

type Fork = Extract<Verdict, { kind: "fork" }>;

/** undefined where every head is part of the chain of the highest one. */
export async function forkOf(witnesses: readonly Witness[]): Promise<Fork | undefined> {
  const best = highest(witnesses);
  if (best === undefined) return undefined;
  const heights: number[] = [];
  for (const other of witnesses) {
    const height = other === best ? undefined : await parting(best, other);
    if (height !== undefined) heights.push(height);
  }
  if (heights.length === 0) return undefined;
  const height = Math.min(...heights);
  return { kind: "fork", height, branches: await branchesAt(height, witnesses) };
}

export function highest(witnesses: readonly Witness[]): Witness | undefined {
  return witnesses.reduce<Witness | undefined>((best, one) => (best === undefined || one.head.number > best.head.number ? one : best), undefined);
}

/** The first height at which they differ, by halves: before it all is the same, from it on nothing is. */
async function parting(best: Witness, other: Witness): Promise<number | undefined> {
  if (best.view.genesis !== other.view.genesis) return 0;
  if (await same(other.head.number, best, other)) return undefined;
  let [equal, differs] = [0, other.head.number];
  while (differs - equal > 1) {
    const middle = Math.floor((equal + differs) / 2);
    if (await same(middle, best, other)) equal = middle;
    else differs = middle;
  }
  return differs;
}

async function same(height: number, best: Witness, other: Witness): Promise<boolean> {
  return (await hashAt(height, best)) === (await hashAt(height, other));
}

/** A block below its newest that a member does not have proves nothing: then nothing is said. */
async function hashAt(height: number, { head, node, view }: Witness): Promise<string> {
  if (height === head.number) return head.hash;
  if (height === 0 && view.genesis !== undefined) return view.genesis;
  const block = await node.block(height);
  if (block === undefined) throw new RpcFailure("odd", `${view.member} has no block ${height}`);
  return block.hash;
}

async function branchesAt(height: number, witnesses: readonly Witness[]): Promise<Branch[]> {
  const branches = new Map<string, string[]>();
  for (const witness of witnesses) {
    if (height > witness.head.number) continue;
    const hash = await hashAt(height, witness);
    branches.set(hash, [...(branches.get(hash) ?? []), witness.view.member]);
  }
  return [...branches].map(([hash, members]) => ({ hash, members })).sort((a, b) => b.members.length - a.members.length);
}
