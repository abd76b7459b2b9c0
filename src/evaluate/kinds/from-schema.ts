/**
 * Nomad's blocks, read from the job schema: struct -> Kind. In: schemas/nomad-job.schema.json with its `x-hcl` words.
 * Out: kinds whose attributes know their API field and unit. Our own words are laid over them in `own.ts`.
 */
import schema from "../../../schemas/nomad-job.schema.json" with { type: "json" };
import type { Type } from "../types.ts";
import { type AttributeDef, type BlockDef, type Kind, kindOf, type Sink } from "./kind.ts";

interface Property {
  readonly type?: string;
  readonly $ref?: string;
  readonly enum?: readonly unknown[];
  readonly items?: Property;
  readonly additionalProperties?: boolean | Property;
  readonly description?: string;
  readonly "x-hcl"?: string;
  readonly "x-hcl-kind"?: string;
  readonly "x-unit"?: "ns" | "MiB" | "MHz";
}

type Struct = { readonly properties?: Readonly<Record<string, Property>> };
const structs = schema.$defs as unknown as Readonly<Record<string, Struct>>;

/** Fields that Nomad interpolates for a task or service (taskenv): these accept late values. */
const interpolated: Readonly<Record<string, readonly string[]>> = {
  Service: ["Name", "Address", "Tags", "CanaryTags"],
  ServiceCheck: ["Name", "Command", "Args", "Path", "Protocol", "InitialStatus", "Notes", "Method", "GRPCService"],
  NetworkResource: ["Hostname"],
  DNSConfig: ["Servers", "Searches", "Options"],
  TaskArtifact: ["GetterSource", "RelativeDest"],
  Template: ["SourcePath"],
  VolumeMount: ["Volume", "Destination", "PropagationMode"],
  ChangeScript: ["Command", "Args"],
};
const constraintFields: Readonly<Record<string, readonly string[]>> = {
  Constraint: ["LTarget", "RTarget"],
  Affinity: ["LTarget", "RTarget"],
  Spread: ["Attribute"],
};

const kinds = new Map<string, Kind>();

/** The kind of a struct; the same object each time, so that structs may hold each other. */
export function structKind(struct: string, name: string): Kind {
  const known = kinds.get(struct);
  if (known !== undefined) return known;
  const kind = kindOf(name, { struct });
  kinds.set(struct, kind);
  for (const [field, property] of Object.entries(structs[struct]?.properties ?? {})) addField(kind, field, property);
  return kind;
}

function addField(kind: Kind, field: string, property: Property): void {
  const word = property["x-hcl"];
  if (word === undefined || property["x-hcl-kind"] === "label") return;
  if (property["x-hcl-kind"] === "block") kind.blocks.set(word, blockOf(field, word, property));
  else kind.attributes.set(word, attributeOf(kind.struct!, field, property));
}

function attributeOf(struct: string, field: string, property: Property): AttributeDef {
  const unit = property["x-unit"];
  return {
    type: typeOf(property, sinkOf(struct, field) !== "none"),
    sink: sinkOf(struct, field),
    api: field,
    ...(unit === undefined ? {} : { unit }),
    ...(property.description === undefined ? {} : { doc: property.description }),
  };
}

function sinkOf(struct: string, field: string): Sink {
  if (interpolated[struct]?.includes(field)) return "field";
  return constraintFields[struct]?.includes(field) ? "constraint" : "none";
}

function typeOf(property: Property, text: boolean): Type {
  const unit = property["x-unit"];
  if (unit !== undefined) return { kind: unit === "ns" ? "duration" : unit === "MiB" ? "size" : "frequency" };
  const words = property.enum?.filter((word): word is string => typeof word === "string" && word !== "");
  if (words !== undefined && words.length > 0) return { kind: "enum", words };
  switch (property.type) {
    case "boolean": return { kind: "bool" };
    case "integer": return { kind: "int" };
    case "number": return { kind: "number" };
    case "array": return { kind: "list", of: property.items === undefined ? { kind: "any" } : typeOf(property.items, text) };
    case "object": return { kind: "map", of: typeof property.additionalProperties === "object" ? typeOf(property.additionalProperties, text) : { kind: "any" } };
    case "string": return { kind: text ? "text" : "string" };
    default: return { kind: "any" };
  }
}

function blockOf(field: string, word: string, property: Property): BlockDef {
  const list = property.type === "array";
  const target = refOf(property.$ref ?? property.items?.$ref);
  if (target !== undefined) {
    const labelled = hasLabel(target);
    return { kind: structKind(target, word), labels: list ? [labelled ? 1 : 0, 1] : [0, 0], many: list ? (labelled ? "labelled" : "list") : "one", api: field, shape: list ? "list" : "object" };
  }
  const values = typeof property.additionalProperties === "object" ? property.additionalProperties : undefined;
  const valueStruct = refOf(values?.$ref);
  if (valueStruct !== undefined) return { kind: structKind(valueStruct, word), labels: [1, 1], many: "labelled", api: field, shape: "map" };
  return { kind: mapKind(word, field, values), labels: [0, 0], many: "one", api: field, shape: "object" };
}

/** `meta`, `env`, `config` …: free keys. */
function mapKind(word: string, field: string, values: Property | undefined): Kind {
  const sink: Sink = word === "env" ? "env" : word === "config" ? "config" : "field";
  const type: Type = values === undefined ? { kind: "any" } : values.type === "string" ? { kind: "text" } : typeOf(values, true);
  const plainKeys = field === "Meta" || field === "CanaryMeta" || field === "Env";
  return kindOf(word, { open: { type, sink }, ...(plainKeys ? { plainKeys } : {}) });
}

function refOf(ref: string | undefined): string | undefined {
  return ref?.slice("#/$defs/".length);
}

function hasLabel(struct: string): boolean {
  return Object.values(structs[struct]?.properties ?? {}).some((property) => property["x-hcl-kind"] === "label");
}

/** The API field that a struct's label fills (`Name` of a task, `Label` of a port). */
export function labelField(struct: string): string | undefined {
  for (const [field, property] of Object.entries(structs[struct]?.properties ?? {})) if (property["x-hcl-kind"] === "label") return field;
  return undefined;
}
