/** A Consul partition, of a group or of a task, is a constraint on where it can run. */
import type { Fields } from "../../check/fill.ts";
import { blockIn, eachBlock, textIn } from "../blocks.ts";
import { clusterAttribute, withConstraint } from "./constraints.ts";

export function withConsulPartitions(group: Fields): Fields {
  return eachBlock(constrained(group), "Tasks", constrained);
}

function constrained(owner: Fields): Fields {
  const consul = blockIn(owner, "Consul");
  const partition = textIn(consul, "Partition");
  if (partition === "") return owner;
  return withConstraint(owner, { LTarget: `\${attr.${clusterAttribute("consul", textIn(consul, "Cluster"), "partition")}}`, RTarget: partition, Operand: "=" }, "full");
}
