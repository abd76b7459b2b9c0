/** `keys NETWORK`: says what there is and what is missing, asks once, and makes it. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { many } from "../../diff/words.ts";
import { make, stepsOf, type Act, type Allowed, type Step } from "../../secrets/make.ts";
import type { SecretStore } from "../../secrets/model.ts";
import { assess, type Assessment } from "../../secrets/plan.ts";
import { jobsOf, notGiven, obstacles } from "../../secrets/problems.ts";
import { confirmed, declined } from "../confirm.ts";
import { inStore, type KeysSite } from "../keys-frame.ts";
import { keysDocument, keysTable } from "../keys-view.ts";
import { report } from "../report.ts";
import { exitCodes } from "../world.ts";

export function makeKeys(site: KeysSite): Promise<number> {
  const { args } = site;
  const allowed: Allowed = { keep: args.has("keep-genesis"), replace: args.has("replace-genesis"), repair: args.has("repair-copies") };
  if (allowed.keep && allowed.replace) throw new Failed(diagnose("flags-together", { flag: "--keep-genesis", other: "--replace-genesis", reason: "What exists is either left as it is or extended." }));
  return inStore(site, args.value("store"), (store) => makeIn(store, site, allowed));
}

async function makeIn(store: SecretStore, site: KeysSite, allowed: Allowed): Promise<number> {
  const { args, world, plan, called } = site;
  const found = await assess(plan, store, { tools: world.keyTools });
  world.out.write(args.has("json") ? keysDocument(found, store, site) : keysTable(found, store, site));
  const problems = obstacles(found, allowed, called);
  if (problems.length > 0) return report(problems, "text", world);
  const steps = stepsOf(found, allowed);
  if (!args.has("dry-run") && steps.length > 0) {
    warnOfReplaced(steps, site);
    if (!(await confirmed(args, world, `${question(steps)} in ${store.title}?`))) return declined(world);
    const channel = args.has("json") ? world.err : world.out;
    const meanwhile = await make(steps, found, { store, tools: world.keyTools, did: (step) => channel.write(`${done[step.act]} ${step.secret.id}\n`) });
    if (meanwhile.length > 0) return report(meanwhile, "text", world);
  }
  return leftOver(found, site);
}

/** What only somebody outside can do; without it the network does not run. */
function leftOver(found: Assessment, { world, called }: KeysSite): number {
  return report(notGiven(found, called), "text", world) === exitCodes.ok ? exitCodes.ok : exitCodes.error;
}

const done: Readonly<Record<Act, string>> = { make: "made    ", copy: "copied  ", repair: "repaired", replace: "extended" };
const asks: readonly (readonly [Act, string])[] = [["make", "Make"], ["copy", "write missing copies of"], ["repair", "repair copies of"], ["replace", "extend"]];

/** `Make 3 secrets, write missing copies of 1 secret` */
function question(steps: readonly Step[]): string {
  const parts = asks.flatMap(([act, verb]) => {
    const count = steps.filter((step) => step.act === act).length;
    return count === 0 ? [] : [`${verb} ${many(count, "secret")}`];
  });
  const text = parts.join(", ");
  return text[0]!.toUpperCase() + text.slice(1);
}

function warnOfReplaced(steps: readonly Step[], { world }: KeysSite): void {
  for (const { secret, act } of steps) if (act === "replace") world.err.write(`${secret.id} is extended: what was started from the old one has to start anew (jobs that read it: ${jobsOf(secret).join(", ") || "none"}).\n`);
}
