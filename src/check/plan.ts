/** The schema as one kind of job on one target sees it: for each field its shape, whether the server stores it, and its default. */
import type { Json } from "../text/json.ts";
import { fieldsOf, structIn, type Property } from "./schema.ts";
import { atLeast, drops, knows } from "./version.ts";

export interface Field {
  /** `TaskGroup.Count` */
  readonly key: string;
  readonly struct: string;
  readonly name: string;
  readonly property: Property;
  /** `block`: one struct; `many`: a list or map, of structs or not. */
  readonly shape: "scalar" | "block" | "many";
  /** The struct inside. */
  readonly inner: string | undefined;
  readonly stored: boolean;
  /** The default that depends on nothing but the job's type and the target. */
  readonly fallback: Json | undefined;
}

export class Plan {
  readonly target: string;
  readonly type: string;
  private readonly structs = new Map<string, ReadonlyMap<string, Field>>();

  constructor(target: string, type: string) {
    this.target = target;
    this.type = type;
  }

  fields(struct: string): ReadonlyMap<string, Field> {
    let fields = this.structs.get(struct);
    if (fields === undefined) {
      fields = new Map(Object.entries(fieldsOf(struct)).map(([name, property]) => [name, this.field(struct, name, property)]));
      this.structs.set(struct, fields);
    }
    return fields;
  }

  private field(struct: string, name: string, property: Property): Field {
    const inner = structIn(property);
    const shape = property.type === "array" || property.type === "object" ? "many" : inner === undefined ? "scalar" : "block";
    const known = knows(this.target, property);
    return { key: `${struct}.${name}`, struct, name, property, shape, inner, stored: known && !drops(this.target, property), fallback: known ? this.fallback(property) : undefined };
  }

  private fallback(property: Property): Json | undefined {
    if (property["x-default-since"] !== undefined && !atLeast(this.target, property["x-default-since"])) return undefined;
    const byType = property["x-default-by-type"];
    if (byType !== undefined) return byType[this.type] ?? byType["other"];
    // Authors have a word for everything they may write; a field without one is the server's business.
    return property["x-hcl"] === undefined && property.default !== "cron" ? undefined : property.default;
  }
}

/** Plans are the same for every job of a type: a build of many networks makes each once. */
const plans = new Map<string, Plan>();
const LIMIT = 64;

export function planFor(target: string, type: string): Plan {
  const key = `${target} ${type}`;
  let plan = plans.get(key);
  if (plan === undefined) {
    if (plans.size >= LIMIT) plans.clear();
    plan = new Plan(target, type);
    plans.set(key, plan);
  }
  return plan;
}
