/** The lexical scope of a template statement, as templates see it. */
import { contextValue } from "../evaluate/context.ts";
import { contextNames, type Env, rootNames } from "../evaluate/env.ts";
import { sourceValue } from "../evaluate/lookups.ts";
import { symbolNames, symbolValue } from "../evaluate/symbols.ts";
import type { Late } from "../evaluate/text.ts";
import type { RecordValue, Value } from "../evaluate/values.ts";
import type { TemplateScope } from "../template/scope.ts";
import type { Span } from "../text/source.ts";

const noSpan: Span = { file: { path: "", text: "" }, start: 0, end: 0 };

export function templateScope(env: Env): TemplateScope {
  const root = (name: string): Value | undefined => (isRoot(name) ? rootValue(name, env) : undefined);
  return {
    lookup(name, expects) {
      // Labels of ports and hosts are fields of the roots `port` and `host`; only a variable that holds one counts beside them.
      if (expects === "port" || expects === "host") return holding(expects, variable(name, env)) ?? root(name);
      const symbol = expects === undefined ? undefined : symbolValue(expects, { text: name, span: noSpan }, env);
      return symbol ?? variable(name, env) ?? contextValue(name, env) ?? root(name);
    },
    names: () => [...env.scope.names(), ...contextNames.filter((name) => contextValue(name, env) !== undefined), ...rootNames],
  };
}

function isRoot(name: string): name is (typeof rootNames)[number] {
  return (rootNames as readonly string[]).includes(name);
}

function holding(type: "port" | "host", value: Value | undefined): Value | undefined {
  return value?.type === type ? value : undefined;
}

function variable(name: string, env: Env): Value | undefined {
  const binding = env.scope.find(name);
  binding?.used?.();
  return binding?.value().value;
}

function rootValue(root: (typeof rootNames)[number], env: Env): Value | undefined {
  switch (root) {
    case "port": case "address": case "ip":
      return env.frame.group === undefined ? undefined : late(root, (name) => symbolNames("port", env).includes(name), () => symbolNames("port", env));
    case "dir": return env.frame.task === undefined ? undefined : late(root, (name) => ["local", "secrets", "alloc"].includes(name), () => ["local", "secrets", "alloc"]);
    case "env": case "attr": case "meta": case "node": return late(root, () => true, () => []);
    case "host": case "program": case "secret":
      return lookups(root, (name) => symbolValue(root, { text: name, span: noSpan }, env), () => symbolNames(root, env));
    case "source": return lookups(root, (name) => sourceValue(env.frame.world, name), () => env.frame.world.node.labels("source"));
  }
}

function late(kind: "port" | "address" | "ip" | "dir" | "env" | "attr" | "meta" | "node", has: (name: string) => boolean, names: () => string[]): RecordValue {
  return { type: "record", what: kind, names, get: (name) => (has(name) ? { type: "string", text: [{ late: kind, ref: name, span: noSpan } as Late] } : undefined) };
}

function lookups(what: string, get: (name: string) => Value | undefined, names: () => string[]): RecordValue {
  return { type: "record", what, get, names };
}
