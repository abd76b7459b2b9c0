/** `seconds`, `mib`, `mhz` and `join`: how values that do not print themselves are printed. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Text } from "../evaluate/text.ts";
import { plain, text } from "../evaluate/text.ts";
import { describeValue } from "../evaluate/types.ts";
import type { Value } from "../evaluate/values.ts";
import type { Argument } from "./expression.ts";
import type { Here } from "./path.ts";
import { failed } from "./path.ts";
import { printed } from "./show.ts";

const units: Record<string, { readonly type: Value["type"]; readonly wanted: string; readonly unit: number; readonly name: string }> = {
  seconds: { type: "duration", wanted: "a duration", unit: 1e9, name: "seconds" },
  mib: { type: "size", wanted: "a size", unit: 1024 * 1024, name: "MiB" },
  mhz: { type: "frequency", wanted: "a frequency", unit: 1e6, name: "MHz" },
};

export function inUnit([arg]: readonly Argument[], { run }: Here, helper: string): Value {
  const { type, wanted, unit, name } = units[helper]!;
  const value = arg!.value;
  if (value.type !== type) {
    run.report(diagnose("template-wrong-argument", { helper, wanted, found: describeValue(value) }, arg!.span));
    return failed;
  }
  const whole = (value as { value: number }).value / unit;
  if (Number.isInteger(whole)) return { type: "int", value: whole };
  run.report(diagnose("template-not-whole", { unit: name, nearest: String(Math.round(whole)) }, arg!.span));
  return failed;
}

/** Elements may be late: each prints in its place. */
export function join([list, separator]: readonly Argument[], { run }: Here): Value {
  const between = separator!.value.type === "string" ? plain(separator!.value.text) : undefined;
  const items = elements(list!.value);
  if (between === undefined || items === undefined) {
    const [wrong, wanted] = items === undefined ? [list!, "a list"] : [separator!, "a string that is known now"];
    run.report(diagnose("template-wrong-argument", { helper: "join", wanted, found: describeValue(wrong.value) }, wrong.span));
    return failed;
  }
  const parts: Text[number][] = [];
  for (const [index, item] of items.entries()) {
    const own = printed(item);
    if (own === undefined) {
      if (item.type !== "error") run.report(diagnose("template-not-joinable", { number: index + 1, found: describeValue(item) }, list!.span));
      return failed;
    }
    if (index > 0) parts.push(between);
    parts.push(...own);
  }
  return { type: "string", text: text(...parts) };
}

function elements(value: Value): readonly Value[] | undefined {
  if (value.type === "list") return value.items.map((item) => item.value);
  return value.type === "set" ? value.members : undefined;
}
