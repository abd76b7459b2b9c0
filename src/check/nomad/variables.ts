/** The variables Nomad sets: which names exist for a task, and which port label a name speaks of. */
import { portLabels } from "./port-rules.ts";
import type { Block } from "./block.ts";

const fixed = new Set([
  "ALLOC_DIR", "TASK_DIR", "SECRETS_DIR", "MEMORY_LIMIT", "MEMORY_MAX_LIMIT", "CPU_LIMIT", "CPU_CORES", "ALLOC_ID", "SHORT_ALLOC_ID", "ALLOC_NAME",
  "ALLOC_INDEX", "TASK_NAME", "GROUP_NAME", "JOB_ID", "JOB_NAME", "JOB_PARENT_ID", "DC", "PARENT_CGROUP", "NAMESPACE", "REGION", "UNIX_ADDR", "TOKEN",
].map((name) => `NOMAD_${name}`));

/** Longest first: ALLOC_PORT_x is not a port `x` of PORT_. */
const portPrefixes = ["HOST_PORT_", "HOST_ADDR_", "HOST_IP_", "ALLOC_PORT_", "ALLOC_ADDR_", "ALLOC_IP_", "ALLOC_INTERFACE_", "PORT_", "ADDR_", "IP_"].map((name) => `NOMAD_${name}`);

/** What a process gets from the client's own environment. */
const host = new Set(["PATH", "HOME", "USER", "LOGNAME", "SHELL", "LANG", "TMPDIR", "TZ", "HOSTNAME", "PWD", "VAULT_TOKEN", "VAULT_NAMESPACE", "VAULT_ADDR"]);

export interface Scope {
  readonly group: Block;
  readonly labels: ReadonlySet<string>;
  readonly meta: ReadonlySet<string>;
  readonly connect: boolean;
}

export function scopeOf(job: Block, group: Block): Scope {
  const tasks = group.blocks("Tasks");
  const labels = new Set(portLabels(group));
  for (const task of tasks) {
    for (const network of task.block("Resources")?.blocks("Networks") ?? []) {
      for (const port of [...network.blocks("DynamicPorts"), ...network.blocks("ReservedPorts")]) labels.add(`${task.str("Name")}_${port.str("Label")}`);
    }
  }
  const meta = new Set<string>();
  for (const owner of [job, group, ...tasks]) for (const { key } of owner.texts("Meta")) meta.add(key).add(key.toUpperCase()).add(clean(key)).add(clean(key.toUpperCase()));
  for (const key of ["MetaRequired", "MetaOptional"]) for (const { text } of job.block("ParameterizedJob")?.texts(key) ?? []) meta.add(text).add(text.toUpperCase());
  const connect = group.blocks("Services").some((service) => service.block("Connect") !== undefined);
  return { group, labels: new Set([...labels, ...[...labels].map(clean)]), meta, connect };
}

const clean = (name: string): string => name.replace(/[^A-Za-z0-9_.]/g, "_");

export type Verdict = { readonly known: true } | { readonly known: false; readonly port?: string };

/** Judges a NOMAD_ name, a node reference or a name of the client's environment. */
export function judge(name: string, scope: Scope): Verdict {
  const known = { known: true } as const;
  if (fixed.has(name) || host.has(name) || /^(?:attr|meta|node)\../.test(name) || name.startsWith("CONSUL_")) return known;
  if (!name.startsWith("NOMAD_")) return { known: false };
  if (/^NOMAD_(?:TOKEN_.|UPSTREAM_(?:ADDR|IP|PORT)_.|ENVOY_)/.test(name)) return known;
  if (name.startsWith("NOMAD_META_")) return { known: scope.meta.has(name.slice("NOMAD_META_".length)) };
  const prefix = portPrefixes.find((each) => name.startsWith(each));
  if (prefix === undefined) return { known: false };
  const label = name.slice(prefix.length);
  // Connect adds ports of its own for its proxies.
  return scope.labels.has(label) || (scope.connect && label.startsWith("connect")) ? known : { known: false, port: label };
}

/** Names to offer when one is misspelt. */
export function variableNames(scope: Scope): string[] {
  return [...fixed, ...[...scope.labels].flatMap((label) => ["PORT", "ADDR", "IP"].map((kind) => `NOMAD_${kind}_${label}`))];
}
