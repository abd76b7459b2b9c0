/** Is the chain as it should be? What `chain` exits with, and what `up` waits for. */
import type { ChainView, MemberView } from "./model.ts";

/** Blocks come, and every member that there should be answers and has this very chain. */
export function isHealthy({ verdict, members }: ChainView): boolean {
  return verdict.kind === "agree" && members.every(isWell);
}

/** It answers and is not left behind; where there are others, it is connected to one. */
export function isWell({ doing, peers }: MemberView, _index: number, all: readonly MemberView[]): boolean {
  return (doing === "sealing" || doing === "following") && (all.length === 1 || peers !== 0);
}

/** Everybody is there, agrees, and has got so far. */
export function hasReached(view: ChainView, height: number): boolean {
  return isHealthy(view) && view.members.every((member) => (member.height ?? -1) >= height);
}
