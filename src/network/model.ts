/**
 * The resolved network: what everything after `evaluate` reads. Plain data.
 * Invariant: nothing here refers to syntax except through an Origin.
 */
import type { Origin } from "../evaluate/origin.ts";
import type { KeyExpr } from "../keys/tree.ts";
import type { SecretLocation, SecretUse, Text } from "../evaluate/text.ts";
import type { Span } from "../text/source.ts";
import type { MapTree } from "./tree.ts";

export interface Network {
  readonly name: string;
  readonly doc?: string;
  readonly origin: Origin;
  readonly namespace: string;
  readonly region?: string;
  readonly datacenters: readonly string[];
  readonly domain?: string;
  /** The Nomad version the network runs on: `1.6`. */
  readonly target: string;
  readonly provider: "consul" | "nomad";
  readonly store?: Store;
  readonly ingress?: string;
  readonly programs: readonly Program[];
  readonly sources: readonly Source[];
  readonly hosts: readonly Host[];
  readonly sets: readonly MemberSet[];
  readonly jobs: readonly Job[];
  readonly secrets: readonly Secret[];
  readonly files: readonly NetworkFile[];
  readonly quorums: readonly Quorum[];
  readonly expects: readonly Expect[];
  readonly allows: readonly Allow[];
  readonly references: readonly Reference[];
}

export interface Store {
  readonly kind: "vault" | "variables";
  readonly mount?: string;
  readonly version?: 1 | 2;
  readonly root?: string;
  readonly policies: readonly string[];
  readonly origin: Origin;
}

export interface Source { readonly name: string; readonly url?: string; readonly ref?: string; readonly rev?: string; readonly origin: Origin; readonly places: Places }
/** Where each attribute that is given was written. */
export type Places = Readonly<Record<string, Origin>>;
export interface Host { readonly name: string; readonly consulNode?: string; readonly address?: string; readonly origin: Origin }

export interface Program {
  readonly name: string;
  readonly kind: "image" | "flake" | "binary";
  /** image: `registry/repository`; flake: the reference; binary: the command. */
  readonly reference: string;
  readonly tag?: string;
  /** A tag, a digest or a 40-digit revision pins it. */
  readonly pinned: boolean;
  readonly origin: Origin;
  readonly places: Places;
}

export interface MemberSet {
  readonly name: string;
  readonly role: string;
  /** The role and what it extends, nearest first. */
  readonly lineage: readonly string[];
  readonly job?: string;
  readonly form: "range" | "count" | "one";
  readonly members: readonly Member[];
  /** Adjustments of members that an extending network no longer has. */
  readonly dropped?: readonly { readonly indexes: readonly number[]; readonly span: Span }[];
  readonly origin: Origin;
}

export interface Member {
  readonly set: string;
  readonly role: string;
  /** The number in the range; 0..n-1 under a count; undefined for a set of one. */
  readonly index?: number;
  /** The group's name, plus `-index` under a count. */
  readonly name: string;
  readonly hostname?: string;
  /** Outside number per service or port label. */
  readonly public: Readonly<Record<string, number>>;
  readonly job?: string;
  readonly group?: string;
  readonly origin: Origin;
}

export interface Job {
  /** The label in the language, and Nomad's ID. */
  readonly label: string;
  readonly id: string;
  readonly type: string;
  readonly doc?: string;
  /** The whole job with Nomad's field names, as it will be registered before sparse printing. */
  readonly tree: MapTree;
  readonly groups: readonly Group[];
  readonly origin: Origin;
}

export interface Group {
  readonly job: string;
  /** Nomad's name. */
  readonly name: string;
  readonly set?: string;
  readonly role?: string;
  /** Names of the members it holds. */
  readonly members: readonly string[];
  readonly count: number;
  readonly mode: string;
  readonly ports: readonly Port[];
  readonly services: readonly Service[];
  readonly tasks: readonly Task[];
  readonly waits: readonly Wait[];
  readonly origin: Origin;
}

export interface Port {
  readonly label: string;
  readonly protocol: "tcp" | "udp" | "both";
  readonly container?: number;
  readonly static?: number;
  readonly origin: Origin;
}

export interface Service {
  readonly label: string;
  readonly job: string;
  readonly group: string;
  readonly task?: string;
  /** As registered. */
  readonly name: Text;
  readonly port?: string;
  readonly provider: "consul" | "nomad";
  readonly tags: readonly Text[];
  readonly meta: Readonly<Record<string, Text>>;
  readonly checks: readonly Check[];
  readonly routes: readonly Route[];
  readonly speaks?: string;
  readonly origin: Origin;
}

export interface Check { readonly type: string; readonly path?: string; readonly port?: string; readonly origin: Origin }

/** A way from outside to a service, as the network's ingress writes it down. */
export interface Route {
  readonly protocol: "http" | "tcp" | "udp";
  readonly member: string;
  readonly host?: string;
  readonly path?: string;
  /** The outside port number (tcp, udp). */
  readonly public?: number;
  /** Where the number is given. */
  readonly publicOrigin?: Origin;
  readonly origin: Origin;
}

export interface Task {
  readonly label: string;
  readonly name: string;
  readonly driver: string;
  readonly program?: string;
  readonly templates: readonly Template[];
  readonly secrets: readonly SecretUse[];
  readonly origin: Origin;
}

export interface Template {
  /** Relative to the task directory: `local/mantis.conf`. */
  readonly destination: string;
  /** consul-template text. */
  readonly body: string;
  /** For each line of `body`, where its author wrote it (undefined: generated). */
  readonly lines: readonly (Span | undefined)[];
  readonly changeMode: string;
  readonly env: boolean;
  readonly origin: Origin;
}

export type { SecretUse } from "../evaluate/text.ts";

/** A `file "map.tmpl" { … }` of the network: consul-template text that belongs to no task. */
export interface NetworkFile { readonly path: string; readonly body: string; readonly secrets: readonly SecretUse[]; readonly origin: Origin }

export interface Secret {
  readonly name: string;
  /** Owning member; undefined for shared and network-wide ones. */
  readonly owner?: string;
  readonly set?: string;
  readonly shape: "value" | "object" | "fields";
  readonly fields: readonly string[];
  readonly shared: boolean;
  /** How it is made at key time; undefined: given from outside. A tree of calls over literals and other secrets. */
  readonly make?: KeyExpr;
  /** Where it lies for each reader. */
  readonly locations: readonly { readonly job: string; readonly group: string; readonly task: string; readonly location: SecretLocation }[];
  readonly home: SecretLocation;
  readonly origin: Origin;
}

export type { KeyExpr } from "../keys/tree.ts";

export interface Wait { readonly on: string; readonly count: number; readonly origin: Origin }
export interface Quorum { readonly of: string; readonly size: number; readonly need: number; readonly origin: Origin }

/** What the network's own test may look for: that heads rise, that members are connected, what they run, that money moves, that a member comes back. */
export const expectations = ["blocks", "peers", "client", "transfer", "kill"] as const;

export interface Expect {
  readonly title: string;
  readonly what: (typeof expectations)[number];
  /** blocks: how many more; peers: how many each has at least. */
  readonly count?: number;
  /** client: what its version begins with; transfer, kill: the member. */
  readonly name?: string;
  /** A set; all members that speak of a chain otherwise. */
  readonly of?: string;
  /** Seconds. */
  readonly within: number;
  readonly origin: Origin;
}

export interface Allow { readonly code: string; readonly reason: string; used: boolean; readonly origin: Origin }

/** One thing naming another: the graph that start order, restart storms and least privilege are folded over. */
export interface Reference {
  readonly from: { readonly job: string; readonly group: string; readonly task?: string; readonly span: Span };
  readonly kind: "service" | "instance" | "secret" | "port" | "host" | "program" | "member";
  readonly to: string;
  readonly cardinality: "one" | "any" | "each";
  /** Set when the reference stands in a template: what a change does to the task. */
  readonly onChange?: string;
}
