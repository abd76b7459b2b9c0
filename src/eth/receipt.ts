/** What became of a transaction, as eth_getTransactionReceipt answers. */
import { field, optional, readHash, type Read } from "./answer.ts";
import { EthError } from "./eth-error.ts";
import { readNumber, readQuantity } from "./quantity.ts";

export interface Receipt {
  /** false: it is in the chain and did nothing but cost. Missing on chains of before Byzantium. */
  readonly status?: boolean;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly gasUsed: bigint;
}

/** Of one transaction. undefined where it is not yet in a block: some servers answer with the rest. */
export function receiptOf(hash: string): Read<Receipt | undefined> {
  return (value) => {
    if (field(value, "transactionHash", readHash) !== hash.toLowerCase()) throw new EthError("is about another transaction");
    const blockNumber = field(value, "blockNumber", optional(readNumber));
    return blockNumber === undefined ? undefined : { ...statusIn(value), blockNumber, blockHash: field(value, "blockHash", readHash), gasUsed: field(value, "gasUsed", readQuantity) };
  };
}

function statusIn(value: unknown): Pick<Receipt, "status"> {
  const status = field(value, "status", optional(readStatus));
  return status === undefined ? {} : { status };
}

/** Some servers write it as a number. */
function readStatus(value: unknown): boolean {
  const status = typeof value === "number" ? value : readNumber(value);
  if (status !== 0 && status !== 1) throw new EthError("is neither 0 nor 1");
  return status === 1;
}
