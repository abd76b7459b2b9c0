/** `expect "…" { … }`: what the network's own test looks for. One block says one thing, of all members that speak of a chain or of one set. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Node } from "../evaluate/node.ts";
import { plain } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Valued } from "../evaluate/values.ts";
import { expectations, type Expect } from "./model.ts";

/** Seconds. */
const WITHIN = 60;

export function expectOf(node: Node): Expect | undefined {
  const { report } = node.frame.world;
  const said = expectations.filter((name) => node.value(name) !== undefined);
  const [what] = said;
  // What is misspelt is told already.
  const known = [...node.slots.keys()].every((name) => node.attributeDef(name) !== undefined);
  if (said.length === 0 && !known) return undefined;
  if (said.length !== 1 || what === undefined) {
    report.add(diagnose("expect-one-thing", { title: node.label ?? "", said, allowed: expectations }, node.origin.span));
    return undefined;
  }
  const of = setOf(node, node.valued("of"));
  const within = node.value("within");
  const value = valueOf(node.valued(what)!);
  return {
    title: node.label ?? "", what, ...(typeof value === "number" ? { count: value } : value === undefined ? {} : { name: value }), ...(of === undefined ? {} : { of }),
    within: within?.type === "duration" ? within.value / 1e9 : WITHIN, origin: node.origin,
  };
}

/** A number, a text, or the name of a member. */
function valueOf({ value }: Valued): number | string | undefined {
  if (value.type === "int") return value.value;
  if (value.type === "string") return plain(value.text);
  return value.type === "record" && value.prints !== undefined ? plain(value.prints) : undefined;
}

function setOf(node: Node, of: Valued | undefined): string | undefined {
  if (of === undefined || of.value.type === "error") return undefined;
  if (of.value.type === "set") return of.value.name;
  node.frame.world.report.add(diagnose("wrong-type", { wanted: "the members of a role", found: describeValue(of.value) }, of.origin.span));
  return undefined;
}
