/** The records that are always there: `network`, `job`, `member`, `index`, `task` … */
import type { Env } from "./env.ts";
import type { Node } from "./node.ts";
import { text } from "./text.ts";
import type { RecordValue, Value } from "./values.ts";

/** undefined: no such record here. */
export function contextValue(name: string, env: Env): Value | undefined {
  const { frame } = env;
  switch (name) {
    case "none": return { type: "none" };
    case "network": return frame.world.record;
    case "job": return frame.job === undefined ? undefined : record("job", { name: () => string(frame.job!.id) });
    case "set": return frame.set?.record;
    case "member": return frame.member?.record;
    case "index": return frame.member?.record.get("index");
    case "group": return frame.group === undefined ? undefined : record("group", { name: () => frame.group!.emittedName() });
    case "task": return frame.task === undefined ? undefined : taskRecord(frame.task);
    case "service": return frame.service === undefined ? undefined : record("service", { name: () => frame.service!.emittedName(), label: () => string(frame.service!.label ?? "") });
    case "route": return frame.route;
    default: return undefined;
  }
}

export function taskRecord(task: Node): RecordValue {
  return record("task", {
    name: () => task.emittedName(),
    label: () => string(task.label ?? ""),
    program: () => task.valueOrNone("run"),
  }, () => task.emittedName());
}

export function record(what: string, fields: Readonly<Record<string, () => Value>>, prints?: () => Value): RecordValue {
  const get = (name: string): Value | undefined => (Object.hasOwn(fields, name) ? fields[name]!() : undefined);
  const names = () => Object.keys(fields);
  if (prints === undefined) return { type: "record", what, get, names };
  // What it prints is computed when it is printed: a task's name may read other fields of the task.
  return { type: "record", what, get, names, get prints() { const value = prints(); return value.type === "string" ? value.text : []; } };
}

export function string(value: string): Value {
  return { type: "string", text: text(value) };
}
