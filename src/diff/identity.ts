/**
 * Which element of a list on one side is which on the other: by what Nomad tells them apart by, never by place alone where there is a
 * name. Constraints and affinities are what they say, so they are never edited. A second key finds what was renamed.
 */
import type { Json } from "../text/json.ts";

/** A value with Nomad's defaults, and what was written. */
export interface Side { readonly full: Json | undefined; readonly raw: Json | undefined }

export interface Pair { readonly name: string; readonly before?: Side; readonly after?: Side; readonly was?: string }

type Struct = { readonly [key: string]: Json };

interface Identity {
  readonly key: (item: Struct, index: number) => string;
  /** How it is called; the key if absent. */
  readonly name?: (item: Struct) => string;
  readonly second?: (item: Struct, index: number) => string | undefined;
  /** A list of one on both sides is the same one. */
  readonly single?: boolean;
}

const by = (field: string): Identity => ({ key: (item) => textOf(item[field]) });
const rule: Identity = { key: (item) => JSON.stringify(["LTarget", "Operand", "RTarget", "Weight"].map((field) => textOf(item[field]))), name: ruleName };
const inPlace: Identity = { key: (_, index) => String(index), name: () => "" };

const identities: ReadonlyMap<string, Identity> = new Map<string, Identity>([
  ["Constraint", rule],
  ["Affinity", rule],
  ["Service", { ...by("Name"), second: (item, index) => `${textOf(item["PortLabel"])}#${index}`, single: true }],
  ["ServiceCheck", { ...by("Name"), second: (item, index) => `${textOf(item["Type"])}#${index}` }],
  ["Template", { ...by("DestPath"), second: (item) => (textOf(item["EmbeddedTmpl"]) === "" ? undefined : textOf(item["EmbeddedTmpl"])) }],
  ["TaskArtifact", { ...by("RelativeDest"), name: (item) => textOf(item["GetterSource"]), second: (item) => textOf(item["GetterSource"]) }],
  ["Port", by("Label")],
  ["JobUILink", by("Label")],
  ["VolumeMount", by("Destination")],
  ["Spread", by("Attribute")],
  ["SpreadTarget", by("Value")],
  ["ScalingPolicy", by("Type")],
  ["ConsulUpstream", by("DestinationName")],
  ["ConsulIngressListener", by("Port")],
  ["ConsulExposePath", by("Path")],
  ["NetworkResource", inPlace],
]);

export function identityOf(struct: string): Identity {
  return identities.get(struct) ?? by("Name");
}

/** In the order of `after`; what is gone comes last. */
export function pair(before: readonly Side[], after: readonly Side[], identity: Identity): Pair[] {
  const old = new Leftovers(before, identity);
  const named = after.map((side, index) => (identity.single && before.length === 1 && after.length === 1 ? old.take(0) : old.byKey(keyOf(side, index, identity))));
  const matched = after.map((side, index) => named[index] ?? old.bySecond(identity.second?.(structOf(side), index)));
  const pairs = after.map((side, index) => pairOf(matched[index], side, identity));
  return [...pairs, ...old.rest().map((side) => ({ name: nameOf(side, identity), before: side }))];
}

function pairOf(before: Side | undefined, after: Side, identity: Identity): Pair {
  const name = nameOf(after, identity);
  if (before === undefined) return { name, after };
  const was = nameOf(before, identity);
  return { name, before, after, ...(was === name ? {} : { was }) };
}

/** The elements of one side that have no counterpart yet. */
class Leftovers {
  private readonly free: Set<number>;
  private readonly keys = new Map<string, number[]>();
  private readonly seconds = new Map<string, number[]>();

  constructor(private readonly sides: readonly Side[], identity: Identity) {
    this.free = new Set(sides.keys());
    for (const [index, side] of sides.entries()) {
      push(this.keys, keyOf(side, index, identity), index);
      const second = identity.second?.(structOf(side), index);
      if (second !== undefined) push(this.seconds, second, index);
    }
  }

  byKey(key: string): Side | undefined {
    return this.first(this.keys.get(key));
  }

  bySecond(key: string | undefined): Side | undefined {
    return key === undefined ? undefined : this.first(this.seconds.get(key));
  }

  take(index: number): Side | undefined {
    return this.free.delete(index) ? this.sides[index] : undefined;
  }

  rest(): Side[] {
    return [...this.free].map((index) => this.sides[index]!);
  }

  private first(indexes: number[] | undefined): Side | undefined {
    for (let index = indexes?.shift(); index !== undefined; index = indexes?.shift()) {
      const side = this.take(index);
      if (side !== undefined) return side;
    }
    return undefined;
  }
}

function push(map: Map<string, number[]>, key: string, index: number): void {
  const indexes = map.get(key);
  if (indexes === undefined) map.set(key, [index]);
  else indexes.push(index);
}

function keyOf(side: Side, index: number, identity: Identity): string {
  return identity.key(structOf(side), index);
}

function nameOf(side: Side, identity: Identity): string {
  return identity.name === undefined ? identity.key(structOf(side), 0) : identity.name(structOf(side));
}

function structOf(side: Side): Struct {
  return typeof side.full === "object" && side.full !== null && !Array.isArray(side.full) ? side.full : {};
}

function ruleName(item: Struct): string {
  return ["LTarget", "Operand", "RTarget"].map((field) => textOf(item[field])).filter((part) => part !== "").join(" ");
}

function textOf(value: Json | undefined): string {
  return value === undefined || value === null ? "" : typeof value === "string" ? value : JSON.stringify(value);
}
