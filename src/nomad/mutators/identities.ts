/** Workload identities: the one every task has, names of those that services have, and what they ask of a client. */
import type { Fields } from "../../check/fill.ts";
import { atLeast } from "../../check/version.ts";
import type { Json } from "../../text/json.ts";
import { blockIn, blocksIn, eachBlock, servicesOf, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { semver, withConstraint } from "./constraints.ts";
import { ofConsul } from "./implied-constraints.ts";

export function withIdentities(group: Fields, { version }: StoredJob): Fields {
  return eachBlock(group, "Tasks", (task) => withDefaultIdentity(task, version));
}

/** From 1.7 on the identity named `default` stands apart from the others, and its audience is Nomad's. */
export function withDefaultIdentity(task: Fields, version: string): Fields {
  if (!atLeast(version, "1.7.0")) return task;
  const isDefault = (identity: Fields) => ["", "default"].includes(textIn(identity, "Name"));
  const said = blocksIn(task, "Identities").filter(isDefault).at(-1) ?? blockIn(task, "Identity");
  const { Identities: _all, ...rest } = task;
  const others = blocksIn(task, "Identities").filter((identity) => !isDefault(identity)) as Json[];
  const own = said === undefined || isDefault(said) ? { ...said, Name: "default", Audience: ["nomadproject.io"] } : (said as Json);
  return { ...rest, Identity: own, ...(others.length === 0 ? {} : { Identities: others }) };
}

/** An identity of a Consul service is named after it; a client must be able to sign what its tasks and services have. */
export function withIdentityConstraint(group: Fields, { version }: StoredJob): Fields {
  if (!atLeast(version, "1.7.0")) return group;
  const named = eachBlock(eachBlock(group, "Services", withServiceIdentity), "Tasks", (task) => eachBlock(task, "Services", withServiceIdentity));
  const signed = servicesOf(named).some((service) => blockIn(service, "Identity") !== undefined) || blocksIn(named, "Tasks").some((task) => blocksIn(task, "Identities").length > 0);
  return signed ? withConstraint(named, semver("nomad.version", ">= 1.7.0-a"), "full") : named;
}

function withServiceIdentity(service: Fields): Fields {
  const identity = blockIn(service, "Identity");
  if (identity === undefined || !ofConsul(service)) return service;
  const parts = [textIn(service, "TaskName"), textIn(service, "Name"), textIn(service, "PortLabel")];
  const name = `consul-service_${(parts[0] === "" ? parts.slice(1) : parts).join("-")}`;
  return { ...service, Identity: { ...identity, Name: name, ServiceName: textIn(service, "Name") } };
}
