/** Fields of values: records, sets, programs, maps, and what an instance of a service offers. */
import { text, type InstanceRef, type Late } from "./text.ts";
import type { Span } from "../text/source.ts";
import { insideRef, secretFieldRef } from "./secrets.ts";
import type { ServiceRef, Value } from "./values.ts";

/** undefined: no such field. */
export function getField(value: Value, name: string): Value | undefined {
  switch (value.type) {
    case "record": return value.get(name);
    case "set": return value.fields.get(name);
    case "program": case "host": return value.fields.get(name);
    case "map": return value.entries.get(name)?.value;
    case "service": return serviceField(value.service, name);
    case "secret": return secretField(value, name);
    default: return undefined;
  }
}

/** undefined: nothing of this kind has fields. */
export function fieldNames(value: Value): string[] | undefined {
  switch (value.type) {
    case "record": return value.names();
    case "set": case "program": case "host": return value.fields.names();
    case "map": return [...value.entries.keys()];
    case "service": return value.service.one ? ["address", "port", "name", "srv"] : ["name"];
    case "secret": return value.secret.shape === "fields" || (value.secret.shape === "object" && !value.secret.inside) ? [] : undefined;
    default: return undefined;
  }
}

const noSpan: Span = { file: { path: "", text: "" }, start: 0, end: 0 };

function serviceField(service: ServiceRef, name: string): Value | undefined {
  const first = service.instances[0];
  if (first === undefined) return undefined;
  if (name === "name") return service.instances.every((one) => JSON.stringify(one.name) === JSON.stringify(first.name)) ? { type: "string", text: first.name } : undefined;
  if (!service.one) return undefined;
  const instance: InstanceRef = { provider: service.provider, service: first.name, ...(first.tag === undefined ? {} : { tag: first.tag }) };
  const late = (field: "address" | "port"): Late => ({ late: "instance", instance, field, span: noSpan });
  if (name === "address" || name === "port") return { type: "string", text: [late(name)] };
  if (name !== "srv") return undefined;
  if (service.provider === "nomad") return { type: "string", text: text(late("address"), ":", late("port")) };
  return { type: "string", text: text("_", ...first.name, "._", ...(first.tag ?? ["tcp"]), ".service.consul.") };
}

function secretField(value: Extract<Value, { type: "secret" }>, name: string): Value | undefined {
  const { secret } = value;
  if (secret.shape === "object" && !secret.inside) return { type: "secret", secret: insideRef(secret, name) };
  if (secret.shape !== "fields" || secret.field !== undefined || !(secret.fields ?? []).includes(name)) return undefined;
  return { type: "secret", secret: secretFieldRef(secret, name) };
}
