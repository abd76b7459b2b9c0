/** Rules about a group's volumes. Mirrors VolumeRequest.Validate. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { atLeast } from "../version.ts";
import type { Block, GroupFacts } from "./block.ts";

export function volumeRules(facts: GroupFacts): Diagnostic[] {
  return facts.group.named("Volumes").flatMap(([name, volume]) => [
    ...perAlloc(facts, name, volume),
    ...(volume.str("Type") === "host" ? host(facts, name, volume) : []),
    ...(volume.str("Type") === "csi" ? csi(facts, name, volume) : []),
  ]);
}

const access = (name: string, why: string, volume: Block, field: string) => diagnose("volume-access", { name, why }, volume.span(field));

function perAlloc({ group, type }: GroupFacts, name: string, volume: Block): Diagnostic[] {
  if (!volume.flag("PerAlloc")) return [];
  const refuse = (why: string) => diagnose("volume-per-alloc", { name, why }, volume.span("PerAlloc"));
  const result: Diagnostic[] = [];
  if (type.startsWith("sys")) result.push(refuse(`Allocations of a ${type} job have no index.`));
  if ((group.block("Update")?.count("Canary") ?? 0) > 0) result.push(refuse("Canaries run beside the allocations they replace, with the same index."));
  if (volume.flag("Sticky")) result.push(refuse("A sticky volume already belongs to one allocation."));
  return result;
}

const single = ["single-node-reader-only", "single-node-writer", "single-node-single-writer", "single-node-multi-writer"];

/** Host volumes have modes since they can be created on demand, with 1.10. */
function host({ target }: GroupFacts, name: string, volume: Block): Diagnostic[] {
  const result: Diagnostic[] = [];
  const mode = volume.str("AccessMode");
  if (volume.block("MountOptions") !== undefined) result.push(access(name, "A host volume has no mount options.", volume, "MountOptions"));
  if (!atLeast(target, "1.10")) {
    const given = ["AccessMode", "AttachmentMode"].filter((field) => volume.str(field) !== "");
    return [...result, ...given.map((field) => access(name, `Before Nomad 1.10 a host volume has no modes: only \`read_only\` says how it is used.`, volume, field))];
  }
  if (mode !== "" && !single.includes(mode)) result.push(access(name, "A host volume is on one node: its access modes begin with `single-node-`.", volume, "AccessMode"));
  if (mode === "single-node-reader-only" && !volume.flag("ReadOnly")) result.push(access(name, "`single-node-reader-only` needs `read_only = true`.", volume, "AccessMode"));
  return result;
}

function csi({ group }: GroupFacts, name: string, volume: Block): Diagnostic[] {
  const result: Diagnostic[] = [];
  const [attachment, mode] = [volume.str("AttachmentMode"), volume.str("AccessMode")];
  const many = group.count("Count") > 1;
  if (attachment === "") result.push(access(name, "A CSI volume needs an `attachment_mode`.", volume, "AttachmentMode"));
  if (attachment === "block-device" && volume.block("MountOptions") !== undefined) result.push(access(name, "A block device is not mounted, so it has no mount options.", volume, "MountOptions"));
  if (mode === "") result.push(access(name, "A CSI volume needs an `access_mode`.", volume, "AccessMode"));
  if (mode.endsWith("-reader-only") && !volume.flag("ReadOnly")) result.push(access(name, `\`${mode}\` needs \`read_only = true\`.`, volume, "AccessMode"));
  if (many && ["single-node-reader-only", "single-node-writer"].includes(mode) && !volume.flag("PerAlloc")) result.push(access(name, "With a count above one, a volume of one node needs `per_alloc = true`.", volume, "AccessMode"));
  if (many && mode === "multi-node-single-writer" && !volume.flag("ReadOnly") && !volume.flag("PerAlloc")) {
    result.push(access(name, "One writer only: with a count above one it needs `read_only` or `per_alloc`.", volume, "AccessMode"));
  }
  return result;
}
