/**
 * What finds a member's log in Loki, read off its payload: docker's journald and loki log drivers, or a task of the group that pushes to Loki and
 * says with which labels. Where no job says how its log gets there, nothing is guessed.
 */
import type { Fields } from "../check/fill.ts";
import { blockIn, blocksIn, textIn } from "../nomad/blocks.ts";
import { tasksIn } from "./blocks.ts";
import type { DeployMember } from "./model.ts";

/** `{syslog_identifier="mantis-1"}`. */
export function lokiQuery(job: Fields, member: DeployMember, namespace: string): string | undefined {
  const tasks = tasksIn(job, member.group);
  const known = knownAbout(member, namespace);
  const own = tasks.find((task) => textIn(task, "Name") === member.task);
  const labels = (own === undefined ? undefined : dockerLabels(own, known)) ?? pushedLabels(tasks, known);
  return labels === undefined ? undefined : `{${labels.map(({ name, value, pattern }) => `${name}${pattern ? "=~" : "="}${JSON.stringify(value)}`).join(", ")}}`;
}

interface Label { readonly name: string; readonly value: string; readonly pattern: boolean }

function knownAbout({ job, group, index, task }: DeployMember, namespace: string): ReadonlyMap<string, string> {
  return new Map([["NAMESPACE", namespace], ["JOB_ID", job], ["JOB_NAME", job], ["GROUP_NAME", group], ["ALLOC_INDEX", String(index)], ["ALLOC_NAME", `${job}.${group}[${index}]`], ["TASK_NAME", task]]);
}

/** journald: the tag is the syslog identifier, and what promtail maps of the container's labels is its namespace. */
function dockerLabels(task: Fields, known: ReadonlyMap<string, string>): Label[] | undefined {
  const config = blockIn(task, "Config");
  const logging = blocksIn(config, "logging")[0] ?? blockIn(config, "logging");
  const options = blocksIn(logging, "config")[0] ?? blockIn(logging, "config");
  const type = textIn(logging, "type") || textIn(logging, "driver");
  if (type === "loki") return textIn(options, "loki-external-labels").split(",").map((pair) => pair.split("=")).flatMap(([name, value]) => (name && value ? [filled(name, value, known)] : []));
  const tag = textIn(options, "tag");
  if (type !== "journald" || tag === "" || tag.includes("{{")) return undefined;
  const container = blocksIn(config, "labels")[0] ?? blockIn(config, "labels");
  const namespace = textIn(options, "labels").split(",").includes("namespace") ? textIn(container, "namespace") : "";
  return [...(namespace === "" ? [] : [filled("namespace", namespace, known)]), filled("syslog_identifier", tag, known)];
}

/** A template that names Loki's door: its labels that hold what Nomad tells a task. The shipper's own task name is nobody else's. */
function pushedLabels(tasks: readonly Fields[], known: ReadonlyMap<string, string>): Label[] | undefined {
  const shipper = tasks.flatMap((task) => blocksIn(task, "Templates")).map((template) => textIn(template, "EmbeddedTmpl")).find((text) => text.includes("/loki/api/v1/push"));
  const labels = [...(shipper ?? "").matchAll(/(\w+)["']?\s*:\s*["']?\{\{-?\s*env\s+["`]NOMAD_(NAMESPACE|JOB_ID|JOB_NAME|GROUP_NAME|ALLOC_INDEX|ALLOC_NAME)["`]\s*-?\}\}/g)];
  return labels.length === 0 ? undefined : labels.map(([, name, variable]) => ({ name: name!, value: known.get(variable!)!, pattern: false }));
}

/** `${NOMAD_GROUP_NAME}` is known; what only a running allocation knows matches anything. */
function filled(name: string, value: string, known: ReadonlyMap<string, string>): Label {
  const parts = value.split(/(\$\{[^}]*\})/).map((part) => ({ part, known: part.startsWith("${") ? known.get(part.slice("${NOMAD_".length, -1)) : part }));
  const pattern = parts.some((one) => one.known === undefined);
  return { name, pattern, value: parts.map((one) => (one.known === undefined ? ".*" : pattern ? one.known.replace(/[.*+?^${}()|[\]\\]/g, "\\$&") : one.known)).join("") };
}
