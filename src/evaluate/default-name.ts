/** What groups and services are called when no layer names them. Namespace, job and set keep networks and roles apart. */
import { string } from "./context.ts";
import type { Frame } from "./env.ts";
import type { Value } from "./values.ts";

/** undefined: the block's own label. The group of a member is named by its member. */
export function defaultName(place: string | undefined, label: string | undefined, frame: Frame): (() => Value) | undefined {
  if (place === "service") return () => serviceName(label ?? "", frame);
  return place === "group" && label === undefined && frame.job !== undefined ? () => string(frame.job!.id) : undefined;
}

/** `<namespace>-<job>-<set>-<label>`; outside of a set its group's label. A last part that repeats the one before is left out. */
function serviceName(label: string, { world, job, set, group }: Frame): Value {
  const place = set?.name ?? group?.label ?? "";
  return string([world.namespace, job?.id ?? "", place, ...(label === place ? [] : [label])].filter((part) => part !== "").join("-"));
}
