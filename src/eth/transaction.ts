/**
 * A transaction of the first kind, signed for one chain (EIP-155). In: its fields and a private key; out: what eth_sendRawTransaction takes, and
 * the hash by which it is found. Equal fields and keys make equal bytes: nonces of signatures are those of RFC 6979.
 */
import { secp256k1 } from "@noble/curves/secp256k1";
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, hexToBytes } from "@noble/hashes/utils";
import { privateBytes } from "../keys/secp256k1.ts";
import { parseAddress } from "./address.ts";
import { EthError } from "./eth-error.ts";
import { whole, type Whole } from "./quantity.ts";
import { encodeRlp, type Rlp } from "./rlp.ts";

export interface Transaction {
  readonly nonce: Whole;
  /** Wei for one unit of gas. */
  readonly gasPrice: Whole;
  readonly gas: Whole;
  readonly to: string;
  /** Wei. */
  readonly value: Whole;
  /** Hex after `0x`; nothing if it is left out. */
  readonly data?: string;
  readonly chainId: Whole;
}

export interface SignedTransaction {
  /** Hex after `0x`, both. */
  readonly raw: string;
  readonly hash: string;
}

/** Fails with an EthError where a field is not what it should be, with a KeyError where the key is none. */
export function signTransaction(transaction: Transaction, privateKey: string): SignedTransaction {
  const fields = fieldsOf(transaction);
  const chain = chainOf(transaction);
  const { r, s, recovery } = sign(encodeRlp([...fields, chain, 0, 0]), privateKey);
  const raw = encodeRlp([...fields, chain * 2n + 35n + BigInt(recovery), r, s]);
  return { raw: `0x${bytesToHex(raw)}`, hash: `0x${bytesToHex(keccak_256(raw))}` };
}

/** In the order in which they are encoded. */
function fieldsOf({ nonce, gasPrice, gas, to, value, data = "0x" }: Transaction): Rlp[] {
  const address = parseAddress(to);
  if (typeof address !== "string") throw new EthError(`has a field \`to\` that ${address.problem}`);
  if (!/^0x([0-9a-fA-F]{2})*$/.test(data)) throw new EthError("has a field `data` that is no hex after 0x");
  return [whole(nonce), whole(gasPrice), whole(gas), hexToBytes(address.slice(2)), whole(value), hexToBytes(data.slice(2))];
}

/** The number 0 would be one that any chain takes. Beyond half of the range, what is signed with it has no room. */
function chainOf({ chainId }: Transaction): bigint {
  const chain = whole(chainId);
  if (chain === 0n || chain >= 2n ** 255n - 18n) throw new EthError("has a field `chainId` that is no number of a chain");
  return chain;
}

/** Of two signatures that would do, the one with the low `s`: the other is refused since EIP-2. */
function sign(message: Uint8Array, privateKey: string): { readonly r: bigint; readonly s: bigint; readonly recovery: number } {
  const key = privateBytes(privateKey);
  try {
    return secp256k1.sign(keccak_256(message), key, { lowS: true, prehash: false });
  } finally {
    key.fill(0);
  }
}
