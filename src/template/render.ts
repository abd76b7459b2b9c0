/**
 * consul-template text and data -> the file a task would see. Shows what a template comes to; the real program renders on the node.
 * What the data lacks is listed, as consul-template waits for it.
 */
import type { Call } from "./consul-template/calls.ts";
import { RenderError } from "./consul-template/calls.ts";
import { Execution } from "./consul-template/execute.ts";
import type { GoValue } from "./consul-template/go-values.ts";
import { fromJson, MethodMap, Struct } from "./consul-template/go-values.ts";
import { parseConsulTemplate } from "./consul-template/parser.ts";
import { TemplateError } from "./consul-template/tree.ts";
import type { Delimiters } from "./output.ts";

export interface RegisteredInstance {
  readonly address: string;
  readonly port: number;
  readonly tags?: readonly string[];
  readonly meta?: Readonly<Record<string, string>>;
  readonly node?: string;
}

export interface RenderData {
  readonly env?: Readonly<Record<string, string>>;
  /** By registered name; one that is absent has no instances. */
  readonly services?: Readonly<Record<string, readonly RegisteredInstance[]>>;
  /** What Vault answers as `data`, by path: under KV v2 with `data` inside. */
  readonly secrets?: Readonly<Record<string, unknown>>;
  /** Items of Nomad variables, by path. */
  readonly variables?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Addresses of Consul nodes. */
  readonly nodes?: Readonly<Record<string, string>>;
  /** Called at each look-up of a service, with its registered name. */
  readonly onService?: (name: string) => void;
}

export type Rendered =
  | { readonly text: string }
  /** Look-ups without an answer: the file is not written before they have one. */
  | { readonly missing: readonly string[] }
  | { readonly error: string };

export function renderConsulTemplate(body: string, data: RenderData, delimiters?: Delimiters): Rendered {
  const missing = new Set<string>();
  try {
    const text = new Execution(outside(data, missing)).run(parseConsulTemplate(body, delimiters));
    return missing.size > 0 ? { missing: [...missing] } : { text };
  } catch (thrown) {
    if (thrown instanceof RenderError || thrown instanceof TemplateError) return { error: thrown.message };
    throw thrown;
  }
}

function outside(data: RenderData, missing: Set<string>): ReadonlyMap<string, Call> {
  const look = <T>(kind: string, from: Readonly<Record<string, T>> | undefined, name: GoValue | undefined): T | undefined => {
    const found = from !== undefined && typeof name === "string" && Object.hasOwn(from, name) ? from[name] : undefined;
    if (found === undefined) missing.add(`${kind} ${String(name)}`);
    return found;
  };
  return new Map<string, Call>([
    ["env", ([name]) => (data.env !== undefined && typeof name === "string" && Object.hasOwn(data.env, name) ? data.env[name]! : "")],
    ["service", ([query]) => instances(String(query), data).map(consulInstance)],
    ["nomadService", ([query]) => instances(String(query), data).map(nomadInstance)],
    ["secret", ([path]) => {
      const found = look("secret", data.secrets, path);
      return found === undefined ? null : new Struct({ Data: fromJson(found) });
    }],
    ["nomadVar", ([path]) => {
      const found = look("nomadVar", data.variables, path);
      return found === undefined ? new Map() : variableItems(found);
    }],
    ["node", ([name]) => {
      const found = look("node", data.nodes, name);
      return found === undefined ? null : new Struct({ Node: new Struct({ Node: String(name), Address: found }) });
    }],
  ]);
}

/** `tag.name` keeps the instances that carry the tag. A name holds no dot. */
function instances(query: string, { services = {}, onService }: RenderData): readonly RegisteredInstance[] {
  const dot = query.lastIndexOf(".");
  const name = query.slice(dot + 1);
  onService?.(name);
  const all = Object.hasOwn(services, name) ? services[name]! : [];
  return dot < 0 ? all : all.filter((one) => one.tags?.includes(query.slice(0, dot)));
}

function consulInstance({ address, port, tags = [], meta = {}, node = "" }: RegisteredInstance): Struct {
  return new Struct({ Address: address, Port: port, Tags: tags, ServiceMeta: new Map(Object.entries(meta)), Node: node });
}

function nomadInstance({ address, port, tags = [], node = "" }: RegisteredInstance): Struct {
  return new Struct({ Address: address, Port: port, Tags: tags, Node: node });
}

function variableItems(items: Readonly<Record<string, string>>): MethodMap {
  const structs = Object.entries(items).map(([key, value]) => [key, new Struct({ Key: key, Value: value }, value)] as const);
  return new MethodMap(structs, new Map([["ItemsMap", new Map<string, GoValue>(Object.entries(items))]]));
}
