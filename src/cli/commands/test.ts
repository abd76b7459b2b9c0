/** `test`: the network's own test: each `expect` of its file, one after the other, on what runs. */
import { Failed } from "../../deploy/failed.ts";
import { age } from "../../deploy/age.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Expect } from "../../network/model.ts";
import { visible } from "../../text/visible.ts";
import type { Arguments } from "../arguments.ts";
import { lookingAt } from "../chain-site.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { interruptible } from "../interrupt.ts";
import { kill } from "../smoke/kill.ts";
import type { Testing, Trial } from "../smoke/model.ts";
import { transfer } from "../smoke/transfer.ts";
import { blocks, client, peers } from "../smoke/watching.ts";
import { exitCodes, type World } from "../world.ts";

const trials: Readonly<Record<Expect["what"], Trial>> = { blocks, peers, client, transfer, kill };

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("test", args, world, async (site) => {
    const { expects, name, origin } = site.build.network;
    if (expects.length === 0) throw new Failed(diagnose("no-expectations", { network: name }, origin.span));
    lookingAt(site);
    if (!(await agreed(site, expects))) return declined(world);
    return interruptible(world, (signal) => all(expects, { site, looking: lookingAt(site, { signal }), signal }));
  });
}

/** What only looks needs no leave. */
async function agreed({ args, world }: Site, expects: readonly Expect[]): Promise<boolean> {
  const does = expects.flatMap(({ what, name = "" }) => (what === "transfer" ? [`sends 1 gwei from ${name}`] : what === "kill" ? [`kills ${name}`] : []));
  return does.length === 0 || confirmed(args, world, `The test ${does.join(" and ")}. Go on?`);
}

async function all(expects: readonly Expect[], testing: Testing): Promise<number> {
  const { site: { world: { out, err, clock } }, signal } = testing;
  let failed = 0;
  for (const [i, expect] of expects.entries()) {
    const start = clock.now();
    const trouble = await trials[expect.what](expect, testing);
    if (signal.aborted) {
      err.write(`Interrupted. Not tried: ${expects.slice(i).map(({ title }) => title).join(", ")}.\n`);
      return exitCodes.error;
    }
    if (trouble !== undefined) failed++;
    out.write(visible(`${trouble === undefined ? "ok    " : "FAILED"}  ${expect.title}  ${age(clock.now() - start)}${trouble === undefined ? "" : `: ${trouble}`}`) + "\n");
  }
  out.write(`\n${failed === 0 ? `All ${expects.length} hold.` : `${failed} of ${expects.length} do not hold.`}\n`);
  return failed === 0 ? exitCodes.ok : exitCodes.error;
}
