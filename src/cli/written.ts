/** A field of a compiled job -> every place that had a part in its value. In: the resolved network. */
import type { LayerKind, Origin } from "../evaluate/origin.ts";
import type { Written } from "../forecast/model.ts";
import type { Job } from "../network/model.ts";
import { nodeAt } from "../network/tree.ts";
import type { JsonPath } from "../text/json.ts";
import type { Span } from "../text/source.ts";

const MOST_PARTS = 100;

/** From the one that networks begin with to the one that a single run ends with. */
const ranks: readonly LayerKind[] = ["schema", "default-block", "parameter-default", "default-role", "role", "program", "network", "job", "set", "member", "set-option"];

/** undefined for what nobody wrote. */
export function writtenIn(job: Job, pointer: JsonPath): Written | undefined {
  const { node, found } = nodeAt(job.tree, pointer);
  return found ? { parts: partsOf(node.origin), lines: linesOf(job, pointer) } : undefined;
}

function partsOf(origin: Origin): Span[] {
  const seen = new Set<Origin>();
  const collect = (one: Origin): void => {
    if (seen.size >= MOST_PARTS || seen.has(one)) return;
    seen.add(one);
    for (const read of one.reads ?? []) collect(read);
  };
  collect(origin);
  const rank = ({ layer }: Origin) => ranks.indexOf(layer.kind);
  return [...seen].sort((a, b) => rank(b) - rank(a)).map(({ span }) => span);
}

/** `/TaskGroups/0/Tasks/1/Templates/2/EmbeddedTmpl` */
function linesOf(job: Job, [groups, group, tasks, task, templates, template, text]: JsonPath): Span[] {
  if (groups !== "TaskGroups" || tasks !== "Tasks" || templates !== "Templates" || text !== "EmbeddedTmpl") return [];
  const body = job.groups[Number(group)]?.tasks[Number(task)]?.templates[Number(template)];
  return body === undefined ? [] : body.lines.filter((line) => line !== undefined);
}
