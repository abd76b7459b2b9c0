/** Whether what an update policy asks of a group's health can be seen at all. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { GroupFacts } from "./block.ts";
import { services } from "./service-rules.ts";

/** Only for what an author wrote: `checks` is also what Nomad uses for groups that never had any. */
export function healthRules({ group, job, type }: GroupFacts): Diagnostic[] {
  const update = group.block("Update", job.block("Update"));
  const written = update !== undefined && (update.wrote("HealthCheck") || update.outer?.wrote("HealthCheck") === true);
  if (type !== "service" || !written || update.str("HealthCheck") !== "checks") return [];
  const checked = services(group).some(({ service }) => service.blocks("Checks").length > 0);
  return checked ? [] : [diagnose("health-without-checks", {}, update.span("HealthCheck"), { related: [{ span: group.span("Name"), text: "this group" }] })];
}
