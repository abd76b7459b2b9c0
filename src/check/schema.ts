/** Reads the schemas of `schemas/`: which struct a field holds, its word in the language, its unit, versions and defaults. */
import nomadSchema from "../../schemas/nomad-job.schema.json" with { type: "json" };
import networkSchema from "../../schemas/network.schema.json" with { type: "json" };
import type { Json } from "../text/json.ts";

export interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly enum?: readonly Json[];
  readonly const?: Json;
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly additionalProperties?: boolean | Property;
  readonly oneOf?: readonly Property[];
  readonly default?: Json;
  readonly description?: string;
  readonly "x-hcl"?: string;
  readonly "x-hcl-kind"?: "attr" | "block" | "label";
  readonly "x-word"?: string;
  readonly "x-says"?: string;
  readonly "x-unit"?: "ns" | "MiB" | "MHz";
  readonly "x-since"?: string;
  readonly "x-backports"?: readonly string[];
  readonly "x-older"?: string;
  readonly "x-server-drops"?: boolean;
  readonly "x-dropped-since"?: string;
  readonly "x-drop-note"?: string;
  readonly "x-default-by-type"?: Readonly<Record<string, Json>>;
  readonly "x-default-since"?: string;
  readonly "x-zero-counts"?: boolean;
}

export interface Schema extends Property {
  readonly $defs: Readonly<Record<string, Property>>;
}

export const nomadJob = nomadSchema as unknown as Schema;
export const networkModel = networkSchema as unknown as Schema;

const own = <T>(record: Readonly<Record<string, T>> | undefined, name: string): T | undefined =>
  record !== undefined && Object.prototype.hasOwnProperty.call(record, name) ? record[name] : undefined;

/** The properties of one of Nomad's structs. */
export function fieldsOf(struct: string): Readonly<Record<string, Property>> {
  return own(nomadJob.$defs, struct)?.properties ?? {};
}

export function fieldOf(struct: string, name: string): Property | undefined {
  return own(fieldsOf(struct), name);
}

/** `#/$defs/Task` -> `Task`, for a property, its items or the values of its map. */
export function structIn(property: Property | undefined): string | undefined {
  const reference = property?.$ref ?? property?.items?.$ref ?? (typeof property?.additionalProperties === "object" ? property.additionalProperties.$ref : undefined);
  return reference?.slice("#/$defs/".length);
}

function resolved(schema: Schema, property: Property): Property {
  const name = property.$ref?.slice("#/$defs/".length);
  return name === undefined ? property : (own(schema.$defs, name) ?? property);
}

function step(schema: Schema, at: Property, name: string): Property | undefined {
  const here = resolved(schema, at);
  if (here.items !== undefined) return here.items;
  for (const branch of here.oneOf ?? []) {
    const found = step(schema, branch, name);
    if (found !== undefined) return found;
  }
  return own(here.properties, name) ?? (typeof here.additionalProperties === "object" ? here.additionalProperties : undefined);
}

/** What the schema says at a path: the property as its struct declares it, and the definition it leads to. */
export function propertyAt(schema: Schema, path: readonly string[]): { property: Property; definition: Property } | undefined {
  let at: Property | undefined = schema;
  for (const name of path) at = at === undefined ? undefined : step(schema, at, name);
  return at === undefined ? undefined : { property: at, definition: resolved(schema, at) };
}

/** The word authors write for a field: `MaxParallel` -> `max_parallel`; its own name where there is none. */
export function wordOf(property: Property | undefined, name: string): string {
  return property?.["x-hcl"] ?? property?.["x-word"] ?? name;
}

/** The word for the last named step of a path (`/TaskGroups/0` -> `group`). */
export function wordAt(schema: Schema, path: readonly string[]): string {
  for (let length = path.length; length > 0; length--) {
    const name = path[length - 1]!;
    if (/^\d+$/.test(name)) continue;
    return wordOf(propertyAt(schema, path.slice(0, length))?.property, name);
  }
  return "network";
}
