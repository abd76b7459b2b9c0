/**
 * What one member says about its chain. In: questions; out: answers of the shape that Ethereum's JSON-RPC defines. One of another shape fails
 * with an RpcFailure of kind `odd` that names the method.
 */
import type { Json } from "../text/json.ts";
import { optional, readFlag, readHash, readLine, type Read } from "./answer.ts";
import { readBlock, type Block } from "./block.ts";
import { EthError } from "./eth-error.ts";
import { quantity, readNumber, readQuantity, type Whole } from "./quantity.ts";
import { receiptOf, type Receipt } from "./receipt.ts";
import { isRefusal, isUnknownMethod, RpcFailure } from "./rpc-failure.ts";
import type { EthRpc } from "./rpc.ts";
import { readSyncing, type Syncing } from "./syncing.ts";

/** A payment that nobody made yet. Addresses with `0x`. */
export interface Payment {
  readonly from: string;
  readonly to: string;
  /** Wei. */
  readonly value: Whole;
}

export class EthNode {
  constructor(private readonly rpc: EthRpc) {}

  blockNumber(): Promise<number> {
    return this.ask("eth_blockNumber", [], readNumber);
  }

  /** undefined where it does not have it. */
  block(at: number | "latest"): Promise<Block | undefined> {
    return this.ask("eth_getBlockByNumber", [at === "latest" ? at : quantity(at), false], optional(blockAt(at)));
  }

  peerCount(): Promise<number> {
    return this.ask("net_peerCount", [], readNumber);
  }

  syncing(): Promise<Syncing | false> {
    return this.ask("eth_syncing", [], readSyncing);
  }

  /** Does it make blocks? undefined where it does not know the question. */
  sealing(): Promise<boolean | undefined> {
    return otherwise(this.ask("eth_mining", [], readFlag), isUnknownMethod, async () => undefined);
  }

  clientVersion(): Promise<string> {
    return this.ask("web3_clientVersion", [], readLine);
  }

  /** Never its network's number, which is another on some chains: what is signed for one chain must be good on no other. */
  chainId(): Promise<number> {
    return this.ask("eth_chainId", [], readNumber);
  }

  /** Wei, at the latest block. */
  balance(address: string): Promise<bigint> {
    return this.ask("eth_getBalance", [address, "latest"], readQuantity);
  }

  /** Of the next transaction, those that wait counted where it counts them. */
  nonce(address: string): Promise<number> {
    const at = (block: string) => this.ask("eth_getTransactionCount", [address, block], readNumber);
    return otherwise(at("pending"), isRefusal, () => at("latest"));
  }

  gasPrice(): Promise<bigint> {
    return this.ask("eth_gasPrice", [], readQuantity);
  }

  estimateGas({ from, to, value }: Payment): Promise<bigint> {
    return this.ask("eth_estimateGas", [{ from, to, value: quantity(value) }], readQuantity);
  }

  /** The hash by which the server knows it. */
  send(raw: string): Promise<string> {
    return this.ask("eth_sendRawTransaction", [raw], readHash);
  }

  /** undefined while it is in no block. */
  receipt(hash: string): Promise<Receipt | undefined> {
    return this.ask("eth_getTransactionReceipt", [hash], optional(receiptOf(hash)));
  }

  private async ask<T>(method: string, params: readonly Json[], read: Read<T>): Promise<T> {
    const answer = await this.rpc.call(method, params);
    try {
      return read(answer);
    } catch (error) {
      throw error instanceof EthError ? new RpcFailure("odd", `${method}: the answer ${error.message}`) : error;
    }
  }
}

/** A block that has another number than the one asked for would be compared with the wrong ones. */
function blockAt(at: number | "latest"): Read<Block> {
  return (value) => {
    const block = readBlock(value);
    if (at !== "latest" && block.number !== at) throw new EthError(`is block ${block.number}, and ${at} was asked for`);
    return block;
  };
}

async function otherwise<T>(first: Promise<T>, passes: (error: unknown) => boolean, second: () => Promise<T>): Promise<T> {
  try {
    return await first;
  } catch (error) {
    if (passes(error)) return second();
    throw error;
  }
}
