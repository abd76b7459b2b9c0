/** Fields of a payload that the network's target knows and the server does not: Nomad passes over them without a word. */
import { isFields } from "../check/fill.ts";
import { planFor } from "../check/plan.ts";
import type { Json, JsonPath } from "../text/json.ts";

export interface Versions { readonly target: string; readonly server: string }

/** The outermost ones, each by its way below `Job`. */
export function lostFields(job: Json, versions: Versions): JsonPath[] {
  const type = isFields(job) && typeof job["Type"] === "string" ? job["Type"] : "service";
  return [...lostIn(job, { struct: "Job", path: [], target: planFor(versions.target, type), server: planFor(versions.server, type) })];
}

interface Place { readonly struct: string; readonly path: JsonPath; readonly target: ReturnType<typeof planFor>; readonly server: ReturnType<typeof planFor> }

function* lostIn(block: Json, place: Place): Generator<JsonPath> {
  if (!isFields(block)) return;
  const [wanted, known] = [place.target.fields(place.struct), place.server.fields(place.struct)];
  for (const [name, value] of Object.entries(block)) {
    const field = known.get(name);
    if (field === undefined || saysNothing(value)) continue;
    const path = [...place.path, name];
    if (!field.stored && wanted.get(name)?.stored === true) yield path;
    else if (field.inner !== undefined) for (const [step, item] of itemsOf(value, field.shape)) yield* lostIn(item, { ...place, struct: field.inner, path: [...path, ...step] });
  }
}

function itemsOf(value: Json, shape: string): [JsonPath, Json][] {
  if (Array.isArray(value)) return value.map((item, index) => [[index], item]);
  if (shape === "many" && isFields(value)) return Object.entries(value).map(([name, item]) => [[name], item]);
  return [[[], value]];
}

function saysNothing(value: Json): boolean {
  return value === null || value === "" || value === 0 || value === false || (typeof value === "object" && Object.keys(value).length === 0);
}
