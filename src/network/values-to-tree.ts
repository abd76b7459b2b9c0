/** Values -> trees with Nomad's units and syntax. A late value where the field takes none is a diagnostic. */
import { diagnose } from "../diagnostics/catalog.ts";
import { textOf } from "../evaluate/coerce.ts";
import type { AttributeDef, Sink } from "../evaluate/kinds/kind.ts";
import type { Report } from "../evaluate/report.ts";
import type { Text } from "../evaluate/text.ts";
import { isLate } from "../evaluate/text.ts";
import type { World } from "../evaluate/world.ts";
import type { Valued } from "../evaluate/values.ts";
import { describeValue } from "../evaluate/types.ts";
import { printJobText } from "../template/print.ts";
import type { Leaf, Tree } from "./tree.ts";

/** undefined: nothing to emit (`none`, or reported). */
export function treeOf(valued: Valued, def: AttributeDef, world: World): Tree | undefined {
  const { value, origin } = valued;
  const { report } = world;
  world.emit(leafCost, origin.span);
  const leaf = (content: Leaf["value"]): Leaf => ({ kind: "leaf", value: content, origin });
  switch (value.type) {
    case "none": case "error": return undefined;
    case "bool": case "int": case "number": return leaf(value.value);
    case "duration": case "size": case "frequency": return quantity(valued, def, report);
    case "word": return leaf(value.word);
    case "port": return leaf(value.label);
    case "list": {
      const items = value.items.map((item) => treeOf(item, def, world)).filter((item) => item !== undefined);
      return { kind: "list", items, origin };
    }
    case "map": {
      const fields = new Map<string, Tree>();
      for (const [key, entry] of value.entries) {
        const tree = treeOf(entry, def, world);
        if (tree !== undefined) fields.set(key, tree);
      }
      return { kind: "map", fields, origin };
    }
    default: {
      const text = textOf(value);
      if (text !== undefined) return textLeaf(text, valued, def.sink, world);
      report.add(diagnose("not-a-field-value", { found: describeValue(value) }, origin.span));
      return undefined;
    }
  }
}

/** What a value costs besides its text. */
const leafCost = 16;

const nomadSinks = new Set<Sink>(["field", "env", "config", "constraint"]);

function textLeaf(text: Text, { origin }: Valued, sink: Sink, world: World): Leaf | undefined {
  world.emit(text.reduce((sum, part) => sum + (isLate(part) ? leafCost : part.length), 0), origin.span);
  if (!text.some(isLate)) return { kind: "leaf", value: sink === "config" ? printed(text, sink) : text.join(""), origin };
  const result = nomadSinks.has(sink) ? printJobText(text, sink as "field") : { refuse: text.find(isLate)! };
  if ("value" in result) return { kind: "leaf", value: result.value, origin };
  const { late } = result.refuse;
  world.report.add(diagnose("late-value-in-field", { kind: late }, result.refuse.span.file.path === "" ? origin.span : result.refuse.span));
  return undefined;
}

function printed(text: Text, sink: "config"): string {
  const result = printJobText(text, sink);
  return "value" in result ? result.value : "";
}

const units = { ns: [1, "nanoseconds"], MiB: [1 << 20, "MiB"], MHz: [1e6, "MHz"] } as const;

function quantity({ value, origin }: Valued, def: AttributeDef, report: Report): Leaf | undefined {
  const { value: amount } = value as { value: number };
  if (def.unit === undefined) {
    report.add(diagnose("does-not-print", { found: describeValue(value), type: value.type }, origin.span));
    return undefined;
  }
  const [size, name] = units[def.unit];
  const exact = amount / size;
  if (Number.isInteger(exact)) return { kind: "leaf", value: exact, origin };
  report.add(diagnose("not-a-whole-number", { unit: name, nearest: `${Math.round(exact)}${name}` }, origin.span));
  return undefined;
}
