/** The records that are always there: `network`, `job`, `member`, `index`, `task` … */
import type { Env } from "./env.ts";
import type { Node } from "./node.ts";
import { text } from "./text.ts";
import type { RecordValue, Value } from "./values.ts";

export { contextNames } from "./env.ts";

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
    case "group": return frame.group === undefined ? undefined : record("group", { name: () => nameOf(frame.group!) });
    case "task": return frame.task === undefined ? undefined : taskRecord(frame.task, env);
    case "service": return frame.service === undefined ? undefined : record("service", { name: () => nameOf(frame.service!), label: () => string(frame.service!.label ?? "") });
    case "route": return frame.route;
    default: return undefined;
  }
}

export function taskRecord(task: Node, env: Env): RecordValue {
  return record("task", {
    name: () => nameOf(task),
    label: () => string(task.label ?? ""),
    program: () => task.value("run") ?? { type: "none" },
  }, () => nameOf(task), env);
}

export function record(what: string, fields: Readonly<Record<string, () => Value>>, prints?: () => Value, _env?: Env): RecordValue {
  const get = (name: string): Value | undefined => (Object.hasOwn(fields, name) ? fields[name]!() : undefined);
  return {
    type: "record",
    what,
    get,
    names: () => Object.keys(fields),
    ...(prints === undefined ? {} : { get prints() { const value = prints(); return value.type === "string" ? value.text : []; } }),
  };
}

export function string(value: string): Value {
  return { type: "string", text: text(value) };
}

/** What a block is called when it is emitted: its `name`, else the documented formula. */
export function nameOf(node: Node): Value {
  return node.emittedName();
}
