/** Values by hand, for the tests of this directory: what evaluation would put into the scope of a template statement. */
import type { InstanceRef, Late, SecretRef, Text } from "../evaluate/text.ts";
import { text } from "../evaluate/text.ts";
import type { RecordValue, ServiceRef, Value, Valued } from "../evaluate/values.ts";
import type { SourceFile, Span } from "../text/source.ts";
import type { CompiledBody } from "./compile.ts";
import { compileTemplate } from "./compile.ts";
import type { TemplateScope } from "./scope.ts";

export const mantisFile: SourceFile = { path: "networks/a.mantis", text: "template text".repeat(20) };
export const here: Span = { file: mantisFile, start: 0, end: 4 };
const origin = { span: here, layer: { kind: "role", name: "role miner" }, beaten: [] } as const;

export const valued = (value: Value, start = 0): Valued => ({ value, origin: { ...origin, span: { ...here, start, end: start + 1 } } });
export const string = (...parts: Text): Value => ({ type: "string", text: text(...parts) });
export const int = (value: number): Value => ({ type: "int", value });
export const bool = (value: boolean): Value => ({ type: "bool", value });
export const none: Value = { type: "none" };
export const duration = (seconds: number): Value => ({ type: "duration", value: seconds * 1e9 });
export const list = (...items: Value[]): Value => ({ type: "list", items: items.map((item, i) => valued(item, i)) });
export const map = (entries: Record<string, Value>): Value => ({ type: "map", entries: new Map(Object.entries(entries).map(([key, value], i) => [key, valued(value, i)])) });
export const late = (kind: "env" | "attr" | "meta" | "node" | "port" | "address" | "ip" | "dir" | "index" | "group" | "raw", ref = ""): Late => ({ late: kind, ref, span: here }) as Late;

export function record(what: string, fields: Record<string, Value>, prints?: Text): RecordValue {
  const own = new Map(Object.entries(fields));
  return { type: "record", what, get: (name) => own.get(name), names: () => [...own.keys()], ...(prints === undefined ? {} : { prints }) };
}

/** Any field: `env.X`, `attr.a.b`. */
export const open = (kind: "env" | "attr" | "meta" | "node"): RecordValue => ({ type: "record", what: kind, names: () => [], get: (name) => string(late(kind, name)) });

export interface StoreOptions { readonly store?: "vault" | "variables"; readonly version?: 1 | 2; readonly shape?: SecretRef["shape"]; readonly fields?: readonly string[]; readonly item?: string | undefined }

export function secretRef(name: string, owner: Text, options: StoreOptions = {}): SecretRef {
  const { store = "vault", version = 2, shape = "value" } = options;
  const item = "item" in options ? options.item : shape === "value" ? "value" : undefined;
  const path = store === "variables" ? text("nomad/jobs/mantis/", ...owner) : text(version === 2 ? "kv/data/net/" : "kv/net/", ...owner, `/${name}`);
  const location = { store, path, version, ...(item === undefined ? {} : { item: [store === "variables" ? name : item] }) };
  return { secret: name, owner, shape, location, ...(options.fields === undefined ? {} : { fields: options.fields }) };
}

export const secret = (name: string, owner: Text = ["mantis-1"], options: StoreOptions = {}): Value => ({ type: "secret", secret: secretRef(name, owner, options) });

export interface ServiceOptions extends StoreOptions {
  readonly provider?: "consul" | "nomad";
  readonly metaKey?: string | undefined;
  readonly tags?: boolean;
  readonly ownNames?: boolean;
  readonly members?: number;
  readonly one?: boolean;
}

export const member = (i: number): RecordValue => record("member", { name: string(`mantis-${i}`), index: int(i) }, [`mantis-${i}`]);

export function service(options: ServiceOptions = {}): ServiceRef {
  const { provider = "consul", tags = true, ownNames = false, members = 3, one = false } = options;
  const metaKey = "metaKey" in options ? options.metaKey : provider === "consul" ? "Name" : undefined;
  const instances = Array.from({ length: members }, (_, n) => ({
    member: member(n + 1),
    memberName: [`mantis-${n + 1}`],
    name: [ownNames ? `net-miner-server-${n + 1}` : "net-miner-server"],
    ...(tags ? { tag: [`mantis-${n + 1}`] } : {}),
  }));
  return {
    label: "miner.server", provider, one, instances, secretLabels: ["enode-hash", "coinbase"],
    secretOf: (label, name) => secretRef(label, name, options),
    ...(metaKey === undefined ? {} : { metaKey }),
  };
}

export function instanceRef(tag = "mantis-1"): InstanceRef {
  return { provider: "consul", service: ["net-miner-rpc"], tag: [tag] };
}

const port = (label: string): Value => string(late("port", label));
export const roots: Record<string, Value> = {
  port: record("ports", { rpc: port("rpc"), metrics: port("metrics") }),
  address: record("addresses", { rpc: string(late("address", "rpc")) }),
  ip: record("ips", { rpc: string(late("ip", "rpc")) }),
  dir: record("directories", { local: string(late("dir", "local")), secrets: string(late("dir", "secrets")), alloc: string(late("dir", "alloc")) }),
  env: open("env"), attr: open("attr"), meta: open("meta"), node: open("node"),
  host: record("hosts", {
    monitoring: { type: "host", name: "monitoring", fields: record("host", { address: string({ late: "host", ref: "monitoring", node: "monitoring", span: here }) }) },
    fixed: { type: "host", name: "fixed", fields: record("host", { address: string("10.0.0.5") }) },
  }),
};

export function scopeOf(values: Record<string, Value>, withRoots = true): TemplateScope {
  const own = new Map(Object.entries(values));
  const rootMap = new Map(withRoots ? Object.entries(roots) : []);
  return { lookup: (name) => own.get(name) ?? rootMap.get(name), names: () => [...own.keys()] };
}

export function compiled(text: string, values: Record<string, Value> = {}, provider: "consul" | "nomad" = "consul"): CompiledBody {
  return compileTemplate({ source: { path: "kit/a.hbs", text }, text, scope: scopeOf(values), sink: { provider } });
}

/** A scope in which symbols are found where they are expected, beside variables. */
export function scopeWithSymbols(variables: Record<string, Value>, symbols: Record<string, Value>): TemplateScope {
  const scope = scopeOf(variables);
  return { names: scope.names, lookup: (name, expects) => (expects !== undefined && Object.hasOwn(symbols, name) && symbols[name]!.type === expects ? symbols[name] : scope.lookup(name)) };
}

/** The emitted text; the diagnostics' codes if there are any. */
export function emitted(text: string, values: Record<string, Value> = {}, provider: "consul" | "nomad" = "consul"): string {
  const { body, diagnostics } = compiled(text, values, provider);
  return diagnostics.length === 0 ? body : `! ${codes(diagnostics).join(" ")}`;
}

export function codes(diagnostics: readonly { readonly code: string }[]): string[] {
  return diagnostics.map((diagnostic) => diagnostic.code);
}
