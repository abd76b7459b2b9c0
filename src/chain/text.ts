/** A view of a chain in words. */
import { age } from "../deploy/age.ts";
import { timeText } from "../deploy/time.ts";
import { compactNames } from "../text/compact-names.ts";
import type { Branch, ChainView, MemberView, Verdict } from "./model.ts";

export const heads = ["MEMBER", "HEIGHT", "BEHIND", "HEAD", "PEERS", "DOING", "CLIENT"] as const;

/** A row under `heads`. */
export function cellsOf({ member, height, behind, head, peers, doing, why, client }: MemberView): string[] {
  const known = (value: number | undefined) => (value === undefined ? "-" : String(value));
  return [member, known(height), known(behind), head === undefined ? "-" : shortHash(head), known(peers), `${words[doing]}${why === undefined ? "" : `: ${why}`}`, client ?? "-"];
}

const words: Readonly<Record<MemberView["doing"], string>> = { sealing: "sealing", following: "following", syncing: "syncing", silent: "silent", away: "not running" };

/** `0x1f3a9c04…` */
function shortHash(hash: string): string {
  return hash.length > 10 ? `${hash.slice(0, 10)}…` : hash;
}

/** One line. `now`: milliseconds since 1970. */
export function verdictText({ verdict, members }: ChainView, now: number): string {
  const missing = members.filter(({ doing }) => doing === "silent" || doing === "away").map(({ member }) => member);
  const without = missing.length === 0 || verdict.kind === "nobody" ? "" : ` Without ${compactNames(missing).join(", ")}.`;
  return `${said(verdict, now)}${without}`;
}

function said(verdict: Verdict, now: number): string {
  switch (verdict.kind) {
    case "agree": return `Agree at height ${verdict.height}.`;
    case "nobody": return "Nobody answers.";
    case "unclear": return `Whether they agree is not known: ${verdict.why}.`;
    case "fork": return verdict.height === 0 ? `Different first blocks: ${branchesText(verdict.branches)}.` : `Fork at height ${verdict.height}: ${branchesText(verdict.branches)}.`;
    case "stalled": return `${stalled(verdict.since, verdict.height, now)}${verdict.why.length === 0 ? "." : `: ${verdict.why.join("; ")}.`}`;
  }
}

function stalled(since: number | undefined, height: number, now: number): string {
  if (since === undefined) return "No block yet";
  return `Stalled since ${timeText(since)}, for ${age(now - since)}, at height ${height}`;
}

function branchesText(branches: readonly Branch[]): string {
  return branches.map(({ hash, members }) => `${compactNames(members).join(", ")} ${members.length === 1 ? "has" : "have"} ${shortHash(hash)}`).join("; ");
}
