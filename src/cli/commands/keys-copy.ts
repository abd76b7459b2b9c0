/** `keys copy`: what one store has and the other has not. Whatever the other has stays. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { many } from "../../diff/words.ts";
import type { Found, SecretStore } from "../../secrets/model.ts";
import { assess } from "../../secrets/plan.ts";
import { obstacles, placeText } from "../../secrets/problems.ts";
import { sameJson } from "../../text/json.ts";
import { confirmed, declined } from "../confirm.ts";
import { inStore, type KeysSite } from "../keys-frame.ts";
import { exitCodes } from "../world.ts";

export function copyKeys(site: KeysSite): Promise<number> {
  const [from, to] = [site.args.value("from"), site.args.value("to")];
  if (from === undefined || to === undefined) throw new Failed(diagnose("missing-argument", { argument: from === undefined ? "`--from STORE`" : "`--to STORE`", usage: "mantisc keys copy NETWORK --from STORE --to STORE" }));
  return inStore(site, from, (source) => inStore(site, to, (target) => copy(source, target, site)));
}

async function copy(source: SecretStore, target: SecretStore, { plan, called, args, world }: KeysSite): Promise<number> {
  const { values, ...found } = await assess(plan, source, { tools: world.keyTools });
  const broken = obstacles({ values, ...found }, { keep: true, replace: false, repair: false }, { ...called, flags: ` --store ${args.value("from")!}` });
  if (broken.length > 0) throw new Failed(...broken);
  const there = await target.read(plan.secrets);
  const uneven = plan.secrets.filter(({ id }) => (there.get(id)?.different.length ?? 0) > 0);
  if (uneven.length > 0) throw new Failed(...uneven.map(({ id, span }) => diagnose("key-copies-differ", { id, places: there.get(id)!.different.map(placeText), network: called.network, flags: ` --store ${args.value("to")!}` }, span)));
  const differing = [...there].filter(([id, { value }]) => values.has(id) && !sameJson(value, values.get(id)!)).map(([id]) => id);
  if (differing.length > 0) throw new Failed(diagnose("keys-copy-differs", { ids: differing, from: source.title, to: target.title }));
  const steps = plan.secrets.filter(({ id }) => values.has(id) && !isWhole(there.get(id)));
  world.out.write(`Of ${many(values.size, "secret")} of ${plan.network} in ${source.title}, ${steps.length} are to be copied to ${target.title}.\n`);
  if (steps.length === 0 || args.has("dry-run")) return exitCodes.ok;
  if (!(await confirmed(args, world, `Copy ${many(steps.length, "secret")} to ${target.title}?`))) return declined(world);
  for (const secret of steps) {
    const value = values.get(secret.id)!;
    if (!sameJson(await target.add(secret, value), value)) throw new Failed(diagnose("keys-copy-differs", { ids: [secret.id], from: source.title, to: target.title }));
    world.out.write(`copied   ${secret.id}\n`);
  }
  return exitCodes.ok;
}

function isWhole(found: Found | undefined): boolean {
  return found !== undefined && found.missing.length === 0 && found.different.length === 0;
}
