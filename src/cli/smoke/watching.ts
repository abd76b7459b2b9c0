/** Expectations that only look: blocks come, members are connected, they run the client that is meant. */
import { verdictText } from "../../chain/text.ts";
import type { ChainView, MemberView } from "../../chain/model.ts";
import { waitUntil } from "../../chain/wait.ts";
import { compactNames } from "../../text/compact-names.ts";
import type { Expect } from "../../network/model.ts";
import { membersOf, type Testing, type Trial, type Trouble } from "./model.ts";

/** All of them have so many blocks more than the furthest had, and hold the same chain. */
export const blocks: Trial = async (expect, testing) => {
  let goal: number | undefined;
  return until(expect, testing, (view) => {
    goal ??= Math.max(0, ...membersOf(view, expect).map(({ height = 0 }) => height)) + (expect.count ?? 1);
    const behind = membersOf(view, expect).filter(({ height }) => height === undefined || height < goal!);
    if (behind.length > 0) return `not at height ${goal}: ${named(behind, ({ height }) => (height === undefined ? "silent" : String(height)))}`;
    return view.verdict.kind === "agree" ? undefined : "they do not agree";
  });
};

export const peers: Trial = (expect, testing) => until(expect, testing, (view) => {
  const lonely = membersOf(view, expect).filter((member) => (member.peers ?? 0) < (expect.count ?? 1));
  return lonely.length === 0 ? undefined : `fewer than ${expect.count} peers: ${named(lonely, (member) => String(member.peers ?? "silent"))}`;
});

export const client: Trial = (expect, testing) => until(expect, testing, (view) => otherClients(view, expect));

/** Members whose client is not the expected one, and what they run. */
export function otherClients(view: ChainView, expect: Expect): Trouble {
  const others = membersOf(view, expect).filter((member) => member.client?.startsWith(expect.name ?? "") !== true);
  return others.length === 0 ? undefined : `not ${expect.name}: ${named(others, (member) => member.client ?? "silent")}`;
}

function named(members: readonly MemberView[], say: (member: MemberView) => string): string {
  const said = new Map<string, string[]>();
  for (const member of members) said.set(say(member), [...(said.get(say(member)) ?? []), member.member]);
  return [...said].map(([words, names]) => `${compactNames(names).join(", ")} (${words})`).join(", ");
}

/** Looks until `wrong` finds nothing, as long as the expectation allows. */
export async function until(expect: Expect, { site, looking }: Pick<Testing, "site" | "looking">, wrong: (view: ChainView) => Trouble): Promise<Trouble> {
  if ((await looking.endpoints()).every(({ kinds }) => expect.of !== undefined && !kinds.includes(expect.of))) return "no member of it speaks of a chain";
  let trouble: Trouble;
  const { view, held } = await waitUntil(looking, { within: expect.within * 1000, show: () => {}, holds: (seen) => (trouble = wrong(seen)) === undefined });
  return held ? undefined : `${trouble}. ${verdictText(view, site.world.clock.now())}`;
}
