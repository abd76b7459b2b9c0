/** `keys verify`: every secret of the network that is in the store, looked at deeply: keystores are opened. Changes nothing. */
import { diagnose } from "../../diagnostics/catalog.ts";
import { assess } from "../../secrets/plan.ts";
import { notGiven, obstacles } from "../../secrets/problems.ts";
import { inStore, type KeysSite } from "../keys-frame.ts";
import { keysDocument, keysTable } from "../keys-view.ts";
import { report } from "../report.ts";

export function verifyKeys(site: KeysSite): Promise<number> {
  const { args, world, plan, called } = site;
  return inStore(site, args.value("store"), async (store) => {
    const found = await assess(plan, store, { tools: world.keyTools, deep: true });
    world.out.write(args.has("json") ? keysDocument(found, store, site) : keysTable(found, store, site));
    const missing = found.checked.filter(({ state, missing: copies }) => state === "missing" || copies.length > 0).map(({ secret }) => secret.id);
    const problems = [...obstacles(found, { keep: args.has("keep-genesis"), replace: false, repair: false }, called), ...(missing.length === 0 ? [] : [diagnose("keys-missing", { ids: missing, ...called })]), ...notGiven(found, called)];
    return report(problems, "text", world);
  });
}
