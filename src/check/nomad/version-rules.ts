/** Fields that the target's servers do not know yet, take and forget, or have given up. Unknown fields are the schema's business. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { MapTree, Tree } from "../../network/tree.ts";
import { fieldOf, structIn, wordOf, type Property } from "../schema.ts";
import { drops, knows } from "../version.ts";

export function versionRules(job: Tree, target: string): Diagnostic[] {
  return job.kind === "map" ? inStruct("Job", job, target) : [];
}

function inStruct(struct: string, tree: MapTree, target: string): Diagnostic[] {
  return [...tree.fields].flatMap(([name, value]) => {
    const property = fieldOf(struct, name);
    if (property === undefined) return [];
    const found = outdated(struct, name, property, value, target);
    return found.length > 0 && found[0]!.severity === "error" ? found : [...found, ...inside(property, value, target)];
  });
}

function inside(property: Property, value: Tree, target: string): Diagnostic[] {
  const struct = structIn(property);
  if (struct === undefined) return [];
  const several = value.kind === "list" ? value.items : value.kind === "map" && property.type === "object" ? [...value.fields.values()] : [value];
  return several.flatMap((item) => (item.kind === "map" ? inStruct(struct, item, target) : []));
}

function outdated(struct: string, name: string, property: Property, value: Tree, target: string): Diagnostic[] {
  const word = wordOf(property, name);
  const { span } = value.origin;
  if (drops(target, property)) {
    const [since, instead] = [property["x-dropped-since"], property["x-drop-note"]];
    return [diagnose("field-dropped", { name: word, target, ...(since === undefined ? {} : { since }), ...(instead === undefined ? {} : { instead }) }, span)];
  }
  if (!knows(target, property)) {
    const instead = property["x-older"];
    return [diagnose("field-too-new", { name: word, since: property["x-since"]!, target, ...(instead === undefined ? {} : { instead }) }, span)];
  }
  const instead = retired[`${struct}.${name}`];
  return instead === undefined ? [] : [diagnose("field-deprecated", { name: word, instead }, span)];
}

const retired: Readonly<Record<string, string>> = {
  "NetworkResource.MBits": "Nomad no longer counts bandwidth: remove it.",
  "Resources.IOPS": "Nomad no longer counts disk operations: remove it.",
  "Resources.Networks": "A network belongs to the group: its tasks share it.",
  "Template.VaultGrace": "Leases are renewed without it: remove it.",
};
