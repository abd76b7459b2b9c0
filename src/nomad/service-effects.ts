/**
 * What a difference in a group's service does. Services are registered anew without touching what runs; Connect is more than that: its proxy is a task of the
 * allocation, with a port. Mirrors the scheduler's comparison of Connect blocks, and what follows from the tasks and ports that come and go with them.
 */
import { isFields, type Fields } from "../check/fill.ts";
import type { Json } from "../text/json.ts";
import { blockIn, blocksIn, textIn } from "./blocks.ts";
import type { RawDifference } from "./differences.ts";
import type { GroupChange } from "./effects.ts";

export function serviceEffect(difference: RawDifference, change: GroupChange): boolean {
  const [, , , index, field, ...rest] = difference.new;
  if (index === undefined) return false;
  const old = serviceAt(change.old, difference.old);
  const fresh = serviceAt(change.new, difference.new);
  if (field === undefined || field === "Name") return [old, fresh].some(bringsTask);
  if (field === "Checks") return checkField(difference);
  if (blockIn(fresh, "Connect") === undefined) return field === "Connect" && bringsTask(old);
  return field === "PortLabel" || field === "Cluster" || (field === "Connect" && connectField(rest));
}

function serviceAt(group: Fields, path: RawDifference["new"]): Fields | undefined {
  return blocksIn(group, "Services")[Number(path[3])];
}

/** A sidecar and a gateway run as a task of their own; a native service only marks the task that is there. */
function bringsTask(service: Fields | undefined): boolean {
  const connect = blockIn(service, "Connect");
  return blockIn(connect, "SidecarService") !== undefined || blockIn(connect, "Gateway") !== undefined;
}

/** Tags of the sidecar and its proxy's settings reach the proxy through Consul. */
function connectField([field, ofSidecar]: readonly (string | number)[]): boolean {
  return field === undefined || field === "Native" || field === "Gateway" || field === "SidecarTask" || (field === "SidecarService" && (ofSidecar === undefined || ofSidecar === "Port"));
}

/** A check that the sidecar exposes has a port, which is named after all that the check says. */
function checkField({ new: path, from, to }: RawDifference): boolean {
  if (path.length === 6) return [from, to].some(hasOwnPort);
  return path.length === 7 && path[6] === "PortLabel" && [from, to].some(isOwnLabel);
}

function hasOwnPort(check: Json | undefined): boolean {
  return isFields(check) && isOwnLabel(textIn(check, "PortLabel"));
}

function isOwnLabel(label: Json | undefined): boolean {
  return typeof label === "string" && /^svc_.*_ck_[0-9a-f]{6}$/.test(label);
}
