/** What `up` has to do, and how it says so before it asks. */
import type { Plan } from "../../deploy/plan.ts";
import { many } from "../../diff/words.ts";
import type { Site } from "../deploy-frame.ts";
import type { KeyWork } from "./keys.ts";

export interface Work {
  readonly keys: KeyWork;
  /** Undefined while the namespace is not there: a server plans in one that it has. */
  readonly plan: Plan | undefined;
}

export function keyWords({ adopted, steps, copies, stores }: KeyWork): string {
  const parts: [number, string][] = [[steps.length, `to be made in ${stores?.local.title}`], [adopted.length, `to be taken over into ${stores?.local.title}`], [copies.length, `to be copied to ${stores?.remote.title}`]];
  const said = parts.filter(([count]) => count > 0).map(([count, what]) => `${count} ${what}`);
  return said.length === 0 ? "all there" : said.join(", ");
}

/** `Make the namespace devnet and 21 secrets, register 1 job` */
export function question({ deployment: { namespace, jobs } }: Site, { keys: { steps, copies }, plan }: Work): string {
  const made = [...(plan === undefined ? [`the namespace ${namespace}`] : []), ...(steps.length === 0 ? [] : [many(steps.length, "secret")])];
  const count = plan === undefined ? jobs.length : plan.steps.filter(({ change }) => change !== "unchanged").length;
  const parts = [
    ...(made.length === 0 ? [] : [`make ${made.join(" and ")}`]),
    ...(steps.length === 0 && copies.length > 0 ? [`copy ${many(copies.length, "secret")}`] : []),
    ...(count === 0 ? [] : [`register ${many(count, "job")}`]),
  ];
  const text = parts.length === 0 ? "go on" : parts.join(", ");
  return text[0]!.toUpperCase() + text.slice(1);
}
