/**
 * What becomes of a group's data when its tasks restart, when its allocation is replaced, and when Nomad reschedules it. In: the group as
 * the server stores it. As seen on servers of 1.6 and 2.0: what belongs to an allocation is `alloc/` and each task's directory; a sticky or
 * migrating disk takes `alloc/data` and `local/` along, on updates and on rescheduling alike, and never to a canary.
 */
import type { Fields } from "../check/fill.ts";
import { duration } from "../diff/readable.ts";
import { many } from "../diff/words.ts";
import { blockIn, blocksIn, numberIn, textIn } from "../nomad/blocks.ts";
import type { Difference } from "../nomad/model.ts";
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";

/** A replacement of one that runs. `moved`: the job's datacenters or node pool change; then newer servers do not prefer the old node. */
export function replacementState(before: Fields | undefined, after: Fields | undefined, moved: boolean): string[] {
  const fresh = taskNames(after).filter((name) => !taskNames(before).includes(name));
  const added = keeps(after) && fresh.length > 0 ? [`${quoted(fresh)} had no directory before and starts from clean state.`] : [];
  return [keeps(after) ? `The data of its disk (alloc/data and local/) ${followed(after, moved)}.` : "It starts from clean state: its disk is not sticky.", ...added, ...volumes(after)];
}

function followed(group: Fields | undefined, moved: boolean): string {
  const here = `goes along if the replacement is placed on the same node${moved ? "" : ", which Nomad tries first"}`;
  return migrates(group) ? `${here}; from another node it is copied, if that node can be reached` : `${here}; on another node it starts from clean state`;
}

/** Allocations that are gone and not replaced. */
export function lostState(group: Fields | undefined, stopped: number): string[] {
  return [`The data of ${stopped === 1 ? "its disk" : "their disks"} is deleted when Nomad collects what stopped.`, ...volumes(group)];
}

/** What happens from now on when a template renders something else, of those whose change_mode is another or that are new. */
export function rerendered(differences: readonly Difference[], group: Fields | undefined): string[] {
  return differences.flatMap(({ pointer: [, , , task, list, template, field, ...rest], side }) => {
    if (side === "old" || list !== "Templates" || template === undefined || rest.length > 0 || !(field === undefined || field === "ChangeMode")) return [];
    const owner = blocksIn(group, "Tasks")[Number(task)];
    const found = blocksIn(owner, "Templates")[Number(template)];
    if (owner === undefined || found === undefined) return [];
    return [`When ${visible(textIn(found, "DestPath"))} renders something else later, ${visible(textIn(owner, "Name"))} ${onChange(found)}.`];
  });
}

/** In the words of what the task does. */
export function onChange(template: Fields): string {
  switch (textIn(template, "ChangeMode")) {
    case "noop": return "is left alone";
    case "signal": return `gets ${visible(textIn(template, "ChangeSignal")) || "a signal"}`;
    case "script": return "runs its script";
    default: return "restarts in place and keeps its state";
  }
}

/** After a failure: restarts first, then, if the policies say so, another allocation. */
export function afterFailure(group: Fields | undefined): string {
  const restarts = restartWords(group);
  if (blocksIn(group, "Tasks").every((task) => textIn(restartOf(task, group), "Mode") === "delay")) return `${restarts}; it is never rescheduled.`;
  if (!reschedules(group)) return `${restarts}; it is not rescheduled.`;
  const state = keeps(group) ? `takes its data along from the same node${migrates(group) ? ", or from another that can be reached" : ""}; else it starts from clean state` : "starts from clean state";
  return `${restarts}; then the allocation is rescheduled, and ${state}.`;
}

/** Tasks have policies of their own. */
function restartWords(group: Fields | undefined): string {
  const policies = new Map<string, string[]>();
  for (const task of blocksIn(group, "Tasks")) {
    const words = policyWords(restartOf(task, group));
    policies.set(words, [...(policies.get(words) ?? []), textIn(task, "Name")]);
  }
  const [only = "not"] = policies.keys();
  if (policies.size > 1) return `A task that fails is restarted in place with its state (${[...policies].map(([words, tasks]) => `${quoted(compactNames(tasks))}: ${words}`).join("; ")})`;
  return only === "not" ? "A task that fails is not restarted" : `A task that fails is restarted in place with its state (${only})`;
}

function restartOf(task: Fields, group: Fields | undefined): Fields | undefined {
  return blockIn(task, "RestartPolicy") ?? blockIn(group, "RestartPolicy");
}

function policyWords(policy: Fields | undefined): string {
  const attempts = numberIn(policy, "Attempts");
  const times = attempts === 0 ? "not" : `${many(attempts, "time")} in ${duration(numberIn(policy, "Interval"))}`;
  return textIn(policy, "Mode") === "delay" ? `${times}, then again after a pause` : times;
}

function reschedules(group: Fields | undefined): boolean {
  const policy = blockIn(group, "ReschedulePolicy");
  return policy?.["Unlimited"] === true || numberIn(policy, "Attempts") > 0;
}

/** The client moves the data of a disk that migrates, sticky or not. */
function keeps(group: Fields | undefined): boolean {
  return blockIn(group, "EphemeralDisk")?.["Sticky"] === true || migrates(group);
}

function migrates(group: Fields | undefined): boolean {
  return blockIn(group, "EphemeralDisk")?.["Migrate"] === true;
}

/** Volumes outlive allocations. */
function volumes(group: Fields | undefined): string[] {
  const mounted = new Set(blocksIn(group, "Tasks").flatMap((task) => blocksIn(task, "VolumeMounts").map((mount) => textIn(mount, "Volume"))));
  const all = Object.entries(blockIn(group, "Volumes") ?? {}).filter(([name]) => mounted.has(name));
  return all.length === 0 ? [] : [`What is on ${all.length === 1 ? "the volume" : "the volumes"} ${quoted(all.map(([name]) => name))} stays there.`];
}

function taskNames(group: Fields | undefined): string[] {
  return blocksIn(group, "Tasks").map((task) => textIn(task, "Name"));
}

function quoted(names: readonly string[]): string {
  return names.map(visible).join(", ");
}
