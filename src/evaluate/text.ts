/** Text that may hold late values: known only at key time, in Nomad or when a template is rendered. Each sink prints them in its own syntax. */
import type { Span } from "../text/source.ts";

/** When a value is known. A sink says which stages it accepts. */
export type Stage = "compile" | "keys" | "nomad" | "template";

/**
 * - `index`, `group`: the allocation's index, the group's name. Stage nomad.
 * - `env`: an environment variable of the task (`ref` its name). Stage nomad.
 * - `attr`, `meta`, `node`: of the node (`ref` the rest of the path: `unique.hostname`). Stage nomad.
 * - `port`, `address`: of a port label of the own group (`ref` the label): NOMAD_PORT_x, NOMAD_ADDR_x (`ip:port`). `ip`: NOMAD_IP_x. Stage nomad.
 * - `dir`: `ref` is local, secrets or alloc. Stage nomad.
 * - `secret`: stage template (keys inside `make`).
 * - `instance`: address, port, … of a service's instance. Stage template.
 * - `host`: the address of something outside the network, found through Consul. Stage template.
 */
/**
 * `raw` is text its author marked so: every sink passes `ref` through as it is.
 */
export type Late =
  | { readonly late: "raw"; readonly ref: string; readonly span: Span }
  | { readonly late: "index" | "group"; readonly ref: string; readonly span: Span }
  | { readonly late: "env" | "attr" | "meta" | "node" | "port" | "address" | "ip" | "dir"; readonly ref: string; readonly span: Span }
  | { readonly late: "secret"; readonly secret: SecretRef; readonly span: Span }
  | { readonly late: "instance"; readonly instance: InstanceRef; readonly field: "address" | "port" | "name"; readonly span: Span }
  | { readonly late: "host"; readonly ref: string; readonly node: string; readonly span: Span };

export type Text = readonly (string | Late)[];

/** A secret as one reader sees it. Resolved to a location by `network/`. */
export interface SecretRef {
  readonly secret: string;
  /** Member that owns it: its name (late index inside for counted sets), or undefined for a shared or network-wide secret. */
  readonly owner?: Text;
  /** The set whose members share it. */
  readonly set?: string;
  /** When the owner is late: the names of the members it may be. */
  readonly owners?: readonly string[];
  /** A field of a secret with several fields; undefined: the value, or the whole object. */
  readonly field?: string;
  /** `field` is a part of a whole object. */
  readonly inside?: boolean;
  readonly shape: "value" | "object" | "fields";
  /** The field names of a secret with several. */
  readonly fields?: readonly string[];
  /** Where the reading task finds it. Late parts only when the owner is a counted set's own member. */
  readonly location: SecretLocation;
}

/** A place that reads a secret. */
export interface SecretUse { readonly secret: SecretRef; readonly span: Span }

export interface SecretLocation {
  readonly store: "vault" | "variables";
  /** Vault: `kv/data/…` for KV v2, `kv/…` for v1. Nomad variables: `nomad/jobs/<job>/…`. */
  readonly path: Text;
  /** The key inside the object at `path`; undefined for the whole object. */
  readonly item?: Text;
  readonly version?: 1 | 2;
}

/** One instance of a service (member known) or all of them (member undefined). */
export interface InstanceRef {
  readonly provider: "consul" | "nomad";
  /** The name as registered. */
  readonly service: Text;
  /** The member's tag, for one instance. */
  readonly tag?: Text;
}

export function isLate(part: string | Late): part is Late {
  return typeof part !== "string";
}

/** Joins neighbouring strings, drops empty ones. */
export function text(...parts: (string | Late)[]): Text {
  const result: (string | Late)[] = [];
  for (const part of parts) {
    const last = result.length - 1;
    if (typeof part === "string" && typeof result[last] === "string") result[last] = (result[last] as string) + part;
    else if (part !== "") result.push(part);
  }
  return result;
}

/** The plain string, or undefined if a part is late. */
export function plain(value: Text): string | undefined {
  if (value.length === 0) return "";
  return value.length === 1 && typeof value[0] === "string" ? value[0] : undefined;
}
