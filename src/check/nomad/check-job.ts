/** Everything that can be said about one job without a server: its schema, the target's version, and Nomad's rules, at the places where values were written. */
import { validateNomadJob } from "../../../schemas/validators.js";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Job, Network } from "../../network/model.ts";
import { toJson } from "../../network/tree.ts";
import { schemaDiagnostics } from "../ajv-errors.ts";
import { complete } from "../complete.ts";
import { jobType, type Fields } from "../fill.ts";
import { nomadJob } from "../schema.ts";
import { Block, type Facts, type GroupFacts } from "./block.ts";
import { fileRules } from "./file-rules.ts";
import { groupRules } from "./group-rules.ts";
import { healthRules } from "./health-rules.ts";
import { interpolationRules } from "./interpolation-rules.ts";
import { jobRules } from "./job-rules.ts";
import { periodicRules } from "./periodic-rules.ts";
import { placementRules } from "./placement-rules.ts";
import { policyRules } from "./policy-rules.ts";
import { portRules } from "./port-rules.ts";
import { serviceRules } from "./service-rules.ts";
import { taskRules } from "./task-rules.ts";
import { versionRules } from "./version-rules.ts";
import { volumeRules } from "./volume-rules.ts";

const groupLevel = [groupRules, policyRules, healthRules, portRules, serviceRules, volumeRules, interpolationRules];
const taskLevel = [taskRules, fileRules];

export function checkJob(job: Job, network: Network): Diagnostic[] {
  const { tree } = job;
  const plain = toJson(tree) as Fields;
  const shape = validateNomadJob({ Job: plain }) ? [] : schemaDiagnostics(validateNomadJob.errors ?? [], { schema: nomadJob, tree, above: ["Job"] });
  const versions = versionRules(tree, network.target);
  const facts = factsOf(complete(plain, network.target), job, network);
  const found = [...jobLevel(facts), ...facts.job.blocks("TaskGroups").flatMap((group) => inGroup({ ...facts, group }))];
  // What has the wrong shape is not judged a second time.
  const judged = new Set([...shape, ...versions].filter(({ severity }) => severity === "error").map(placeOf));
  return [...shape, ...versions, ...found.filter((diagnostic) => !judged.has(placeOf(diagnostic)))];
}

function factsOf(whole: Fields, job: Job, network: Network): Facts {
  const type = jobType(whole);
  return { target: network.target, type, job: new Block(whole, job.tree, job.origin.span) };
}

function jobLevel(facts: Facts): Diagnostic[] {
  return [...jobRules(facts), ...periodicRules(facts), ...placementRules(facts)];
}

function inGroup(facts: GroupFacts): Diagnostic[] {
  const tasks = facts.group.blocks("Tasks");
  return [...groupLevel.flatMap((rule) => rule(facts)), ...tasks.flatMap((task) => taskLevel.flatMap((rule) => rule({ ...facts, task })))];
}

function placeOf({ span }: Diagnostic): string {
  return span === undefined ? "" : `${span.file.path}:${span.start}:${span.end}`;
}
