/**
 * `{{#instances service as |peer|}}`: a loop that consul-template runs over what is registered when it renders.
 * Under Consul the metadata of an instance says whose it is, so one loop serves a whole set. Without that each member
 * is asked for by its own tag or name, and the body is emitted once a member.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { InstanceRef } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { ServiceInstance, ServiceRef, Value } from "../evaluate/values.ts";
import type { Argument } from "./expression.ts";
import type { Block, Program } from "./handlebars-tree.ts";
import { instanceRecord } from "./instance-fields.ts";
import { serviceQuery } from "./lookup.ts";
import type { Output } from "./output.ts";
import type { Here } from "./path.ts";
import { reportLookUp } from "./show.ts";
import { walk } from "./walk.ts";

/** One look-up: of every instance of a name, or of one member's. */
export interface Query { readonly ref: InstanceRef; readonly member?: ServiceInstance }

export function runInstances(block: Block, arg: Argument, here: Here, out: Output): void {
  const { value, span } = arg;
  if (value.type === "error") return;
  if (value.type !== "service") return here.run.report(diagnose("template-not-a-service", { found: describeValue(value) }, span));
  const { service } = value;
  here.run.references.push({ kind: "service", to: service.label, cardinality: service.one ? "one" : "each", span });
  const queries = asksWhose(block.program, service) ? queriesFor(service) : plainQueries(service);
  if (queries.length === 0) return walk(block.inverse, here, out);
  new Loop(block, arg, service, here).emit(queries, out);
}

/** One look-up a registered name, whoever is behind it: members may come and go without the template changing. */
function plainQueries(service: ServiceRef): Query[] {
  if (service.one) return queriesFor(service);
  const names = new Map(service.instances.map((one) => [JSON.stringify(one.name), one]));
  return [...names.values()].map((one) => ({ ref: { provider: service.provider, service: one.name } }));
}

/** Does the body want the member behind an instance: its name, or a secret of it? A path of that name anywhere in it counts. */
function asksWhose(program: Program | undefined, service: ServiceRef): boolean {
  const labels = new Set(["name", ...service.secretLabels]);
  const asks = (node: unknown): boolean => {
    if (Array.isArray(node)) return node.some(asks);
    if (typeof node !== "object" || node === null) return false;
    const { type, parts } = node as { type?: string; parts?: readonly string[] };
    if (type === "PathExpression") return parts?.slice(1).some((part) => labels.has(part)) === true || (parts?.length === 1 && labels.has(parts[0]!));
    return Object.entries(node).some(([key, value]) => key !== "loc" && asks(value));
  };
  return asks(program);
}

/** Look-ups that tell members apart where the provider can. */
export function queriesFor(service: ServiceRef): Query[] {
  const names = new Map(service.instances.map((one) => [JSON.stringify(one.name), one]));
  const known = service.provider === "consul" && service.metaKey !== undefined && names.size === 1;
  const separable = names.size === service.instances.length || service.instances.every((one) => one.tag !== undefined);
  const ref = (one: ServiceInstance): InstanceRef => ({ provider: service.provider, service: one.name });
  if (!service.one && (known || !separable || !tellsApart(service))) return [...names.values()].map((one) => ({ ref: ref(one) }));
  return service.instances.map((one) => ({ ref: one.tag === undefined ? ref(one) : { ...ref(one), tag: one.tag }, member: one }));
}

/** Tags that two members share do not say whose an instance is. */
function tellsApart(service: ServiceRef): boolean {
  const keys = service.instances.map((one) => JSON.stringify([one.name, one.tag]));
  return new Set(keys).size === keys.length;
}

class Loop {
  private readonly block: Block;
  private readonly arg: Argument;
  private readonly service: ServiceRef;
  private readonly here: Here;
  private readonly flag: { seen: string; used: boolean };
  private readonly name: string;

  constructor(block: Block, arg: Argument, service: ServiceRef, here: Here) {
    this.block = block;
    this.arg = arg;
    this.service = service;
    this.here = here;
    this.name = block.program?.blockParams?.[0] ?? "it";
    this.flag = { seen: here.run.variable(`${this.name}_seen`), used: false };
  }

  emit(queries: readonly Query[], out: Output): void {
    const { block, here, arg } = this;
    const otherwise = here.run.output();
    walk(block.inverse, here, otherwise);
    const hasElse = block.inverse !== undefined;
    if (hasElse && queries.length > 1) this.flag.used = true;
    const bodies: { readonly query: Query; readonly variable: string; readonly body: Output }[] = [];
    for (const query of queries) {
      if (!here.run.spend(arg.span)) return;
      const variable = here.run.variable(this.name);
      bodies.push({ query, variable, body: this.body(query, variable) });
    }
    if (this.flag.used) out.action(`$${this.flag.seen} := false`, arg.span);
    for (const { query, variable, body } of bodies) this.loop(query, variable, body, queries.length === 1 && hasElse ? otherwise : undefined, out);
    if (hasElse && queries.length > 1) this.whenNone(otherwise, out);
  }

  private body(query: Query, variable: string): Output {
    const { here, arg } = this;
    const record = instanceRecord({ query, variable, service: this.service, span: arg.span }, here.run);
    const first: Value = { type: "record", what: "flag", get: () => undefined, names: () => [] };
    if (first.type === "record") here.run.flags.set(first, this.flag);
    const own = new Map<string, Value>([["this", record], ["@first", first]]);
    const name = this.block.program?.blockParams?.[0];
    if (name !== undefined) own.set(name, record);
    const out = here.run.output();
    walk(this.block.program, { ...here, scope: here.scope.with(own) }, out);
    return out;
  }

  private loop(query: Query, variable: string, body: Output, otherwise: Output | undefined, out: Output): void {
    const { run } = this.here;
    const { span } = this.arg;
    const found = serviceQuery(query.ref, run.style);
    if (typeof found !== "string") return reportLookUp(found, span, run);
    // A member has one instance; while it is replaced two may be registered, and one of them is enough.
    if (query.member !== undefined) out.action(`with ${found}`, span);
    out.action(query.member === undefined ? `range $${variable} := ${found}` : `with $${variable} := index . 0`, span);
    out.append(body);
    if (this.flag.used) out.action(`$${this.flag.seen} = true`, span);
    if (query.member !== undefined) out.action("end", span);
    if (otherwise !== undefined) out.action("else", span);
    if (otherwise !== undefined) out.append(otherwise);
    out.action("end", span);
  }

  private whenNone(otherwise: Output, out: Output): void {
    out.action(`if not $${this.flag.seen}`, this.arg.span);
    out.append(otherwise);
    out.action("end", this.arg.span);
  }
}
