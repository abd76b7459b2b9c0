/** A block of a chain as eth_getBlockByNumber answers -> what of it tells chains apart and says how old it is. */
import { field, readAddress, readHash } from "./answer.ts";
import { readNumber } from "./quantity.ts";

export interface Block {
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
  /** Whom it pays: lower-case hex after `0x`. */
  readonly miner: string;
}

export function readBlock(value: unknown): Block {
  return {
    number: field(value, "number", readNumber),
    hash: field(value, "hash", readHash),
    parentHash: field(value, "parentHash", readHash),
    timestamp: field(value, "timestamp", readNumber),
    miner: field(value, "miner", readAddress),
  };
}
