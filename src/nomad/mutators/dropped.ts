/** Blocks that the server takes and forgets, because what makes them one is missing. */
import { isFields, type Fields } from "../../check/fill.ts";
import { blockIn, eachBlock, listIn, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";

/** Volumes of an unknown type, mounts of no volume, a lifecycle without a hook, a schedule without a cron, a reschedule policy of zeros (which is how some servers print none). */
export function withoutDropped(group: Fields, { job }: StoredJob): Fields {
  return eachBlock(withoutUnknownVolumes(withoutZeroPolicy(group, job)), "Tasks", (task) => withoutEmpty(withoutEmpty(withoutEmptyMounts(task), "Lifecycle", "Hook"), "Schedule", "Cron"));
}

function withoutZeroPolicy(group: Fields, job: Fields): Fields {
  const policy = blockIn(group, "ReschedulePolicy");
  if (policy === undefined || !isZeros(policy) || !["system", "sysbatch"].includes(textIn(job, "Type"))) return group;
  const { ReschedulePolicy: _zeros, ...rest } = group;
  return rest;
}

/** A block that has fields, and nothing in any of them. */
export function isZeros(block: Fields): boolean {
  const values = Object.values(block);
  return values.length > 0 && values.every((value) => value === 0 || value === "" || value === false || value === null);
}

function withoutUnknownVolumes(group: Fields): Fields {
  const volumes = Object.entries(blockIn(group, "Volumes") ?? {});
  const known = volumes.filter(([, volume]) => isFields(volume) && ["host", "csi"].includes(textIn(volume, "Type")));
  if (known.length === volumes.length) return group;
  const { Volumes: _all, ...rest } = group;
  return known.length === 0 ? rest : { ...rest, Volumes: Object.fromEntries(known) };
}

function withoutEmptyMounts(task: Fields): Fields {
  const mounts = listIn(task, "VolumeMounts");
  const real = mounts.filter((mount) => !isFields(mount) || textIn(mount, "Volume") !== "");
  if (real.length === mounts.length) return task;
  const { VolumeMounts: _all, ...rest } = task;
  return real.length === 0 ? rest : { ...rest, VolumeMounts: real };
}

function withoutEmpty(task: Fields, name: string, needed: string): Fields {
  const block = blockIn(task, name);
  if (block === undefined || (block[needed] ?? "") !== "") return task;
  const { [name]: _empty, ...rest } = task;
  return rest;
}
