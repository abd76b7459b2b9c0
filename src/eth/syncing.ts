/** How far a member has come in fetching the chain, as eth_syncing answers. */
import { field } from "./answer.ts";
import { readNumber } from "./quantity.ts";

export interface Syncing {
  readonly current: number;
  /** Of what its peers have, as far as it knows. */
  readonly highest: number;
}

/** false: it fetches nothing, be it done or not begun. */
export function readSyncing(value: unknown): Syncing | false {
  if (value === false) return false;
  return { current: field(value, "currentBlock", readNumber), highest: field(value, "highestBlock", readNumber) };
}
