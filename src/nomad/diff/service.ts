/** Services of a group or a task, and their checks. */
import { connect } from "./connect.ts";
import { identity } from "./common.ts";
import { matched, serviceFinder } from "./match.ts";
import { block, free, keyed, name, since, texts, type ObjectRules, type Rule } from "./object.ts";

const check: ObjectRules = { struct: "ServiceCheck", name: "Check", rules: [free("Header"), block("CheckRestart", { struct: "CheckRestart", name: "CheckRestart" })] };

/** A weight that is not positive is not shown. */
const weights: ObjectRules = {
  struct: "ServiceWeights",
  name: "Weights",
  adjust: ({ before, after }) => {
    for (const flat of [before, after]) for (const [field, weight] of flat ?? []) if (Number(weight) <= 0) flat?.delete(field);
  },
};

export const services: Rule = matched("Services", {
  struct: "Service",
  name: "Service",
  rules: [texts("CanaryTags"), texts("Tags"), keyed("Checks", check, name), connect, since("1.7.0", block("Identity", identity)), since("1.9.2", block("Weights", weights))],
}, serviceFinder);
