/** Web3 Secret Storage, version 3: a private key behind a password, as clients read it. */
import { scrypt } from "@noble/hashes/scrypt";
import { keccak_256 } from "@noble/hashes/sha3";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils";
import type { Json } from "../text/json.ts";
import { KeyError } from "./key-error.ts";
import { addressOf, privateBytes } from "./secp256k1.ts";
import type { KeyTools, ScryptCost } from "./tools.ts";

/** The standard cost of clients: a quarter of a GiB of memory, most of a second. */
const STANDARD: ScryptCost = { n: 262_144, r: 8, p: 1, dklen: 32 };
/** The least that scrypt knows. */
const LIGHT: ScryptCost = { n: 2, r: 8, p: 1, dklen: 32 };
/** More than this no honest keystore asks for: `128 * n * r` bytes of memory. */
const MOST_MEMORY = 1024 ** 3;

interface Keystore {
  readonly version: number;
  /** The format leaves it to the writer. */
  readonly address?: string;
  readonly crypto: {
    readonly cipher: string;
    readonly ciphertext: string;
    readonly cipherparams: { readonly iv: string };
    readonly kdf: string;
    readonly kdfparams: ScryptCost & { readonly salt: string };
    readonly mac: string;
  };
}

/** `light`: for a password that nobody can guess, which no cost protects any better. */
export function makeKeystore(privateKey: string, password: string, { tools, light = false }: { readonly tools: KeyTools; readonly light?: boolean }): Json {
  const [salt, iv] = [tools.random(32), tools.random(16)];
  const key = privateBytes(privateKey);
  const cost = tools.cost ?? (light ? LIGHT : STANDARD);
  const derived = derive(password, salt, cost);
  const ciphertext = tools.aes128ctr(derived.slice(0, 16), iv, key);
  const mac = macOf(derived, ciphertext);
  for (const bytes of [key, derived]) bytes.fill(0);
  const kdfparams = { dklen: cost.dklen, n: cost.n, p: cost.p, r: cost.r, salt: bytesToHex(salt) };
  const crypto = { cipher: "aes-128-ctr", ciphertext: bytesToHex(ciphertext), cipherparams: { iv: bytesToHex(iv) }, kdf: "scrypt", kdfparams, mac };
  return { address: addressOf(privateKey), crypto, id: uuid(tools.random(16)), version: 3 };
}

/** Whose key it says it holds, lower-case hex, or "" where it does not say; undefined where it is no such keystore. Opens nothing. */
export function keystoreAddress(value: Json): string | undefined {
  return isKeystore(value) ? (value.address ?? "").toLowerCase().replace(/^0x/, "") : undefined;
}

/** The private key. Fails where it is no such keystore, or the password is another. */
export function openKeystore(value: Json, password: string, tools: KeyTools): string {
  if (!isKeystore(value)) throw new KeyError("it is no keystore of version 3 with scrypt and aes-128-ctr");
  const { ciphertext, cipherparams, kdfparams, mac } = value.crypto;
  const { n, r, p, dklen } = kdfparams;
  if (128 * n * r > MOST_MEMORY || n * r * p > 2 ** 24) throw new KeyError("its scrypt asks for more memory or time than any client does");
  const derived = derive(password, hexToBytes(kdfparams.salt), { n, r, p, dklen });
  const data = hexToBytes(ciphertext);
  if (macOf(derived, data) !== mac.toLowerCase()) throw new KeyError("its password is another one");
  const key = tools.aes128ctr(derived.slice(0, 16), hexToBytes(cipherparams.iv), data);
  const hex = bytesToHex(key);
  for (const bytes of [key, derived]) bytes.fill(0);
  return hex;
}

function derive(password: string, salt: Uint8Array, { n, r, p, dklen }: ScryptCost): Uint8Array {
  return scrypt(utf8ToBytes(password), salt, { N: n, r, p, dkLen: dklen });
}

function macOf(derived: Uint8Array, ciphertext: Uint8Array): string {
  return bytesToHex(keccak_256(concatBytes(derived.slice(16, 32), ciphertext)));
}

function isKeystore(value: Json): value is Json & Keystore {
  const { version, address, crypto } = fields(value);
  const { cipher, ciphertext, cipherparams, kdf, kdfparams, mac } = fields(crypto);
  const { n, r, p, dklen, salt } = fields(kdfparams);
  const hex = [address ?? "00", ciphertext, fields(cipherparams)["iv"], salt, mac].every((part) => typeof part === "string" && /^(0x)?([0-9a-fA-F]{2})+$/.test(part));
  const numbers = [n, r, p].every((part) => typeof part === "number" && Number.isInteger(part) && part > 0) && Number.isInteger(Math.log2(Number(n)));
  return hex && numbers && version === 3 && cipher === "aes-128-ctr" && kdf === "scrypt" && dklen === 32;
}

function fields(value: Json | undefined): { [key: string]: Json | undefined } {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? value : {};
}

/** Version 4: random. */
function uuid(bytes: Uint8Array): string {
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  return bytesToHex(bytes).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
