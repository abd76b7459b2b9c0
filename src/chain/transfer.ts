/**
 * Money from an account of ours to an address: what it will cost, then one signed transaction through one member, then its receipt.
 * In: a member's node, a private key, an amount. Nothing is ever sent twice; what cannot be known is said.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import type { EthNode } from "../eth/node.ts";
import type { Receipt } from "../eth/receipt.ts";
import { RpcFailure } from "../eth/rpc-failure.ts";
import { signTransaction, type SignedTransaction, type Transaction } from "../eth/transaction.ts";
import { showAmount } from "../eth/units.ts";
import type { Clock } from "../http/clock.ts";

export interface Payment {
  /** How the payer is called. */
  readonly payer: string;
  /** With `0x`, lower-case. */
  readonly from: string;
  readonly to: string;
  /** Wei. */
  readonly value: bigint;
}

/** A member that transactions go through. */
export interface Through { readonly member: string; readonly node: EthNode }

export interface Prepared {
  readonly transaction: Transaction;
  /** Wei: the most that the gas may cost. */
  readonly fee: bigint;
}

/** Fails with `tx-poor`, and with `tx-refused` where the member does not answer what has to be known. */
export async function prepare({ member, node }: Through, { payer, from, to, value }: Payment): Promise<Prepared> {
  const [chainId, nonce, price, balance] = await answering(member, () => Promise.all([node.chainId(), node.nonce(from), node.gasPrice(), node.balance(from)]));
  const has = (needed: bigint) => {
    if (balance < needed) throw new Failed(diagnose("tx-poor", { from: payer, has: showAmount(balance), needs: showAmount(needed) }));
  };
  has(value);
  const gas = await answering(member, () => node.estimateGas({ from, to, value }));
  // The price of gas may rise by an eighth from one block to the next.
  const gasPrice = price + price / 8n;
  has(value + gasPrice * gas);
  return { fee: gasPrice * gas, transaction: { chainId, nonce, gasPrice, gas, to, value } };
}

/** Signs and sends it. Fails with `tx-refused`, and with `tx-lost` where no answer came: then it may have arrived. */
export async function send({ member, node }: Through, { transaction }: Prepared, privateKey: string): Promise<SignedTransaction> {
  const signed = signTransaction(transaction, privateKey);
  try {
    await node.send(signed.raw);
    return signed;
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    // Only this very transaction has its hash.
    if (error.kind === "refused" && /already known|known transaction/i.test(error.message)) return signed;
    throw new Failed(error.kind === "refused" ? diagnose("tx-refused", { member, reason: error.message }) : diagnose("tx-lost", { member, hash: signed.hash, reason: error.message }));
  }
}

const PAUSE = 1000;

/** undefined where it is in no block in time, or the signal comes. Silence on the way is no answer: it is asked again. */
export async function receiptOf({ node }: Through, { hash }: Pick<SignedTransaction, "hash">, { clock, within, signal }: { readonly clock: Clock; readonly within: number; readonly signal?: AbortSignal }): Promise<Receipt | undefined> {
  for (const end = clock.now() + within; signal?.aborted !== true; ) {
    const receipt = await node.receipt(hash).catch(passing);
    if (receipt !== undefined) return receipt;
    if (clock.now() >= end) return undefined;
    await clock.wait(PAUSE, signal);
  }
  return undefined;
}

function passing(error: unknown): undefined {
  if (!(error instanceof RpcFailure)) throw error;
}

async function answering<T>(member: string, body: () => Promise<T>): Promise<T> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof RpcFailure) throw new Failed(diagnose("tx-refused", { member, reason: error.message }));
    throw error;
  }
}
