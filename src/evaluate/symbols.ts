/** Symbols by kind: what a name stands for where a port, a service, a program, a secret, a host or a task is expected. */
import type { Name } from "../syntax/ast.ts";
import { taskRecord } from "./context.ts";
import type { Env } from "./env.ts";
import { hostValue, networkSecret, programValue } from "./lookups.ts";
import type { Node } from "./node.ts";
import type { SymbolKind } from "./types.ts";
import type { Value } from "./values.ts";

export function symbolValue(kind: SymbolKind, name: Name, env: Env): Value | undefined {
  const { frame } = env;
  switch (kind) {
    case "port": return portNode(groupOf(env), name.text) === undefined ? undefined : { type: "port", label: name.text };
    case "service": return frame.member?.service(name.text);
    case "task": {
      const task = groupOf(env)?.child("task", name.text);
      return task === undefined ? undefined : taskRecord(task);
    }
    case "secret": return frame.member?.secret(name.text, env) ?? networkSecret(frame.world, name.text, env);
    case "program": return programValue(frame.world, name.text);
    case "host": return hostValue(frame.world, name.text, name.span);
    case "member": return undefined;
  }
}

export function symbolNames(kind: SymbolKind, env: Env): string[] {
  const { frame } = env;
  switch (kind) {
    case "port": return portNames(groupOf(env));
    case "service": return groupOf(env)?.labels("service") ?? [];
    case "task": return groupOf(env)?.labels("task") ?? [];
    case "secret": return [...(frame.member?.secretLabels() ?? []), ...frame.world.node.labels("secret")];
    case "program": return [...frame.world.programs.keys()];
    case "host": return frame.world.node.labels("host");
    case "member": return [];
  }
}

/** Where a body stands beside its group (a role's parameters), the member's own. */
function groupOf({ frame }: Env): Node | undefined {
  return frame.group ?? frame.member?.host.build().group;
}

export function portNode(group: Node | undefined, label: string): Node | undefined {
  for (const network of group?.children("network") ?? []) {
    const port = network.child("port", label);
    if (port !== undefined) return port;
  }
  return undefined;
}

export function portNames(group: Node | undefined): string[] {
  return (group?.children("network") ?? []).flatMap((network) => network.labels("port"));
}
