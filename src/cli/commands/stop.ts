/** `stop`: jobs of a network end, those first that look others up; what is lost is said before. */
import { deregister, planStop, untilGone, type StopPlan, type Stopping } from "../../deploy/stop.ts";
import { many } from "../../diff/words.ts";
import { compactNames } from "../../text/compact-names.ts";
import type { Arguments } from "../arguments.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("stop", args, world, async (site) => {
    const plan = await planStop(site.nomad, site.deployment, site.names, args.has("purge"));
    world.out.write(preview(plan, site));
    if (plan.stopping.length === 0) return exitCodes.ok;
    if (!(await confirmed(args, world, `${args.has("purge") ? "Stop and forget" : "Stop"} ${many(plan.stopping.length, "job")}?`))) return declined(world);
    return interruptible(world, (signal) => stopAll(plan, site, signal));
  });
}

export function preview({ stopping, absent, stopped, dependents }: StopPlan, { args, deployment, nomad }: Site): string {
  const lines: string[] = [];
  if (absent.length > 0) lines.push(`Not registered: ${absent.join(", ")}.`);
  if (stopped.length > 0) lines.push(`Stopped already: ${stopped.join(", ")}.`);
  if (stopping.length === 0) return [...lines, "Nothing to stop.", ""].join("\n");
  lines.push(`At ${nomad.options.address}, in the namespace ${deployment.namespace}, these would stop, in this order:`);
  lines.push(columns(stopping.map((item) => ["", ...rowOf(item)])).trimEnd());
  lines.push(...losses(stopping));
  if (args.has("purge")) lines.push("Their versions and their history are forgotten (--purge): nothing can be reverted to.");
  if (dependents.length > 0) lines.push(`What goes on and looks them up: ${dependents.join(", ")}.`);
  return `${lines.join("\n")}\n`;
}

function rowOf({ id, job, launch, registered, allocations }: Stopping): string[] {
  const what = allocations.length === 0 ? "nothing runs" : many(allocations.length, "allocation");
  const note = launch ? `a launch of ${job.id}, which would run on` : registered.Stop ? "stopped before" : job.periodic ? "no more launches" : members(job, allocations);
  return [id, what, note];
}

/** Members by their names, where the file has them: a job that was scaled up has more. */
function members({ groups }: Stopping["job"], allocations: Stopping["allocations"]): string {
  const names = allocations.map(({ Name, TaskGroup }) => groups.find(({ name }) => name === TaskGroup)?.members[Number(/\[(\d+)\]$/.exec(Name)?.[1])] ?? Name);
  return compactNames(names.sort()).join(", ");
}

function losses(stopping: readonly Stopping[]): string[] {
  const count = stopping.reduce((sum, { allocations }) => sum + allocations.length, 0);
  const disk = stopping.reduce((sum, { diskMB }) => sum + diskMB, 0);
  const volumes = [...new Set(stopping.flatMap((item) => item.volumes))];
  return [
    ...(count === 0 ? [] : [`What the ephemeral disks of ${many(count, "allocation")} hold is lost (up to ${sizeOf(disk)}): what runs next starts clean.`]),
    ...(volumes.length === 0 ? [] : [`Volumes stay: ${volumes.join(", ")}.`]),
  ];
}

function sizeOf(megabytes: number): string {
  return megabytes < 1024 ? `${megabytes} MiB` : `${(megabytes / 1024).toFixed(1)} GiB`;
}

/** One job after the other, so that nothing looks up what is gone already. */
export async function stopAll({ stopping }: StopPlan, { args, world, nomad, deployment }: Site, signal: AbortSignal): Promise<number> {
  let code: number = exitCodes.ok;
  for (const [i, item] of stopping.entries()) {
    await deregister(nomad, item.id, args.has("purge"));
    world.out.write(`${item.id}: stopping\n`);
    const left = await untilGone(nomad, item, signal);
    if (signal.aborted) {
      const rest = stopping.slice(i + 1).map(({ id }) => id);
      world.err.write(`Interrupted: ${item.id} goes on stopping${rest.length === 0 ? "" : `; not stopped: ${rest.join(", ")}`}. \`mantisc status ${deployment.file}\` shows where things stand.\n`);
      return exitCodes.error;
    }
    world.out.write(left.length === 0 ? `${item.id}: stopped\n` : `${item.id}: ${many(left.length, "allocation")} still not ended (${left.map(({ NodeName }) => NodeName).join(", ")})\n`);
    if (left.length > 0) code = exitCodes.error;
  }
  return code;
}
