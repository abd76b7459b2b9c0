/**
 * Late values that consul-template looks up while it renders: secrets, instances of services, Consul nodes.
 * Each becomes `with` actions around an expression. What cannot be asked for is said as a problem, not reported here.
 */
import type { InstanceRef, Late, SecretRef, Text } from "../evaluate/text.ts";
import { plain, text } from "../evaluate/text.ts";
import type { GoStyle } from "./go-text.ts";
import { directExpression, goArgument, goString, isGoIdentifier } from "./go-text.ts";

export interface LookUp {
  /** Conditions of the `with` actions around it, outermost first. With a variable each reads `$x := …`. */
  readonly opens: readonly string[];
  readonly expression: string;
  /** The expression gives JSON text already. */
  readonly json?: boolean;
  /** The same as a plain string: an item of a Nomad variable encodes itself with Go's quoting, which is not JSON's. */
  readonly string?: string;
}

export type LookUpProblem =
  /** A name, path or tag has a part that only a look-up of its own would know. */
  | { readonly problem: "late-name"; readonly what: string }
  /** Consul's and Nomad's queries have no way to write this name or tag. */
  | { readonly problem: "query-name"; readonly what: string; readonly name: string };

/** `variable`: bind what is found to `$<variable>`, so that several look-ups can stand around one expression. */
export function lookUp(late: Late, style: GoStyle, variable?: string): LookUp | LookUpProblem {
  const direct = directExpression(late, style);
  if (direct !== undefined) return { opens: [], expression: direct };
  if (late.late === "secret") return secretLookUp(late.secret, style, variable);
  if (late.late === "instance") return instanceLookUp(late, style, variable);
  if (late.late === "host") return hostLookUp(late.node, style, variable);
  return { problem: "late-name", what: late.late };
}

/** The `with` condition and how its value is written inside. */
function bind(condition: string, variable: string | undefined): { open: string; dot: string } {
  return variable === undefined ? { open: `with ${condition}`, dot: "" } : { open: `with $${variable} := ${condition}`, dot: `$${variable}` };
}

export function secretLookUp(secret: SecretRef, style: GoStyle, variable?: string): LookUp | LookUpProblem {
  const { path, item, store, version } = secret.location;
  const where = goArgument(path, style);
  const key = item === undefined ? undefined : goArgument(item, style);
  if (where === undefined || (item !== undefined && key === undefined)) return { problem: "late-name", what: "the secret's path" };
  const { open, dot } = bind(`${store === "vault" ? "secret" : "nomadVar"} ${where}`, variable);
  const json = secret.shape === "object" || key === undefined;
  if (store === "variables") return secret.inside === true ? { opens: [open], json, expression: partOf(variableItem(dot, key).string!, secret.field!, style) } : { opens: [open], json, ...variableItem(dot, key) };
  const data = version === 1 ? `${dot}.Data` : `${dot}.Data.data`;
  const found = key === undefined ? data : fieldOf(data, plain(item!), key);
  return { opens: [open], json, expression: json ? `${found} | toJSON` : found };
}

function variableItem(dot: string, key: string | undefined): { expression: string; string?: string } {
  if (key === undefined) return { expression: `${dot}.ItemsMap | toJSON` };
  const expression = `index ${dot === "" ? "." : dot} ${key}`;
  return { expression, string: `(${expression}).Value` };
}

/** An item of a Nomad variable holds an object as JSON text. */
function partOf(item: string, field: string, style: GoStyle): string {
  return `index (${item} | parseJSON) ${goString(field, style.quotes)} | toJSON`;
}

function fieldOf(data: string, name: string | undefined, key: string): string {
  return name !== undefined && isGoIdentifier(name) ? `${data}.${name}` : `index ${data} ${key}`;
}

function instanceLookUp(late: Late & { late: "instance" }, style: GoStyle, variable?: string): LookUp | LookUpProblem {
  if (late.field === "name") return nameOf(late.instance, style);
  const query = serviceQuery(late.instance, style);
  if (typeof query !== "string") return query;
  const list = bind(query, variable && `${variable}s`);
  const first = bind(`index ${list.dot === "" ? "." : list.dot} 0`, variable);
  return { opens: [list.open, first.open], expression: `${first.dot}.${late.field === "address" ? "Address" : "Port"}` };
}

/** The registered name needs no look-up. */
function nameOf(instance: InstanceRef, style: GoStyle): LookUp | LookUpProblem {
  const name = goArgument(instance.service, style);
  return name === undefined ? { problem: "late-name", what: "the service's name" } : { opens: [], expression: name };
}

/** `service "tag.name"`: both providers read the part before the dot as a tag that an instance must carry. */
export function serviceQuery(instance: InstanceRef, style: GoStyle): string | LookUpProblem {
  const { service, tag, provider } = instance;
  for (const [what, name, allowed] of [["service name", service, /^[A-Za-z0-9_-]+$/], ["tag", tag, /^[A-Za-z0-9_=:.-]+$/]] as const) {
    const wrong = name?.find((part) => typeof part === "string" && !allowed.test(part));
    if (wrong !== undefined) return { problem: "query-name", what, name: String(wrong) };
  }
  const query: Text = tag === undefined ? service : text(...tag, ".", ...service);
  const argument = goArgument(query, style);
  if (argument === undefined) return { problem: "late-name", what: "the service's name or tag" };
  return `${provider === "consul" ? "service" : "nomadService"} ${argument}`;
}

function hostLookUp(node: string, style: GoStyle, variable?: string): LookUp {
  const { open, dot } = bind(`node ${goString(node, style.quotes)}`, variable);
  return { opens: [open], expression: `${dot}.Node.Address` };
}
