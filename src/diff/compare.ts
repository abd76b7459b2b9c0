/**
 * Two payloads, both with Nomad's defaults -> the blocks and fields that differ. What a struct's field holds comes from the schema's shape;
 * nothing is known here about any single field but which lists are sets and which names are derived.
 */
import type { FieldShape, Shape } from "../emit/nomad-shape.ts";
import type { Json } from "../text/json.ts";
import { identityOf, pair, type Side } from "./identity.ts";
import type { BlockDiff, FieldDiff } from "./model.ts";
import { at, compareLists, compareOpaque, compareSets, fieldDiff, keysOf } from "./values.ts";

export interface Differences { readonly fields: readonly FieldDiff[]; readonly blocks: readonly BlockDiff[] }

type Named = Omit<BlockDiff, "change" | "fields" | "blocks">;

const absent: Side = { full: undefined, raw: undefined };
const sets: ReadonlySet<string> = new Set(["Datacenters", "Tags", "CanaryTags", "Policies", "Audience", "MetaRequired", "MetaOptional"]);

export function compareStructs(before: Side, after: Side, shape: Shape): Differences {
  const fields: FieldDiff[] = [];
  const blocks: BlockDiff[] = [];
  const old = mergePorts(before, shape);
  const fresh = mergePorts(after, shape);
  for (const name of fieldNames(old, fresh, shape)) {
    const field = fieldOf(shape, name);
    const [a, b] = [step(old, name), step(fresh, name)];
    if (field?.dropped || isDerived(shape, name, a, b)) continue;
    if (field?.holds === "value") fields.push(...compareValue(name, field, a, b));
    else blocks.push(...compareBlocks(name, field, a, b));
  }
  return { fields, blocks };
}

/** The struct's order, then unknown names by code unit. */
function fieldNames(before: Side, after: Side, shape: Shape): string[] {
  const there = new Set(keysOf(before.full, after.full));
  const known = [...shape.fields.keys(), ...(shape.struct === "NetworkResource" ? ["Ports"] : [])].filter((name) => there.delete(name));
  return [...known, ...there];
}

function fieldOf(shape: Shape, name: string): FieldShape | undefined {
  return shape.struct === "NetworkResource" && name === "Ports" ? shape.fields.get("DynamicPorts") : shape.fields.get(name);
}

/** A check without a name is called after its service, which is a change of the service alone. */
function isDerived(shape: Shape, name: string, before: Side, after: Side): boolean {
  return shape.struct === "ServiceCheck" && name === "Name" && before.raw === undefined && after.raw === undefined;
}

/** A port that becomes static is the same port: both lists are one here. */
function mergePorts(side: Side, shape: Shape): Side {
  if (shape.struct !== "NetworkResource") return side;
  const merge = (value: Json | undefined) => {
    const lists = ["DynamicPorts", "ReservedPorts"].flatMap((name) => (Array.isArray(at(value, name)) ? (at(value, name) as Json[]) : []));
    const { DynamicPorts, ReservedPorts, ...others } = (value ?? {}) as { [key: string]: Json };
    return value === undefined ? undefined : { ...others, Ports: lists };
  };
  return { full: merge(side.full), raw: merge(side.raw) };
}

/** Nomad's zero values are what an absent field becomes, once every default is filled in. */
function compareValue(name: string, field: FieldShape, before: Side, after: Side): FieldDiff[] {
  const old = before.full ?? undefined;
  const fresh = after.full ?? undefined;
  const label = { name, word: field.word, ...(field.unit === undefined ? {} : { unit: field.unit }) };
  if ((isZero(old) && isZero(fresh)) || old === fresh) return [];
  if (typeof old === "object" || typeof fresh === "object") return compareOpaque(label, old, fresh);
  return [fieldDiff(label, old === "" ? undefined : old, fresh === "" ? undefined : fresh)];
}

function isZero(value: Json | undefined): boolean {
  return value === undefined || value === "" || value === 0 || value === false;
}

function compareBlocks(name: string, field: FieldShape | undefined, before: Side, after: Side): BlockDiff[] {
  const named = { kind: field?.word ?? name, struct: field?.of?.struct ?? name, name: "", loose: field?.of === undefined };
  const of = field?.of;
  if (of === undefined || !isForm(before, field!.holds) || !isForm(after, field!.holds)) return looseBlock({ ...named, loose: true }, name, before, after);
  if (field!.holds === "list") return compareElements(named, of, before, after);
  if (field!.holds === "map") return keysOf(before.full, after.full).flatMap((key) => structBlock({ ...named, name: key }, of, step(before, key), step(after, key)));
  return structBlock(named, of, before, after);
}

/** What does not have the form of its field is compared as it stands. */
function isForm(side: Side, holds: FieldShape["holds"]): boolean {
  const value = side.full ?? null;
  return value === null || (typeof value === "object" && Array.isArray(value) === (holds === "list"));
}

function compareElements(named: Named, of: Shape, before: Side, after: Side): BlockDiff[] {
  return pair(elements(before), elements(after), identityOf(of.struct)).flatMap(({ name, was, ...sides }) =>
    structBlock({ ...named, name, ...(was === undefined ? {} : { was }) }, of, sides.before ?? absent, sides.after ?? absent));
}

/** An empty struct is a block: `Vault: {}` asks for a token. */
function structBlock(named: Named, of: Shape, before: Side, after: Side): BlockDiff[] {
  const isThere = (side: Side) => (side.full ?? null) !== null;
  return block(named, { before, after, isThere }, (a, b) => compareStructs(a, b, of));
}

/** An empty list or map is the same as none. */
function looseBlock(named: Named, name: string, before: Side, after: Side): BlockDiff[] {
  const isThere = ({ full }: Side) => (typeof full === "object" && full !== null ? Object.keys(full).length > 0 : (full ?? "") !== "");
  return block(named, { before, after, isThere }, (a, b) => ({ fields: compareLoose(name, a, b), blocks: [] }));
}

interface Sides { readonly before: Side; readonly after: Side; readonly isThere: (side: Side) => boolean }

/** Of a block that only one side has, what was written is shown, not what Nomad adds to it. */
function block(named: Named, { before, after, isThere }: Sides, compare: (before: Side, after: Side) => Differences): BlockDiff[] {
  const [old, fresh] = [isThere(before), isThere(after)];
  if (!old && !fresh) return [];
  if (old !== fresh) return [{ ...named, change: old ? "removed" : "added", ...compare(old ? written(before) : absent, fresh ? written(after) : absent) }];
  const differences = compare(before, after);
  return differences.fields.length + differences.blocks.length === 0 ? [] : [{ ...named, change: "edited", ...differences }];
}

function written(side: Side): Side {
  const value = side.raw ?? side.full;
  return { full: value, raw: value };
}

function compareLoose(name: string, before: Side, after: Side): FieldDiff[] {
  const old = before.full ?? undefined;
  const fresh = after.full ?? undefined;
  const lists = [old, fresh].every((value) => value === undefined || Array.isArray(value));
  if (lists && sets.has(name)) return compareSets((old as Json[] | undefined) ?? [], (fresh as Json[] | undefined) ?? []);
  if (lists) return compareLists({ name: "", word: "" }, (old as Json[] | undefined) ?? [], (fresh as Json[] | undefined) ?? []);
  return compareOpaque({ name: "", word: "" }, old, fresh);
}

function step(side: Side, key: string): Side {
  return { full: at(side.full, key), raw: at(side.raw, key) };
}

function elements(side: Side): Side[] {
  if (!Array.isArray(side.full)) return [];
  const raw = Array.isArray(side.raw) && side.raw.length === side.full.length ? side.raw : side.full;
  return side.full.map((full, i) => ({ full, raw: raw[i] })).filter(({ full }) => full !== null);
}
