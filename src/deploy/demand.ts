/** What one allocation of a group asks a node for. In: a job as the server stores it. */
import type { Fields } from "../check/fill.ts";
import { blockIn, blocksIn, listIn, numberIn, textIn } from "../nomad/blocks.ts";
import type { AllocatedResources } from "./api.ts";

/** MHz, cores, MB. */
export interface Amounts { readonly cpu: number; readonly cores: number; readonly memory: number; readonly disk: number }

export interface Demand extends Amounts {
  readonly job: string;
  readonly type: string;
  readonly group: string;
  readonly count: number;
  readonly datacenters: readonly string[];
  /** `all` and "" are any. */
  readonly pool: string;
  readonly constraints: readonly Fields[];
  /** Those of the job: what they say of distinct nodes is about all of its groups. */
  readonly jobConstraints: readonly Fields[];
  readonly drivers: readonly string[];
  /** `host`, `bridge`, `cni/…`; undefined: no network. */
  readonly network?: string;
  readonly staticPorts: readonly number[];
  readonly dynamicPorts: number;
  readonly hostVolumes: readonly string[];
  /** What it asks for that cannot be told here. */
  readonly unknown: readonly string[];
}

export function demandsOf(job: Fields): Demand[] {
  return blocksIn(job, "TaskGroups").map((group) => demandOf(job, group));
}

function demandOf(job: Fields, group: Fields): Demand {
  const tasks = blocksIn(group, "Tasks");
  const network = blocksIn(group, "Networks")[0];
  const mode = network === undefined ? undefined : textIn(network, "Mode") || "host";
  const volumes = Object.values(blockIn(group, "Volumes") ?? {}).map((volume) => volume as Fields);
  return {
    ...peak(tasks.map(taskAmounts)), disk: numberIn(blockIn(group, "EphemeralDisk"), "SizeMB"),
    job: textIn(job, "ID"), type: textIn(job, "Type"), group: textIn(group, "Name"), count: numberIn(group, "Count"),
    datacenters: listIn(job, "Datacenters").map(String), pool: textIn(job, "NodePool"),
    constraints: [group, ...tasks].flatMap((owner) => blocksIn(owner, "Constraints")), jobConstraints: blocksIn(job, "Constraints"),
    drivers: [...new Set(tasks.map((task) => textIn(task, "Driver")))],
    ...(mode === undefined || mode === "none" ? {} : { network: mode }),
    staticPorts: blocksIn(network, "ReservedPorts").map((port) => numberIn(port, "Value")), dynamicPorts: blocksIn(network, "DynamicPorts").length,
    hostVolumes: volumes.filter((volume) => textIn(volume, "Type") === "host").map((volume) => textIn(volume, "Source")),
    unknown: [
      ...(volumes.some((volume) => textIn(volume, "Type") === "csi") ? ["CSI volumes"] : []),
      ...(tasks.some((task) => blocksIn(blockIn(task, "Resources"), "Devices").length > 0) ? ["devices"] : []),
    ],
  };
}

interface TaskAmounts extends Omit<Amounts, "disk"> { readonly phase: "prestart" | "sidecar" | "main" | "poststop" }

function taskAmounts(task: Fields): TaskAmounts {
  const [resources, lifecycle] = [blockIn(task, "Resources"), blockIn(task, "Lifecycle")];
  return { cpu: numberIn(resources, "CPU"), cores: numberIn(resources, "Cores"), memory: numberIn(resources, "MemoryMB"), phase: phaseOf(textIn(lifecycle, "Hook"), lifecycle?.["Sidecar"] === true) };
}

function phaseOf(hook: string, sidecar: boolean): TaskAmounts["phase"] {
  if (hook === "prestart") return sidecar ? "sidecar" : "prestart";
  return hook === "poststop" ? "poststop" : "main";
}

/**
 * Mirrors AllocatedResources.Comparable: tasks that never run together share what they ask for. Starting (prestart tasks and sidecars), running
 * (main tasks and sidecars) and ending (poststop tasks) are looked at one by one; cores belong to their tasks all the time.
 */
function peak(tasks: readonly TaskAmounts[]): Omit<Amounts, "disk"> {
  const of = (name: "cpu" | "cores" | "memory", phases: readonly TaskAmounts["phase"][]) => tasks.filter(({ phase }) => phases.includes(phase)).reduce((sum, task) => sum + task[name], 0);
  const most = (name: "cpu" | "memory") => Math.max(of(name, ["main", "sidecar"]), of(name, ["prestart", "sidecar"]), of(name, ["poststop"]));
  return { cpu: most("cpu"), cores: of("cores", ["prestart", "sidecar", "main", "poststop"]), memory: most("memory") };
}

/** The same of an allocation that a node has already. */
export function usedBy({ Tasks, TaskLifecycles, Shared }: AllocatedResources): Amounts {
  const tasks = Object.entries(Tasks).map(([name, { Cpu, Memory }]): TaskAmounts => {
    const lifecycle = TaskLifecycles?.[name];
    return { cpu: Cpu.CpuShares, cores: Cpu.ReservedCores?.length ?? 0, memory: Memory.MemoryMB, phase: phaseOf(lifecycle?.Hook ?? "", lifecycle?.Sidecar === true) };
  });
  return { ...peak(tasks), disk: Shared.DiskMB };
}
