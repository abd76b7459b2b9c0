/** Rules about a task itself: name, end, resources, actions, identities, secrets, volume mounts. Mirrors Task.Validate. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { closest } from "../../diagnostics/did-you-mean.ts";
import { duration } from "../quantity.ts";
import { atLeast } from "../version.ts";
import { repeated, type Block, type TaskFacts } from "./block.ts";

export function taskRules(facts: TaskFacts): Diagnostic[] {
  const { task } = facts;
  return [...name(facts), ...killTimeout(facts), ...resources(facts), ...actions(task), ...identities(task), ...secrets(task), ...mounts(facts), ...csi(task), ...vault(facts)];
}

function name({ task, target }: TaskFacts): Diagnostic[] {
  const name = task.str("Name");
  if (/[/\\\0]/.test(name)) return [diagnose("task-name", { name, why: "It names a directory: no slashes and no NUL." }, task.span("Name"))];
  if (name !== "alloc" || !atLeast(target, "1.11")) return [];
  return [diagnose("task-name", { name, why: "`alloc` is the directory that the tasks of a group share." }, task.span("Name"))];
}

function killTimeout({ task, group, job, type, target }: TaskFacts): Diagnostic[] {
  const progress = group.block("Update", job.block("Update"));
  const deadline = progress?.count("ProgressDeadline") ?? 0;
  const timeout = task.count("KillTimeout");
  if (type !== "service" || progress === undefined || timeout <= deadline || deadline === 0 || !atLeast(target, "1.6")) return [];
  const related = [{ span: progress.span("ProgressDeadline"), text: `the progress deadline is ${duration(deadline)}` }];
  return [diagnose("kill-timeout", { timeout: duration(timeout), progress: duration(deadline) }, task.span("KillTimeout"), { related })];
}

function resources({ task, target }: TaskFacts): Diagnostic[] {
  const block = task.block("Resources");
  if (block === undefined) return [];
  const result: Diagnostic[] = [];
  const [cpu, cores, memory] = [block.count("CPU"), block.count("Cores"), block.count("MemoryMB")];
  if (cpu > 0 && cores > 0) result.push(diagnose("cpu-and-cores", {}, block.span("Cores"), { related: [{ span: block.span("CPU"), text: "and `cpu` here" }] }));
  if (cpu < 1 && cores === 0) result.push(diagnose("cpu-missing", { value: cpu }, block.span("CPU")));
  const related = [{ span: block.span("MemoryMB"), text: `\`memory\` is ${memory}MiB` }];
  const max = block.count("MemoryMaxMB");
  // -1, no limit at all, came after 1.6.
  if ((max > 0 || (max === -1 && !atLeast(target, "1.7"))) && max < memory) result.push(diagnose("memory-max", { max: max < 0 ? String(max) : `${max}MiB`, memory: `${memory}MiB` }, block.span("MemoryMaxMB"), { related }));
  const own = block.count("SecretsMB");
  if (own > memory) result.push(diagnose("secrets-size", { secrets: `${own}MiB`, memory: `${memory}MiB` }, block.span("SecretsMB"), { related }));
  return result;
}

function actions(task: Block): Diagnostic[] {
  return repeated(task.blocks("Actions"), (action) => action.str("Name") || undefined).map(({ first, again }) =>
    diagnose("action-twice", { name: again.str("Name") }, again.span("Name"), { related: [{ span: first.span("Name"), text: "the other one" }] }));
}

function identities(task: Block): Diagnostic[] {
  const all = [...task.blocks("Identities"), ...[task.block("Identity")].filter((block): block is Block => block?.node !== undefined)];
  const nameOf = (identity: Block) => identity.str("Name") || "default";
  const result = repeated(all, nameOf).map(({ first, again }) =>
    diagnose("identity-twice", { name: nameOf(again) }, again.span("Name"), { related: [{ span: first.span("Name"), text: "the other one" }] }));
  for (const identity of all) result.push(...oneIdentity(identity, nameOf(identity)));
  return result;
}

function oneIdentity(identity: Block, name: string): Diagnostic[] {
  const result: Diagnostic[] = [];
  const what = `identity \`${name}\``;
  const [mode, signal] = [identity.str("ChangeMode"), identity.str("ChangeSignal")];
  if (mode === "signal" && signal === "") result.push(diagnose("signal-missing", { what }, identity.span("ChangeMode")));
  if (mode !== "signal" && signal !== "") result.push(diagnose("signal-unused", { what }, identity.span("ChangeSignal")));
  if (name === "default" && identity.count("TTL") > 0) result.push(diagnose("identity-default", {}, identity.span("TTL")));
  if (identity.str("Filepath") !== "" && !identity.flag("File")) result.push(diagnose("identity-file", {}, identity.span("Filepath")));
  return result;
}

const builtIn = ["nomad", "vault"];

function secrets(task: Block): Diagnostic[] {
  const all = task.blocks("Secrets");
  const refuse = (secret: Block, why: string, field: string) => diagnose("secret-block", { name: secret.str("Name"), why }, secret.span(field));
  const result = repeated(all, (secret) => secret.str("Name") || undefined).map(({ again }) => refuse(again, "Another secret of this task has the same name.", "Name"));
  for (const secret of all) {
    const provider = secret.str("Provider");
    if (provider === "vault" && task.block("Vault") === undefined) result.push(refuse(secret, "The provider vault needs a `vault` block in the task.", "Provider"));
    if (builtIn.includes(provider) && secret.block("Env") !== undefined) result.push(refuse(secret, "`env` is for custom providers.", "Env"));
    if (provider !== "" && !builtIn.includes(provider) && secret.block("Config") !== undefined) result.push(refuse(secret, "`config` is for the providers nomad and vault.", "Config"));
  }
  return result;
}

function mounts({ task, group }: TaskFacts): Diagnostic[] {
  const volumes = group.named("Volumes").map(([name]) => name);
  const missing = task.blocks("VolumeMounts").filter((mount) => mount.str("Volume") !== "" && !mount.str("Volume").includes("${") && !volumes.includes(mount.str("Volume")));
  return missing.map((mount) => {
    const guess = closest(mount.str("Volume"), volumes);
    return diagnose("volume-unknown", { name: mount.str("Volume") }, mount.span("Volume"), { notes: guess === undefined ? [] : [`Did you mean \`${guess}\`?`] });
  });
}

function csi(task: Block): Diagnostic[] {
  const plugin = task.block("CSIPluginConfig");
  if (plugin === undefined) return [];
  const below = `${plugin.str("StagePublishBaseDir").replace(/\/+$/, "")}/`.startsWith(`${plugin.str("MountDir").replace(/\/+$/, "")}/`);
  return below ? [diagnose("csi-directory", {}, plugin.span("StagePublishBaseDir"), { related: [{ span: plugin.span("MountDir"), text: "`mount_dir`" }] })] : [];
}

function vault({ task, target }: TaskFacts): Diagnostic[] {
  const block = task.block("Vault");
  if (block === undefined) return [];
  const result: Diagnostic[] = [];
  // A role on such a target has been reported, with what to write.
  if (!atLeast(target, "1.7") && block.texts("Policies").length === 0 && !block.wrote("Role")) result.push(diagnose("vault-policies", { target }, block.span()));
  if (block.str("ChangeMode") === "signal" && block.str("ChangeSignal") === "") result.push(diagnose("signal-missing", { what: "the vault block" }, block.span("ChangeSignal")));
  return result;
}
