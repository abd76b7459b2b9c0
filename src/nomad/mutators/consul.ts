/** Consul blocks: the job's old `consul_namespace` lives on in the groups; a partition, of a group or of a task, is a constraint on where it can run. */
import type { Fields } from "../../check/fill.ts";
import { atLeast } from "../../check/version.ts";
import { blockIn, eachBlock, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { clusterAttribute, withConstraint } from "./constraints.ts";

/** Before 1.7 every group has the block; from then on only one that says it takes the job's namespace. */
export function withConsulNamespace(group: Fields, { consulNamespace, version }: StoredJob): Fields {
  const consul = blockIn(group, "Consul");
  if (consul === undefined && atLeast(version, "1.7.0")) return group;
  const namespace = textIn(consul, "Namespace") || consulNamespace;
  return { ...group, Consul: { ...consul, ...(namespace === "" ? {} : { Namespace: namespace }) } };
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
