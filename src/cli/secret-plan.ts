/** A resolved network -> what key time has to know of its secrets. The compiler has refused circles, late names and unknown secrets already. */
import { plain, type SecretLocation } from "../evaluate/text.ts";
import { secretsIn } from "../keys/reads.ts";
import type { Network, Secret } from "../network/model.ts";
import { idOf } from "../secrets/id.ts";
import type { Place, SecretPlan, SecretSpec } from "../secrets/model.ts";

export function secretPlan(network: Network): SecretPlan {
  const secrets = network.secrets.map((secret) => specOf(secret, network));
  const { kind = "none", mount } = network.store ?? {};
  return { network: network.name, namespace: network.namespace, ...(network.region === undefined ? {} : { region: network.region }), store: kind, ...(mount === undefined ? {} : { mount }), secrets: inOrder(secrets) };
}

function specOf(secret: Secret, network: Network): SecretSpec {
  const { name, owner, shape, fields, make, home, locations, origin } = secret;
  const set = sharers(secret, network);
  const named = { name, ...(owner === undefined ? {} : { owner }), ...(set === undefined ? {} : { set }) };
  return {
    ...named, id: idOf(named), shape, fields, ...(make === undefined ? {} : { make }),
    inputs: make === undefined ? [] : [...new Set(secretsIn(make).map(idOf))],
    home: placeOf(home), span: origin.span,
    readers: locations.map(({ job, group, task, location }) => ({ job, group, task, place: placeOf(location) })),
  };
}

/** A set outside of jobs (a chain, a wallet) keeps its secrets in the network's name. */
function sharers({ owner, set, shared }: Secret, { sets }: Network): string | undefined {
  if (owner !== undefined || !shared) return undefined;
  return sets.find(({ name }) => name === set)?.job === undefined ? undefined : set;
}

function placeOf({ store, path, item }: SecretLocation): Place {
  return { store, path: plainText(path), ...(item === undefined ? {} : { item: plainText(item) }) };
}

/** The model holds each owner's own home and each reader's own copy, which are plain. */
function plainText(text: SecretLocation["path"]): string {
  const found = plain(text);
  if (found === undefined) throw new Error("a secret's place in the model has late parts");
  return found;
}

/** Each after its inputs; otherwise member by member, and last what is nobody's own. */
function inOrder(secrets: readonly SecretSpec[]): SecretSpec[] {
  const byId = new Map(secrets.map((secret) => [secret.id, secret]));
  const done = new Set<SecretSpec>();
  const visit = (secret: SecretSpec): void => {
    if (done.has(secret)) return;
    for (const input of secret.inputs) if (byId.has(input)) visit(byId.get(input)!);
    done.add(secret);
  };
  for (const secret of [...secrets.filter(({ owner }) => owner !== undefined), ...secrets]) visit(secret);
  return [...done];
}
