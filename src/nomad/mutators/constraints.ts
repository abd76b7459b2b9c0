/** Adding a constraint that the server thinks is implied, unless the author said it. */
import type { Fields } from "../../check/fill.ts";
import { appended, blocksIn, textIn } from "../blocks.ts";

/** `full`: an equal constraint is the same. `left`: any constraint on the attribute is, so that authors can overrule ours. */
export type Match = "full" | "left";

export function withConstraint(owner: Fields, constraint: Fields, match: Match): Fields {
  const fields = match === "left" ? ["LTarget"] : ["LTarget", "RTarget", "Operand"];
  const said = blocksIn(owner, "Constraints").some((other) => fields.every((name) => textIn(other, name) === textIn(constraint, name)));
  return said ? owner : appended(owner, "Constraints", constraint);
}

export function semver(attribute: string, range: string): Fields {
  return { LTarget: `\${attr.${attribute}}`, RTarget: range, Operand: "semver" };
}

/** `consul.version`, or `consul.infra.version` for a cluster that is not the default one. */
export function clusterAttribute(client: string, cluster: string, fact: string): string {
  return cluster === "" || cluster === "default" ? `${client}.${fact}` : `${client}.${cluster}.${fact}`;
}
