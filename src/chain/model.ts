/** The chain of a network as its members tell it. Invariant: nothing here knows the language, Nomad or any client: addresses, names and the JSON-RPC that all clients share. */

/** A member that may be asked about its chain. */
export interface Endpoint {
  readonly member: string;
  /** Its set, and its role with those that it extends: what a quorum may be of. */
  readonly kinds: readonly string[];
  /** `http://127.0.0.1:20123`; undefined where it does not run. */
  readonly address?: string;
  /** Why there is no address. */
  readonly why?: string;
}

/** `silent`: it runs, and does not answer. `away`: nothing runs. */
export type Doing = "sealing" | "following" | "syncing" | "silent" | "away";

export interface MemberView {
  readonly member: string;
  readonly kinds: readonly string[];
  readonly doing: Doing;
  /** What is wrong, in a few words. */
  readonly why?: string;
  readonly height?: number;
  /** Of its newest block, `0x…`. */
  readonly head?: string;
  /** Seconds since 1970: when its newest block was made. */
  readonly time?: number;
  readonly genesis?: string;
  readonly peers?: number;
  readonly client?: string;
  /** Blocks behind the best. */
  readonly behind?: number;
}

/** Members that hold one and the same block at the height where others hold another. */
export interface Branch { readonly hash: string; readonly members: readonly string[] }

export type Verdict =
  | { readonly kind: "agree"; readonly height: number }
  /** `height`: the first block that is not the same. 0: they were started from different ones. The larger branch first. */
  | { readonly kind: "fork"; readonly height: number; readonly branches: readonly Branch[] }
  /** `since`: when the newest block was made, milliseconds since 1970; undefined while there is none but the first. */
  | { readonly kind: "stalled"; readonly height: number; readonly since?: number; readonly why: readonly string[] }
  | { readonly kind: "nobody" }
  /** Somebody stopped answering while they were compared: whether they agree is not known. */
  | { readonly kind: "unclear"; readonly why: string };

export interface ChainView {
  readonly verdict: Verdict;
  readonly members: readonly MemberView[];
}

/** So many of a set, or of a role's members, have to be there for blocks to come. */
export interface Quorum { readonly of: string; readonly size: number; readonly need: number }
