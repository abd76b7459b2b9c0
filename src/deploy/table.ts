/** The roll-out of a network on one screen: jobs and groups in rows, a bar below. Pure: progress and a width in, lines out. */
import { textWidth, visible, widthOf } from "../text/visible.ts";
import { isSettled, type GroupProgress, type JobProgress } from "./progress.ts";
import { durationWords } from "./rollout.ts";

export interface Screen {
  /** Columns. */
  readonly width: number;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly start: number;
}

/** Rows of groups at most: a table that is higher than its terminal cannot be drawn in place. */
const MOST_ROWS = 20;
const HEAD = ["JOB", "GROUP", "DESIRED", "PLACED", "HEALTHY", "UNHEALTHY", "LEFT", ""] as const;

export function tableLines(jobs: readonly JobProgress[], screen: Screen): string[] {
  const rows = jobs.flatMap((job) => jobRows(job, screen));
  const open = rows.filter(({ settled }) => !settled);
  const shown = rows.length <= MOST_ROWS ? rows : open.slice(0, MOST_ROWS);
  const hidden = rows.length - shown.length;
  const cells = [HEAD as readonly string[], ...shown.map((row) => row.cells)];
  const widths = HEAD.map((_, i) => Math.max(...cells.map((row) => textWidth(row[i] ?? ""))));
  const lines = cells.map((row) => row.map((cell, i) => (i >= 2 && i <= 6 ? pad(widths[i]! - textWidth(cell)) + cell : cell + pad(widths[i]! - textWidth(cell)))).join("  ").trimEnd());
  return [...lines, ...(hidden > 0 ? [`and ${hidden} more`] : []), bar(jobs, screen)].map((line) => cut(line, screen.width));
}

function jobRows({ job, state, groups, note }: JobProgress, screen: Screen): { cells: string[]; settled: boolean }[] {
  const rest = state === "healthy" || state === "rolling out" ? "" : state;
  const words = [rest, note ?? ""].filter((text) => text !== "").join(", ");
  const settled = state === "healthy" || state === "registered";
  if (groups.length === 0) return [{ cells: [visible(job), "", "", "", "", "", "", words], settled }];
  return groups.map((group, i) => ({ cells: [i === 0 ? visible(job) : "", visible(group.group), ...numbers(group), left(group, screen), [i === 0 ? words : "", visible(group.note ?? "")].filter((text) => text !== "").join("; ")], settled: isSettled(group) }));
}

function numbers({ desired, placed, healthy, unhealthy }: GroupProgress): string[] {
  return [desired, placed, healthy, unhealthy].map(String);
}

function left({ deadline }: GroupProgress, { now }: Screen): string {
  return deadline === undefined ? "" : durationWords((deadline - now) / 1000);
}

function bar(jobs: readonly JobProgress[], { now, start, width }: Screen): string {
  const groups = jobs.flatMap((job) => job.groups);
  const desired = groups.reduce((sum, group) => sum + group.desired, 0);
  const healthy = groups.reduce((sum, group) => sum + Math.min(group.healthy, group.desired), 0);
  const waiting = jobs.filter(({ state }) => state === "waiting").length;
  const room = Math.max(10, Math.min(30, width - 50));
  const full = desired === 0 ? 0 : Math.floor((room * healthy) / desired);
  return `[${"#".repeat(full)}${"-".repeat(room - full)}] ${healthy} of ${desired} healthy, ${durationWords((now - start) / 1000)}${waiting === 0 ? "" : `, ${waiting} to come`}`;
}

function pad(count: number): string {
  return " ".repeat(Math.max(0, count));
}

/** A line that wraps would take two rows, and the next drawing would be one off. */
function cut(line: string, width: number): string {
  let used = 0;
  let text = "";
  for (const character of line) {
    used += widthOf(character);
    if (used > width - 1) return `${text.slice(0, -1)}…`;
    text += character;
  }
  return text;
}

/** What changed since, as lines: for logs and pipes. */
export function newsLines(before: JobProgress | undefined, { job, state, groups, note }: JobProgress): string[] {
  const lines: string[] = [];
  const changed = before?.state !== state || before.note !== note ? [`${job}: ${state}${note === undefined ? "" : `, ${note}`}`] : [];
  for (const group of groups) {
    const old = before?.groups.find((candidate) => candidate.group === group.group);
    if (old !== undefined && numbers(old).join() === numbers(group).join() && old.note === group.note) continue;
    const { desired, placed, healthy, unhealthy } = group;
    lines.push(`${job}/${group.group}: ${placed} of ${desired} placed, ${healthy} healthy${unhealthy === 0 ? "" : `, ${unhealthy} unhealthy`}${group.note === undefined ? "" : `; ${group.note}`}`);
  }
  // What it came to is told after what led to it.
  return (state === "healthy" || state === "failed" ? [...lines, ...changed] : [...changed, ...lines]).map(visible);
}
