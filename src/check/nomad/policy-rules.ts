/**
 * The inequalities of update, restart, reschedule and migrate, after a group's policy was merged with the job's and completed.
 * Mirrors UpdateStrategy, RestartPolicy, ReschedulePolicy and MigrateStrategy.Validate; a task's own restart policy is held to
 * the same rules although servers let it pass: a limit that is never reached is never meant.
 */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { duration, seconds } from "../quantity.ts";
import type { Block, GroupFacts } from "./block.ts";
import { rescheduleRules } from "./reschedule-rules.ts";

export function policyRules(facts: GroupFacts): Diagnostic[] {
  const { group, job } = facts;
  const update = group.block("Update", job.block("Update"));
  const restart = group.block("RestartPolicy");
  const reschedule = group.block("ReschedulePolicy", job.block("Reschedule"));
  const migrate = group.block("Migrate", job.block("Migrate"));
  return [
    ...(update === undefined || facts.type.endsWith("batch") ? [] : updateRules(update, group.count("Count"))),
    ...(restart === undefined ? [] : restartRules(restart)),
    ...group.blocks("Tasks").flatMap((task) => ownRestart(task, restart)),
    ...(reschedule === undefined || facts.type.startsWith("sys") ? [] : rescheduleRules(reschedule)),
    ...(migrate === undefined || facts.type !== "service" ? [] : migrateRules(migrate)),
  ];
}

function updateRules(update: Block, count: number): Diagnostic[] {
  const result: Diagnostic[] = [];
  const [min, deadline, progress] = [update.count("MinHealthyTime"), update.count("HealthyDeadline"), update.count("ProgressDeadline")];
  if (min >= deadline) result.push(minHealthy(update, min, deadline));
  if (progress !== 0 && deadline >= progress) result.push(progressDeadline(update, deadline, progress));
  if (update.flag("AutoPromote") && update.count("Canary") === 0) result.push(diagnose("update-auto-promote", {}, update.span("AutoPromote")));
  const parallel = update.count("MaxParallel");
  if (count > 1 && parallel > count) result.push(diagnose("update-parallel", { parallel, count }, update.span("MaxParallel")));
  return result;
}

function minHealthy(update: Block, min: number, deadline: number): Diagnostic {
  const place = update.wrote("HealthyDeadline") || update.outer?.wrote("HealthyDeadline") === true ? "HealthyDeadline" : "MinHealthyTime";
  const other = place === "HealthyDeadline" ? "MinHealthyTime" : "HealthyDeadline";
  const related = [{ span: update.span(other), text: other === "MinHealthyTime" ? `\`min_healthy_time\` is ${duration(min)}` : `\`healthy_deadline\` is ${duration(deadline)}` }];
  return diagnose("update-healthy-deadline", { min: duration(min), deadline: duration(deadline) }, update.span(place), { related });
}

function progressDeadline(update: Block, deadline: number, progress: number): Diagnostic {
  const written = update.wrote("ProgressDeadline") || update.outer?.wrote("ProgressDeadline") === true;
  const related = [{ span: update.span(written ? "HealthyDeadline" : "ProgressDeadline"), text: written ? `\`healthy_deadline\` is ${duration(deadline)}` : `\`progress_deadline\` is ${duration(progress)} unless set` }];
  return diagnose("update-progress-deadline", { deadline: duration(deadline), progress: duration(progress) }, update.span(written ? "ProgressDeadline" : "HealthyDeadline"), { related });
}

function ownRestart(task: Block, outer: Block | undefined): Diagnostic[] {
  const own = task.wrote("RestartPolicy") ? task.block("RestartPolicy", outer) : undefined;
  return own === undefined ? [] : restartRules(own);
}

function restartRules(restart: Block): Diagnostic[] {
  const [attempts, delay, interval] = [restart.count("Attempts"), restart.count("Delay"), restart.count("Interval")];
  if (attempts === 0 && restart.str("Mode") === "delay") return [diagnose("restart-attempts", {}, restart.span("Attempts"))];
  if (interval < seconds(5) && interval >= 0) return [diagnose("restart-interval", { interval: duration(interval) }, restart.span("Interval"))];
  if (attempts * delay <= interval) return [];
  const place = ["Interval", "Delay", "Attempts"].find((name) => restart.wrote(name)) ?? "Interval";
  const args = { attempts, delay: duration(delay), interval: duration(interval), fits: Math.floor(interval / delay) };
  return [diagnose("restart-delay", args, restart.span(place), { related: [{ span: restart.span("Delay"), text: `the delay is ${duration(delay)}` }] })];
}

function migrateRules(migrate: Block): Diagnostic[] {
  const [min, deadline] = [migrate.count("MinHealthyTime"), migrate.count("HealthyDeadline")];
  if (min <= deadline) return [];
  return [diagnose("migrate-deadline", { min: duration(min), deadline: duration(deadline) }, migrate.span("MinHealthyTime"))];
}
