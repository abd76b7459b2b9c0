/** What a server compares in a task, in its order. A lifecycle, a task's own restart policy and a CSI plugin are in no server's diff. */
import type { Json } from "../../text/json.ts";
import { identity, mount, placement } from "./common.ts";
import { matched, templateFinder } from "./match.ts";
import type { TaskDiff } from "./model.ts";
import { isObject, type Struct } from "./normal.ts";
import { block, content, free, indexed, keyed, name, plainBlock, plainDiff, since, texts, until, type ObjectRules, type Rule } from "./object.ts";
import { byName, partDiff, type Part } from "./part.ts";
import { resources } from "./resources.ts";
import { services } from "./service.ts";
import type { Structs } from "./structs.ts";

const template: ObjectRules = {
  struct: "Template",
  name: "Template",
  optional: ["Uid", "Gid"],
  rules: [block("Wait", { struct: "WaitConfig", name: "Template", whole: true }), block("ChangeScript", { struct: "ChangeScript", name: "ChangeScript", rules: [texts("Args")] })],
};

/** By destination; one without is what it says. */
const artifacts = keyed("Artifacts", { struct: "TaskArtifact", name: "Artifact" }, (item) => String(item["RelativeDest"]) || content(item), plainDiff);

const schedule: Rule = (before, after, structs) => plainDiff(cron(before), cron(after), { struct: "TaskScheduleCron", name: "Schedule" }, structs);

function cron({ Schedule }: Struct): Json {
  return (isObject(Schedule) ? Schedule["Cron"] : undefined) ?? null;
}

const task: Part = {
  struct: "Task",
  without: ["Name", "Config"],
  rules: [
    ...placement,
    free("Config"),
    block("Resources", resources),
    plainBlock("LogConfig"),
    plainBlock("DispatchPayload", [], "DispatchPayloadConfig"),
    artifacts,
    services,
    block("Vault", { struct: "Vault", name: "Vault", rules: [until("1.10.0", texts("Policies"))] }),
    since("1.11.0", keyed("Secrets", { struct: "Secret", name: "Secret", whole: true }, name)),
    since("1.7.0", plainBlock("Consul")),
    matched("Templates", template, templateFinder),
    block("Identity", identity),
    since("1.7.0", keyed("Identities", identity, name)),
    since("1.7.0", indexed("Actions", { struct: "Action", name: "Action", rules: [texts("Args")] })),
    since("1.8.0", indexed("VolumeMounts", mount)),
    since("1.8.0", schedule),
  ],
};

export function taskDiffs(before: Json | undefined, after: Json | undefined, structs: Structs): TaskDiff[] {
  return byName(before, after).map((sides) => {
    const { Type, Fields, Objects } = partDiff(sides.before, sides.after, task, structs);
    return { Type, Name: sides.name, Fields, Objects, Annotations: null };
  });
}
