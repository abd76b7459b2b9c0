/** What a server compares in a group, in its order. A spread and a limit on its run time are in no server's diff. */
import type { Json } from "../../text/json.ts";
import { placement } from "./common.ts";
import { compareTexts, orNull } from "./fields.ts";
import type { TaskGroupDiff } from "./model.ts";
import { isObject } from "./normal.ts";
import { block, free, objectDiff, plainBlock, since, texts, type Rule } from "./object.ts";
import { byName, partDiff, type Part } from "./part.ts";
import { networks } from "./resources.ts";
import { services } from "./service.ts";
import type { Structs } from "./structs.ts";
import { taskDiffs } from "./task.ts";

/** Edited in every plan, often with nothing in it: a registered policy has an index, one that is sent has none. */
const scaling: Rule = block("Scaling", {
  struct: "ScalingPolicy",
  name: "Scaling",
  terse: true,
  without: () => ["ID", "ModifyIndex", "Type", "Target[Job]", "Target[Group]", "Target[Namespace]"],
  rules: [free("Policy", true)],
});

/** The server goes through them in no order; here it is that of their names. */
const volumes: Rule = (before, after, structs) => {
  const [old, fresh] = [before["Volumes"], after["Volumes"]].map((value) => (isObject(value) ? value : {}));
  const names = [...new Set([...Object.keys(old!), ...Object.keys(fresh!)])].sort(compareTexts);
  return names.flatMap((name) => objectDiff(old![name] ?? null, fresh![name] ?? null, {
    struct: "VolumeRequest",
    name: "Volume",
    rules: [block("MountOptions", { struct: "CSIMountOptions", name: "MountOptions", rules: [texts("MountFlags")] })],
  }, structs));
};

const group: Part = {
  struct: "TaskGroup",
  without: ["Name"],
  optional: (structs) => ["ShutdownDelay", ...(structs.since("1.10.0") ? [] : ["StopAfterClientDisconnect", "MaxClientDisconnect"])],
  rules: [
    ...placement,
    plainBlock("RestartPolicy"),
    since("1.10.0", plainBlock("Migrate", [], "MigrateStrategy")),
    plainBlock("ReschedulePolicy"),
    plainBlock("EphemeralDisk"),
    plainBlock("Consul"),
    plainBlock("Update", ["Stagger"], "UpdateStrategy"),
    since("1.8.0", block("Disconnect", { struct: "DisconnectStrategy", name: "Disconnect", whole: true })),
    networks,
    scaling,
    services,
    volumes,
  ],
};

export function groupDiffs(before: Json | undefined, after: Json | undefined, structs: Structs): TaskGroupDiff[] {
  return byName(before, after).map(({ name, ...sides }) => {
    const { Type, Fields, Objects } = partDiff(sides.before, sides.after, group, structs);
    const tasks = taskDiffs(field(sides.before), field(sides.after), structs);
    return { Type, Name: name, Fields, Objects, Tasks: orNull(tasks), Updates: null };
  });
}

function field(group: Json): Json | undefined {
  return isObject(group) ? group["Tasks"] : undefined;
}
