/** What one instance of a run-time loop offers: `address port name service node meta.KEY`, and the secrets of the member it belongs to. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { InstanceRef, Late, Text } from "../evaluate/text.ts";
import type { RecordValue, ServiceRef, Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import { goString, isGoIdentifier } from "./go-text.ts";
import type { Query } from "./instances.ts";
import type { Run } from "./run.ts";

export interface Instance { readonly query: Query; readonly variable: string; readonly service: ServiceRef; readonly span: Span }

const plainFields = { address: "Address", port: "Port", node: "Node" } as const;

export function instanceRecord(instance: Instance, run: Run): RecordValue {
  const { query, service, variable } = instance;
  const bound = (expression: string, field: "address" | "port" | "name"): Late => {
    const ref: InstanceRef = { ...query.ref };
    run.bound.set(ref, expression);
    return { late: "instance", instance: ref, field, span: instance.span };
  };
  const member = memberName(instance, run, bound);
  const get = (name: string): Value | undefined => {
    if (Object.hasOwn(plainFields, name)) return string([bound(`$${variable}.${plainFields[name as keyof typeof plainFields]}`, name === "node" ? "name" : (name as "address" | "port"))]);
    if (name === "service") return string(query.ref.service);
    if (name === "name") return member && string(member);
    if (name === "meta") return service.provider === "consul" ? metadata(variable, run, bound) : undefined;
    const secret = member !== undefined && service.secretLabels.includes(name) ? service.secretOf(name, member) : undefined;
    return secret && { type: "secret", secret };
  };
  const names = () => ["address", "port", "service", "node", ...(service.provider === "consul" ? ["meta"] : []), ...(member === undefined ? [] : ["name", ...service.secretLabels])];
  const record: RecordValue = { type: "record", what: "instance", get, names };
  run.refusals.set(record, (field, at) => refusal(field, instance, at));
  return record;
}

function string(text: Text): Value {
  return { type: "string", text };
}

type Bind = (expression: string, field: "name") => Late;

function memberName({ query, service, variable }: Instance, run: Run, bound: Bind): Text | undefined {
  if (query.member !== undefined) return query.member.memberName;
  return service.provider === "consul" && service.metaKey !== undefined ? [bound(metaExpression(variable, service.metaKey, run), "name")] : undefined;
}

function metaExpression(variable: string, key: string, run: Run): string {
  return isGoIdentifier(key) ? `$${variable}.ServiceMeta.${key}` : `index $${variable}.ServiceMeta ${goString(key, run.style.quotes)}`;
}

/** Which keys there are is the service's business; an absent one prints nothing. */
function metadata(variable: string, run: Run, bound: Bind): Value {
  return { type: "record", what: "metadata", names: () => [], get: (key) => string([bound(metaExpression(variable, key, run), "name")]) };
}

function refusal(field: string, { service }: Instance, at: Span): Diagnostic | undefined {
  if (field === "name" || service.secretLabels.includes(field)) return diagnose("template-nameless-instance", { service: service.label, provider: service.provider, field }, at);
  if (field === "meta" && service.provider === "nomad") return diagnose("template-no-metadata", { service: service.label }, at);
  return ["index", "hostname", "public"].includes(field) ? diagnose("template-member-fact", { field }, at) : undefined;
}
