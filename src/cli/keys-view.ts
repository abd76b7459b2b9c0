/** The state of a network's secrets as a table and as JSON. Neither has a value in it. */
import type { SecretStore } from "../secrets/model.ts";
import type { Assessment, Checked } from "../secrets/plan.ts";
import { readersOf } from "../secrets/problems.ts";
import { placesIn, type KeysSite } from "./keys-frame.ts";
import { columns } from "./table.ts";

export function keysTable({ checked }: Assessment, { title }: SecretStore, site: KeysSite): string {
  if (checked.length === 0) return `The network ${site.plan.network} has no secrets.\n`;
  const place = placesIn(site);
  const rows = checked.map((one) => [one.secret.id, stateText(one), readersOf(one.secret), place(one.secret)]);
  return `Secrets of ${site.plan.network} in ${title}:\n\n${columns([["SECRET", "STATE", "READ BY", "LIES AT"], ...rows])}\n${summary(checked)}\n`;
}

function stateText(one: Checked): string {
  const copies = (count: number, what: string) => (count === 0 ? [] : [`${count} ${what}${count === 1 ? " copy" : " copies"}`]);
  return [shortState(one), ...copies(one.missing.length, "missing"), ...copies(one.different.length, "other")].join(", ");
}

function shortState({ state, because }: Checked): string {
  switch (state) {
    case "whole": return "there";
    case "missing": return "to be made";
    case "given": return "to be given";
    case "waits": return `waits for ${because.join(", ")}`;
    case "wrong": return "wrong";
    case "orphan": return `without ${because.join(", ")}`;
    case "stale": return "out of date";
  }
}

const counted: readonly (readonly [Checked["state"], string])[] = [["whole", "there"], ["missing", "to be made"], ["given", "to be given"], ["waits", "waiting"], ["wrong", "wrong"], ["orphan", "orphaned"], ["stale", "out of date"]];

function summary(checked: readonly Checked[]): string {
  const parts = counted.flatMap(([state, words]) => {
    const count = checked.filter((one) => one.state === state).length;
    return count === 0 ? [] : [`${count} ${words}`];
  });
  return `${parts.join(", ")}.`;
}

/** For programs: every secret with its state, its home and the places of its readers. */
export function keysDocument({ checked }: Assessment, { title }: SecretStore, site: KeysSite): string {
  const place = placesIn(site);
  const secrets = checked.map(({ secret, state, because, missing, different }) => ({
    id: secret.id, name: secret.name, owner: secret.owner ?? null, set: secret.set ?? null, shape: secret.shape, made: secret.make !== undefined, state, because,
    place: place(secret), readers: secret.readers, missingCopies: missing, differentCopies: different,
  }));
  return `${JSON.stringify({ network: site.plan.network, namespace: site.plan.namespace, store: title, secrets }, null, 2)}\n`;
}
