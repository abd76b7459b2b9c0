/** Blocks that several owners have. */
import { content, keyed, plainDiff, since, texts, type ObjectRules, type Rule } from "./object.ts";

const byContent = (field: string, name: string): Rule => keyed(field, { struct: name, name }, content, plainDiff);

/** What it says is what it is: never edited. */
export const placement: readonly Rule[] = [byContent("Constraints", "Constraint"), byContent("Affinities", "Affinity")];

export const identity: ObjectRules = { struct: "WorkloadIdentity", name: "Identity", rules: [since("1.7.0", texts("Audience"))] };
export const mount: ObjectRules = { struct: "VolumeMount", name: "VolumeMount" };
