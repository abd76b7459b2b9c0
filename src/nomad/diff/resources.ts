/** Resources of a task, networks of a group, and what is in them. */
import type { Json } from "../../text/json.ts";
import { fieldDiffs, typeOf } from "./fields.ts";
import { flattenFree, type Flat } from "./flatten.ts";
import { isObject, same, type Struct } from "./normal.ts";
import { block, blockType, content, keyed, name, plainDiff, since, type ObjectRules, type Rule } from "./object.ts";

const ports = (field: string, kind: "Static" | "Dynamic"): Rule =>
  keyed(field, { struct: "Port", name: `${kind} Port`, without: () => (kind === "Dynamic" ? ["Value", "IgnoreCollision"] : []) }, ({ Label }) => String(Label), plainDiff);

/** Its lists are shown as one text each. */
const dns: Rule = (before, after) => {
  const [old, fresh] = [before["DNS"] ?? null, after["DNS"] ?? null];
  if (same(old, fresh)) return [];
  return [{ Type: blockType(old, fresh), Name: "DNS", Fields: fieldDiffs(joined(old), joined(fresh), true), Objects: null }];
};

function joined(value: Json): Flat {
  const lists = isObject(value) ? Object.entries(value) : [];
  return new Map(lists.flatMap(([field, list]) => (Array.isArray(list) && list.length > 0 ? [[field, list.join(",")]] : [])));
}

/** The arguments stand for the block. */
const cni: Rule = (before, after) => {
  const fields = fieldDiffs(cniArguments(before), cniArguments(after), true);
  const type = typeOf(fields);
  return type === undefined ? [] : [{ Type: type, Name: "CNIConfig", Fields: fields, Objects: null }];
};

function cniArguments({ CNI }: Struct): Flat {
  return flattenFree((isObject(CNI) ? CNI["Args"] : undefined) ?? null);
}

/** By content: an edited network is one that is gone and one that is new. */
export const networks: Rule = keyed("Networks", {
  struct: "NetworkResource",
  name: "Network",
  without: (structs) => ["Device", "CIDR", "IP", ...(structs.since("1.7.0") ? ["MBits"] : [])],
  rules: [ports("ReservedPorts", "Static"), ports("DynamicPorts", "Dynamic"), dns, since("1.8.2", cni)],
}, content);

export const resources: ObjectRules = {
  struct: "Resources",
  name: "Resources",
  rules: [networks, keyed("Devices", { struct: "RequestedDevice", name: "Device" }, name), since("1.7.0", block("NUMA", { struct: "NUMA", name: "NUMA" }))],
};
