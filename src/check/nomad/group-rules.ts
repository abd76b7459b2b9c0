/** Rules about a group: its tasks' names, disk, disconnection, scaling. Mirrors TaskGroup.Validate. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { repeated, type Block, type GroupFacts } from "./block.ts";

export function groupRules({ group }: GroupFacts): Diagnostic[] {
  return [...tasks(group), ...disconnect(group), ...scaling(group), ...group.blocks("Tasks").flatMap((task) => logs(group, task))];
}

function tasks(group: Block): Diagnostic[] {
  const all = group.blocks("Tasks");
  const result = repeated(all, (task) => task.str("Name") || undefined).map(({ first, again }) =>
    diagnose("task-twice", { name: again.str("Name") }, again.span("Name"), { related: [{ span: first.span("Name"), text: "the other one" }] }));
  const [first, second] = all.filter((task) => task.flag("Leader"));
  if (first !== undefined && second !== undefined) {
    result.push(diagnose("leader-twice", {}, second.span("Leader"), { related: [{ span: first.span("Leader"), text: "the other leader" }] }));
  }
  if (all.length > 0 && all.every((task) => task.block("Lifecycle") !== undefined)) result.push(diagnose("main-task-missing", {}, group.span("Tasks")));
  return result;
}

function disconnect(group: Block): Diagnostic[] {
  const block = group.block("Disconnect");
  if (block === undefined || block.num("StopOnClientAfter") === undefined || block.count("LostAfter") === 0) return [];
  return [diagnose("disconnect-both", {}, block.span("StopOnClientAfter"), { related: [{ span: block.span("LostAfter"), text: "set here too" }] })];
}

function scaling(group: Block): Diagnostic[] {
  const block = group.block("Scaling");
  const max = block?.num("Max");
  if (block === undefined || max === undefined) return [];
  const min = block.count("Min");
  const count = group.count("Count");
  if (min <= count && count <= max) return [];
  const name = min > max || count > max ? "Max" : "Min";
  return [diagnose("scaling-bounds", { min, count, max }, block.span(name), { related: [{ span: group.span("Count"), text: `the count is ${count}` }] })];
}

function logs(group: Block, task: Block): Diagnostic[] {
  const config = task.block("LogConfig");
  const disk = group.block("EphemeralDisk");
  if (config === undefined || disk === undefined || config.flag("Disabled")) return [];
  const size = config.count("MaxFiles") * config.count("MaxFileSizeMB");
  const space = disk.count("SizeMB");
  if (size < space || size === 0 || space < 10) return [];
  const here = config.node === undefined ? disk.span("SizeMB") : config.span("MaxFileSizeMB");
  const related = [{ span: disk.span("SizeMB"), text: "the group's disk" }];
  return [diagnose("disk-logs", { logs: `${size}MiB`, disk: `${space}MiB`, task: task.str("Name") }, here, { related })];
}
