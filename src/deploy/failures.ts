/**
 * Why allocations are not healthy -> diagnostics at the lines of the tasks, templates and checks, each with the newest events and where to read on.
 * In: allocations with their task states. Asks for the checks of those that run; everything else is in the events. Same causes are told once.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { blockIn, blocksIn, textIn } from "../nomad/blocks.ts";
import { isFields } from "../check/fill.ts";
import type { Json } from "../text/json.ts";
import { compactNames } from "../text/compact-names.ts";
import { indexOf } from "./allocations.ts";
import type { Allocation, CheckStatus, TaskState } from "./api.ts";
import { dependencyWords, missingIn } from "./dependency.ts";
import type { DeployJob, Deployment } from "./model.ts";
import type { Nomad } from "./nomad.ts";
import { partOf, placeOf, type Part } from "./place.ts";

export interface FailureSite { readonly nomad: Nomad; readonly deployment: Deployment; readonly job: DeployJob }

/** One thing that is wrong with one allocation. */
interface Failure {
  readonly allocation: Allocation;
  readonly task: string | undefined;
  /** Failures of the same key are told once. */
  readonly key: string;
  readonly tell: (who: string, read: string) => Diagnostic;
}

/** Allocations looked into, and diagnostics, at most. */
const MOST_LOOKED = 50;
const MOST_TOLD = 8;
const MOST_EVENTS = 5;

export async function failuresOf(site: FailureSite, allocations: readonly Allocation[]): Promise<Diagnostic[]> {
  const bad = allocations.filter((one) => one.DesiredStatus === "run" && one.DeploymentStatus?.Healthy !== true && one.ClientStatus !== "complete").sort((a, b) => (a.Name < b.Name ? -1 : 1));
  const families = new Map<string, Failure[]>();
  for (const allocation of bad.slice(0, MOST_LOOKED)) {
    for (const failure of await failuresIn(site, allocation)) families.set(failure.key, [...(families.get(failure.key) ?? []), failure]);
  }
  return [...families.values()].slice(0, MOST_TOLD).map((family) => {
    const first = family[0]!;
    const who = compactNames([...new Set(family.map(({ allocation }) => memberOf(site, allocation)))]).join(", ");
    return first.tell(who, logsOf(site, first));
  });
}

async function failuresIn(site: FailureSite, allocation: Allocation): Promise<Failure[]> {
  const tasks = Object.entries(allocation.TaskStates ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  const failed = tasks.filter(([, state]) => state.Failed || waitsFor(state) !== undefined || (state.State !== "running" && isStuck(state)));
  // A task that another one took down, or that waits for it, is no cause of its own.
  const causes = failed.filter(([, state]) => !(state.Events ?? []).some(({ Type }) => Type === "Sibling Task Failed"));
  if (causes.length > 0) return causes.map(([task, state]) => taskFailure(site, allocation, { task, state }));
  const checks = allocation.ClientStatus === "running" ? await failingChecks(site, allocation) : [];
  if (checks.length > 0) return checks.map((check) => checkFailure(site, allocation, check));
  return [unexplained(site, allocation)];
}

interface TaskAt { readonly task: string; readonly state: TaskState }

function taskFailure(site: FailureSite, allocation: Allocation, { task, state }: TaskAt): Failure {
  const at = { job: site.job.id, group: allocation.TaskGroup, task };
  const waits = waitsFor(state);
  if (waits !== undefined) {
    const span = placeOf(site.deployment, templateOf(site.deployment, at, waits));
    return { allocation, task, key: JSON.stringify([allocation.TaskGroup, task, waits]), tell: (who) => diagnose("template-waits", { who, task, missing: waits.map(dependencyWords), advice: adviceFor(waits[0] ?? "", site.deployment) }, span) };
  }
  const [what, field] = causeOf(state);
  const span = placeOf(site.deployment, { ...at, field: field[0] === "Config" ? programField(partOf(site.deployment, at)) : field });
  return { allocation, task, key: JSON.stringify([allocation.TaskGroup, task, what]), tell: (who, read) => diagnose("task-failed", { who, task, what, events: eventLines(state) }, span, { notes: [read] }) };
}

/** Drivers name what they run in one of these. */
function programField(task: Json | undefined): readonly string[] {
  const config = isFields(task) ? blockIn(task, "Config") : undefined;
  const name = ["command", "image"].find((candidate) => textIn(config, candidate) !== "");
  return name === undefined ? ["Config"] : ["Config", name];
}

/** What a template cannot render without, by consul-template's names: `nomad.var.block(nomad/jobs/x@default.global)`. */
function waitsFor({ State, Events }: TaskState): string[] | undefined {
  const event = (Events ?? []).filter(({ Type }) => Type === "Template").at(-1);
  return State === "pending" ? missingIn(event?.DisplayMessage ?? "") : undefined;
}

/** The template in whose text the path stands. */
function templateOf(deployment: Deployment, at: Part, missing: readonly string[]): Part {
  const task = partOf(deployment, at);
  const paths = missing.map((dependency) => /\(([^@|)]*)/.exec(dependency)?.[1] ?? dependency);
  const index = isFields(task) ? blocksIn(task, "Templates").findIndex((template) => paths.some((path) => textIn(template, "EmbeddedTmpl").includes(path))) : -1;
  return index < 0 ? at : { ...at, field: ["Templates", index, "EmbeddedTmpl"] };
}

function adviceFor(dependency: string, { file }: Deployment): string {
  if (dependency.startsWith("nomad.var")) return `Nobody wrote that Nomad variable, or the task may not read it: \`mantisc keys ${file}\` writes the network's own. Once it is there the task starts by itself.`;
  if (dependency.startsWith("vault.")) return `Vault has nothing there, or the task's policy does not let it read: \`mantisc keys ${file}\` writes the network's own secrets. Once it is there the task starts by itself.`;
  if (/^(health|catalog|nomad)\.service/.test(dependency)) return `No healthy instance of that service is registered: \`mantisc status ${file}\` shows what runs. Once there is one the task starts by itself.`;
  return "Once it is there the task starts by itself.";
}

/** A pending or dead task whose newest event is not one of an ordinary start. */
function isStuck({ State, Events }: TaskState): boolean {
  return State !== "running" && (Events ?? []).some(({ Type }) => CAUSES.has(Type));
}

/** Events that say why, by what to look at. */
const CAUSES: ReadonlyMap<string, readonly string[]> = new Map([
  ["Driver Failure", ["Config"]], ["Failed Validation", ["Config"]], ["Setup Failure", []], ["Task hook failed", []], ["Failed Artifact Download", ["Artifacts"]], ["Failed", []], ["Terminated", ["Config"]], ["Template", ["Templates"]], ["Killing", []],
]);

/** In a few words, and which field of the task is to blame. */
function causeOf({ Events }: TaskState): [string, readonly string[]] {
  const event = [...(Events ?? [])].reverse().find(({ Type }) => CAUSES.has(Type));
  const field = CAUSES.get(event?.Type ?? "") ?? [];
  const text = event?.DisplayMessage ?? "Nomad says nothing";
  if (event?.Type === "Terminated") return [endWords(text), field];
  if (event?.Type === "Driver Failure") return [`does not start: ${text.replace(/^.*desc = /s, "")}`, field];
  return [`does not start: ${text}`, field];
}

/** `Exit Code: 137, Signal: 9, Exit Message: "OOM Killed"`. */
function endWords(text: string): string {
  if (/OOM Killed/i.test(text)) return "used more memory than it has, and was killed";
  const code = /Exit Code: (\d+)/.exec(text)?.[1];
  const signal = /Signal: (\d+)/.exec(text)?.[1];
  const message = /Exit Message: "(.*)"/s.exec(text)?.[1];
  return `${code === undefined ? `ended: ${text}` : code === "127" ? "ended with exit code 127: its command does not exist" : `ended with exit code ${code}`}${signal === undefined || signal === "0" ? "" : ` after the signal ${signal}`}${message === undefined ? "" : ` (${message})`}`;
}

function eventLines({ Events, Restarts }: TaskState): string {
  const newest = (Events ?? []).slice(-MOST_EVENTS).map(({ Type, DisplayMessage }) => `${Type}: ${DisplayMessage}`);
  return `${Restarts === 0 ? "" : `It was restarted ${Restarts === 1 ? "once" : `${Restarts} times`}. `}Its newest events: ${newest.join(" / ")}`;
}

/** Of services that Nomad itself registers; Consul's are in Consul. */
async function failingChecks({ nomad }: FailureSite, { ID }: Allocation): Promise<CheckStatus[]> {
  const found = await nomad.find<Record<string, CheckStatus> | null>(`/v1/client/allocation/${ID}/checks`);
  return Object.values(found?.value ?? {}).filter(({ Mode, Status }) => Mode === "healthiness" && Status === "failure").sort((a, b) => (a.Check < b.Check ? -1 : 1));
}

/** Whether one of those that run is not well. */
export async function anyCheckFails(site: FailureSite, allocations: readonly Allocation[]): Promise<boolean> {
  for (const allocation of allocations.slice(0, MOST_LOOKED)) if (allocation.ClientStatus === "running" && (await failingChecks(site, allocation)).length > 0) return true;
  return false;
}

function checkFailure(site: FailureSite, allocation: Allocation, check: CheckStatus): Failure {
  const { TaskGroup } = allocation;
  const span = placeOf(site.deployment, checkPart(site, TaskGroup, check));
  const output = check.Output.replace(/^nomad: /, "");
  return {
    allocation, task: undefined, key: JSON.stringify([TaskGroup, check.Service, check.Check]),
    tell: (who, read) => diagnose("check-fails", { who, service: check.Service, output }, span, { notes: [read] }),
  };
}

function checkPart({ deployment, job }: FailureSite, group: string, { Service, Check }: CheckStatus): Part {
  const owners: Part[] = [{ job: job.id, group }];
  const block = partOf(deployment, owners[0]!);
  if (isFields(block)) for (const task of blocksIn(block, "Tasks")) owners.push({ job: job.id, group, task: textIn(task, "Name") });
  for (const owner of owners) {
    const services = blocksIn(fieldsOf(partOf(deployment, owner)), "Services");
    const index = services.findIndex((service) => textIn(service, "Name") === Service);
    if (index < 0) continue;
    const checks = blocksIn(services[index], "Checks");
    const at = checks.findIndex((check) => textIn(check, "Name") === Check);
    // A check without a name got one from Nomad.
    const place = at >= 0 ? at : checks.length === 1 ? 0 : -1;
    return { ...owner, field: ["Services", index, ...(place < 0 ? [] : ["Checks", place])] };
  }
  return owners[0]!;
}

function fieldsOf(value: Json | undefined) {
  return isFields(value) ? value : undefined;
}

/** It runs, and was not healthy in time. */
function unexplained(site: FailureSite, allocation: Allocation): Failure {
  const { TaskGroup, TaskStates, ClientStatus, ClientDescription, NodeName } = allocation;
  const events = Object.values(TaskStates ?? {}).flatMap(({ Events }) => Events ?? []);
  const last = events.filter(({ Type }) => Type === "Alloc Unhealthy").at(-1) ?? events.at(-1);
  const reason = last?.DisplayMessage ?? (ClientDescription || `${ClientStatus} on ${NodeName}`);
  const span = placeOf(site.deployment, { job: site.job.id, group: TaskGroup });
  return { allocation, task: undefined, key: JSON.stringify([TaskGroup, reason]), tell: (who, read) => diagnose("not-healthy", { who, state: ClientStatus, reason }, span, { notes: [read] }) };
}

/** The member, or Nomad's name where the network has none for it. */
function memberOf({ deployment, job }: FailureSite, allocation: Allocation): string {
  const index = indexOf(allocation);
  return deployment.members.find((member) => member.job === job.id && member.group === allocation.TaskGroup && member.index === index)?.name ?? allocation.Name;
}

function logsOf({ deployment, job }: FailureSite, { allocation, task }: Failure): string {
  const index = indexOf(allocation);
  const member = deployment.members.find((one) => one.job === job.id && one.group === allocation.TaskGroup && one.index === index);
  const name = task ?? member?.task ?? Object.keys(allocation.TaskStates ?? {})[0];
  if (member === undefined) return `Its log: \`nomad alloc logs -namespace ${deployment.namespace} -stderr -tail -n 50 ${allocation.ID.slice(0, 8)}${name === undefined ? "" : ` ${name}`}\``;
  return `Its log: \`mantisc logs ${deployment.file} ${member.name} --stderr --tail 50${name === undefined || name === member.task ? "" : ` --task ${name}`}\``;
}

/** By group: what keeps its allocations, in a few words. */
export function allocationNotes(allocations: readonly Allocation[]): Map<string, string> {
  const notes = new Map<string, string>();
  for (const { TaskGroup, TaskStates, DesiredStatus } of allocations) {
    if (DesiredStatus !== "run") continue;
    for (const [task, state] of Object.entries(TaskStates ?? {})) {
      const missing = waitsFor(state);
      if (missing !== undefined) notes.set(TaskGroup, `${task} waits for ${dependencyWords(missing[0]!)}${missing.length > 1 ? ` and ${missing.length - 1} more` : ""}`);
      else if (state.Failed) notes.set(TaskGroup, `${task} ${causeOf(state)[0]}`);
      else if (state.Restarts > 0) notes.set(TaskGroup, `${task} was restarted ${state.Restarts === 1 ? "once" : `${state.Restarts} times`}`);
    }
  }
  return notes;
}
