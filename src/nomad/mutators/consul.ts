/** Consul blocks: the job's old `consul_namespace` lives on in the groups; a partition, of a group or of a task, is a constraint on where it can run. */
import type { Fields } from "../../check/fill.ts";
import { atLeast } from "../../check/version.ts";
import { blockIn, eachBlock, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { clusterAttribute, withConstraint } from "./constraints.ts";

/** From 1.7 on only a group that has a block of its own takes the job's namespace. */
export function withConsulNamespace(group: Fields, { consulNamespace, version }: StoredJob): Fields {
  const consul = blockIn(group, "Consul");
  if (consulNamespace === "" || textIn(consul, "Namespace") !== "" || (consul === undefined && atLeast(version, "1.7.0"))) return group;
  return { ...group, Consul: { ...consul, Namespace: consulNamespace } };
}

export function withConsulPartitions(group: Fields): Fields {
  return eachBlock(constrained(group), "Tasks", constrained);
}

function constrained(owner: Fields): Fields {
  const consul = blockIn(owner, "Consul");
  const partition = textIn(consul, "Partition");
  if (partition === "") return owner;
  return withConstraint(owner, { LTarget: `\${attr.${clusterAttribute("consul", textIn(consul, "Cluster"), "partition")}}`, RTarget: partition, Operand: "=" }, "full");
}
