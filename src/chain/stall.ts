/** Has the chain stopped? In: its newest block, as the best member has it. Out: since when, and why, as far as quorums say. */
import { compactNames } from "../text/compact-names.ts";
import type { Witness } from "./ask.ts";
import type { MemberView, Quorum, Verdict } from "./model.ts";

/** A chain is given so many of its own intervals, and never less than so many milliseconds. */
const INTERVALS = 10;
const LEAST = 20_000;
/** Blocks whose distances say how long one takes. */
const LOOKED_AT = 8;

export interface Around { readonly now: number; readonly quorums: readonly Quorum[]; readonly members: readonly MemberView[] }

/** undefined while blocks come. */
export async function stallOf(best: Witness, around: Around): Promise<Extract<Verdict, { kind: "stalled" }> | undefined> {
  const { head } = best;
  const why = () => reasons(around);
  if (head.number === 0) return { kind: "stalled", height: 0, why: why() };
  const since = head.timestamp * 1000;
  if (around.now - since <= LEAST || around.now - since <= INTERVALS * (await interval(best))) return undefined;
  return { kind: "stalled", height: head.number, since, why: why() };
}

/** Milliseconds: the middle one of the newest distances, so that an earlier stall does not count. */
async function interval({ head, node }: Witness): Promise<number> {
  const times = [head.timestamp];
  for (let height = head.number - 1; height > 0 && height >= head.number - LOOKED_AT; height--) {
    const block = await node.block(height);
    if (block === undefined) break;
    times.push(block.timestamp);
  }
  const gaps = times.slice(1).map((time, i) => times[i]! - time).sort((a, b) => a - b);
  return (gaps[Math.floor(gaps.length / 2)] ?? 0) * 1000;
}

function reasons({ quorums, members }: Around): string[] {
  const short = quorums.flatMap(({ of, size, need }) => {
    const own = members.filter(({ kinds }) => kinds.includes(of));
    const missing = own.filter(({ doing }) => doing !== "sealing" && doing !== "following").map(({ member }) => member);
    const there = own.length - missing.length;
    return there >= need ? [] : [`${there} of ${size} of ${of}, ${need} needed (missing: ${compactNames(missing).join(", ")})`];
  });
  const lonely = members.length < 2 ? [] : members.filter(({ peers }) => peers === 0).map(({ member }) => member);
  if (short.length + lonely.length > 0) return [...short, ...(lonely.length === 0 ? [] : [`no peers: ${compactNames(lonely).join(", ")}`])];
  return members.some(({ doing }) => doing === "sealing") ? [] : ["nobody says that it seals blocks"];
}
