/** Blocks that the server takes and forgets, because what makes them one is missing. */
import { isFields, type Fields } from "../../check/fill.ts";
import { blockIn, eachBlock, listIn, textIn } from "../blocks.ts";

/** Volumes of an unknown type, mounts of no volume, a lifecycle without a hook, a schedule without a cron. */
export function withoutDropped(group: Fields): Fields {
  return eachBlock(withoutUnknownVolumes(group), "Tasks", (task) => withoutEmpty(withoutEmpty(withoutEmptyMounts(task), "Lifecycle", "Hook"), "Schedule", "Cron"));
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
