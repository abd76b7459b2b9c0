/** `keys rotate`: new values for a member's secrets, or for one secret; says what follows from that, asks once, and replaces them. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { closest } from "../../diagnostics/did-you-mean.ts";
import { many } from "../../diff/words.ts";
import type { SecretSpec, SecretStore } from "../../secrets/model.ts";
import { readersOf } from "../../secrets/problems.ts";
import { rotate, rotation, type Rotation } from "../../secrets/rotate.ts";
import { confirmed, declined } from "../confirm.ts";
import { inStore, type KeysSite } from "../keys-frame.ts";
import { columns } from "../table.ts";
import { exitCodes } from "../world.ts";

export function rotateKeys(site: KeysSite): Promise<number> {
  const { args } = site;
  const ids = new Set(wanted(site).map(({ id }) => id));
  return inStore(site, args.value("store"), (store) => rotateIn(store, ids, site));
}

async function rotateIn(store: SecretStore, ids: ReadonlySet<string>, { args, world, plan }: KeysSite): Promise<number> {
  const found = await store.read(plan.secrets);
  const values = new Map([...found].map(([id, { value }]) => [id, value]));
  const next = rotation(plan, values, { ids, tools: world.keyTools, replace: args.has("replace-genesis") });
  world.out.write(forecast(next, store));
  if (next.replacements.length === 0 || args.has("dry-run")) return exitCodes.ok;
  if (!(await confirmed(args, world, `Replace ${many(next.replacements.length, "secret")} in ${store.title}?`))) return declined(world);
  await rotate(next, store, ({ id }) => world.out.write(`replaced ${id}\n`));
  return exitCodes.ok;
}

/** What can be made of a member's secrets, or one of its own name. Fails with `no-such-key`, `key-outside`. */
function wanted({ plan, names, called }: KeysSite): readonly SecretSpec[] {
  const name = names[0]!;
  const found = plan.secrets.filter(({ id, owner, set }) => id === name || owner === name || set === name);
  const makeable = found.filter(({ make }) => make !== undefined);
  if (makeable.length > 0) return makeable;
  if (found.length > 0) throw new Failed(diagnose("key-outside", { id: found[0]!.id, ...called }, found[0]!.span));
  throw unknownKey(name, plan.secrets, called.network);
}

export function unknownKey(name: string, secrets: readonly SecretSpec[], network: string): Failed {
  const names = new Set(secrets.flatMap(({ id, owner }) => (owner === undefined ? [id] : [id, owner])));
  return new Failed(diagnose("no-such-key", { id: name, network, guess: closest(name, [...names]) }));
}

function forecast({ replacements, stale }: Rotation, { title }: SecretStore): string {
  const kept = stale.length === 0 ? [] : [`Made with the old values, and left so (--replace-genesis extends it, then what was started from it has to start anew): ${stale.map(({ id }) => id).join(", ")}.`];
  if (replacements.length === 0) return `${["Nothing would change.", ...kept].join("\n")}\n`;
  const rows = replacements.map(({ secret, before, extended }) => ["", secret.id, before === undefined ? "new" : extended ? "extended" : "replaced", `read by ${readersOf(secret)}`]);
  const tasks = [...new Set(replacements.flatMap(({ secret }) => secret.readers.map(({ job, group, task }) => `${job}/${group}/${task}`)))].sort();
  return [
    `In ${title} these get new values, and the old ones are gone:\n\n${columns(rows)}`,
    ...kept,
    ...(tasks.length === 0 ? [] : [`Tasks that read them restart as their templates say:\n\n${columns(tasks.map((task) => ["", task]))}`]),
  ].join("\n") + "\n";
}
