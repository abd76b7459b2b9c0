/** Asks one member everything that a view of the chain needs. In: where it is. Out: what it says, and whom to ask for more; silence is an answer too. */
import type { Block } from "../eth/block.ts";
import { EthNode } from "../eth/node.ts";
import { EthRpc } from "../eth/rpc.ts";
import { isRefusal, RpcFailure } from "../eth/rpc-failure.ts";
import type { Clock } from "../http/clock.ts";
import { failureWords, type Http } from "../http/http.ts";
import { many } from "../diff/words.ts";
import type { Doing, Endpoint, MemberView } from "./model.ts";

export interface Asking {
  readonly connect: (address: string) => Http;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
}

/** A member that answered. */
export interface Witness { readonly view: MemberView; readonly node: EthNode; readonly head: Block }

export interface Asked { readonly view: MemberView; readonly witness?: Witness }

export function nodeAt(address: string, { connect, clock, signal }: Asking): EthNode {
  return new EthNode(new EthRpc(connect(address), { address, clock, ...(signal === undefined ? {} : { signal }) }));
}

export async function ask(endpoint: Endpoint, asking: Asking): Promise<Asked> {
  const { member, kinds, address, why } = endpoint;
  if (address === undefined) return { view: { member, kinds, doing: "away", ...(why === undefined ? {} : { why }) } };
  try {
    const witness = await listen({ member, kinds }, nodeAt(address, asking));
    return { view: witness.view, witness };
  } catch (error) {
    if (!(error instanceof RpcFailure)) throw error;
    return { view: { member, kinds, doing: "silent", why: whyOf(error) } };
  }
}

/** The same words for the same trouble, whatever the address. */
export function whyOf({ cause, message }: RpcFailure): string {
  return cause === undefined ? message : failureWords[cause.kind];
}

async function listen(who: Pick<Endpoint, "member" | "kinds">, node: EthNode): Promise<Witness> {
  const [head, first, peers, syncing, sealing, client] = await Promise.all([
    node.block("latest"), node.block(0), ifTold(node.peerCount()), ifTold(node.syncing()), ifTold(node.sealing()), ifTold(node.clientVersion()),
  ]);
  if (head === undefined || first === undefined) throw new RpcFailure("odd", "it has no first block");
  const doing: Doing = typeof syncing === "object" ? "syncing" : sealing === true ? "sealing" : "following";
  const left = typeof syncing !== "object" || syncing.highest <= head.number ? undefined : `${many(syncing.highest - head.number, "block")} to go`;
  const why = left ?? (peers === 0 ? "no peers" : undefined);
  return { node, head, view: { ...who, doing, height: head.number, head: head.hash, time: head.timestamp, genesis: first.hash, ...(peers === undefined ? {} : { peers }), ...(client === undefined ? {} : { client }), ...(why === undefined ? {} : { why }) } };
}

/** Not everything has to be told: a server may keep some of its methods to itself. */
async function ifTold<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}
