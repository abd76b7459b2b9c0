/** What the parts of a network's own test share. */
import type { Looking } from "../../chain/look.ts";
import type { ChainView, MemberView } from "../../chain/model.ts";
import type { Expect } from "../../network/model.ts";
import type { Site } from "../deploy-frame.ts";

export interface Testing {
  readonly site: Site;
  readonly looking: Looking;
  readonly signal: AbortSignal;
}

/** undefined: as expected; else what is not, in a few words. */
export type Trouble = string | undefined;

export type Trial = (expect: Expect, testing: Testing) => Promise<Trouble>;

/** The members that an expectation is about. */
export function membersOf({ members }: ChainView, { of }: Expect): readonly MemberView[] {
  return of === undefined ? members : members.filter(({ kinds }) => kinds.includes(of));
}
