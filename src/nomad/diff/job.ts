/**
 * Two jobs -> the diff that a server's plan makes of them (`/v1/job/:id/plan` with Diff), without the server. What the scheduler adds to it is annotate.ts's.
 */
import type { Json } from "../../text/json.ts";
import type { Fields } from "../../check/fill.ts";
import { blockIn, eachBlock } from "../blocks.ts";
import { stored } from "../stored.ts";
import { placement } from "./common.ts";
import { compareTexts, orNull, typeOf } from "./fields.ts";
import { groupDiffs } from "./group.ts";
import type { JobDiff, ObjectDiff } from "./model.ts";
import { isObject, normal } from "./normal.ts";
import { block, indexed, keyed, name, objectDiff, plainDiff, since, texts, type ObjectRules, type Rule } from "./object.ts";
import { partDiff, type Part } from "./part.ts";
import { Structs } from "./structs.ts";

const periodic = block("Periodic", { struct: "PeriodicConfig", name: "Periodic", rules: [since("1.6.2", texts("Specs", "changed"))] });
const parameterized = block("ParameterizedJob", { struct: "ParameterizedJobConfig", name: "ParameterizedJob", rules: [texts("MetaOptional"), texts("MetaRequired")] });
const ui = block("UI", { struct: "JobUIConfig", name: "UI", rules: [indexed("Links", { struct: "JobUILink", name: "Link" })] });

const strategy: Rule = (before, after, structs) => {
  const struct = "MultiregionStrategy";
  return plainDiff(before["Strategy"] ?? (normal(struct, null, structs) as Json), after["Strategy"] ?? null, { struct, name: "Strategy" }, structs);
};

/** A region is what its fields say; datacenters alone do not make one. */
const region = (before: Json, after: Json, object: ObjectRules, structs: Structs): ObjectDiff[] =>
  objectDiff(before, after, object, structs).flatMap((diff) => {
    const type = typeOf(diff.Fields);
    return type === undefined ? [] : [{ ...diff, Type: type }];
  });

const regions = keyed("Regions", { struct: "MultiregionRegion", name: "Region", rules: [texts("Datacenters", "changed")] }, name, region);

const job: Part = {
  struct: "Job",
  without: ["ID", "VaultToken"],
  rules: [texts("Datacenters", "changed"), ...placement, periodic, parameterized, block("Multiregion", { struct: "Multiregion", name: "Multiregion", rules: [regions, strategy] }), since("1.8.0", ui)],
};

/**
 * `before` and `after` are values of a payload's `Job`, sparse or as a server returned them; undefined: there is none. `version` is the server's release, like `1.6.3`.
 * The result is bare: `Updates` and `Annotations` are null. Unchanged fields of edited objects come along as None, as in a plan (contextual).
 */
export function serverDiff(before: Json | undefined, after: Json | undefined, { version }: { readonly version: string }): JobDiff {
  const structs = new Structs(version);
  const [old, fresh] = [storedJob(before, structs, "registered"), storedJob(after, structs, "sent")];
  const { Type, Fields, Objects } = partDiff(old, fresh, job, structs);
  const groups = groupDiffs(isObject(old) ? old["TaskGroups"] : undefined, isObject(fresh) ? fresh["TaskGroups"] : undefined, structs);
  return { Type: Type === "Edited" ? shownType([...(Fields ?? []), ...(Objects ?? []), ...groups]) : Type, ID: idOf(fresh) ?? idOf(old) ?? "", Fields, Objects, TaskGroups: orNull(groups) };
}

/** Of jobs by ID: those that a server would call different, in the order of their IDs. Jobs that only one side has are Added or Deleted. */
export function serverDiffs(before: ReadonlyMap<string, Json>, after: ReadonlyMap<string, Json>, options: { readonly version: string }): Map<string, JobDiff> {
  const ids = [...new Set([...before.keys(), ...after.keys()])].sort(compareTexts);
  return new Map(ids.map((id) => [id, serverDiff(before.get(id), after.get(id), options)] as const).filter(([, diff]) => diff.Type !== "None"));
}

/** A job is edited only where its diff shows something: a spread at the job is no difference. */
function shownType(parts: readonly { readonly Type: string }[]): "Edited" | "None" {
  return parts.some(({ Type }) => Type !== "None") ? "Edited" : "None";
}

function storedJob(job: Json | undefined, structs: Structs, side: "registered" | "sent"): Json {
  if (!isObject(job)) return null;
  const kept = stored(job, structs.version);
  return normal("Job", isObject(kept) ? eachBlock(kept, "TaskGroups", (group) => withReschedule(withPolicyIndex(group, side), kept, structs)) : kept, structs) as Json;
}

function withPolicyIndex(group: Fields, side: "registered" | "sent"): Fields {
  const scaling = blockIn(group, "Scaling");
  return scaling === undefined ? group : { ...group, Scaling: { ...scaling, ModifyIndex: side === "registered" ? 1 : 0 } };
}

/** Older servers give a sysbatch job a policy of zeros, which means none. */
function withReschedule(group: Fields, job: Fields, structs: Structs): Fields {
  return structs.since("1.7.0") || job["Type"] !== "sysbatch" ? group : { ReschedulePolicy: {}, ...group };
}

function idOf(job: Json): string | undefined {
  return isObject(job) ? String(job["ID"]) : undefined;
}
