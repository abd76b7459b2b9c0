/** `passive=5` -> the group and its new count, as far as the network alone can say. Asks no server. */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "./failed.ts";
import type { DeployGroup, DeployJob, Deployment } from "./model.ts";
import { select } from "./selection.ts";

export interface ScaleTarget { readonly job: DeployJob; readonly group: DeployGroup; readonly count: number }

/** A name is that of a group, or of a set that is one group. What only the file can change fails, with its place. */
export function scaleTargets(deployment: Deployment, words: readonly string[]): ScaleTarget[] {
  if (words.length === 0) throw badCount(deployment, "");
  return words.flatMap((word) => targetsOf(deployment, word));
}

function targetsOf(deployment: Deployment, word: string): ScaleTarget[] {
  const [, name, count] = /^(.+)=(\d{1,6})$/.exec(word) ?? [];
  if (name === undefined) throw badCount(deployment, word);
  const found = deployment.jobs.flatMap((job) => job.groups.filter((group) => group.name === name || group.set === name).map((group) => ({ job, group, count: Number(count) })));
  if (found.length === 0) throw new Failed(noGroup(deployment, name));
  for (const target of found) refuseIfFixed(target, name, deployment);
  return found;
}

function badCount({ file, jobs }: Deployment, word: string): Failed {
  const groups = jobs.flatMap((job) => job.groups);
  const { name, count } = groups.find(({ form }) => form === "count") ?? groups[0] ?? { name: "NAME", count: 1 };
  return new Failed(diagnose("bad-count", { word, example: `${name}=${count + 1}`, file }));
}

function noGroup(deployment: Deployment, name: string) {
  const groups = select(deployment, [name]).flatMap((selected) => selected.groups);
  const whole = deployment.jobs.some(({ id, label }) => id === name || label === name);
  return diagnose("not-a-group", { name, what: whole ? "job" : "member", groups: groups.map((group) => group.name), count: whole ? 1 : groups[0]!.count - 1, file: deployment.file }, groups[0]?.span);
}

/** A member of its own has a name, a host name and numbers of its own: the file makes those. It may be away and come back. */
function refuseIfFixed({ job, group, count }: ScaleTarget, name: string, { file }: Deployment): void {
  if (job.type === "system" || job.type === "sysbatch") throw new Failed(diagnose("system-scale", { job: job.label, type: job.type }, group.span));
  const alone = group.form === "one" || (group.form === "range" && name === group.name);
  if (group.form === "count" || (alone && count <= group.count)) return;
  throw new Failed(diagnose("count-in-file", { name, form: group.form === "range" ? "range" : "one", group: group.name, file }, group.span));
}
