/** The groups of a job -> what is printed of them: those of which the same is said are one family, named together. */
import { diffTexts } from "../diff/lines.ts";
import { duration, readable } from "../diff/readable.ts";
import { linesWords, many } from "../diff/words.ts";
import { compactNames } from "../text/compact-names.ts";
import type { Json } from "../text/json.ts";
import { textWidth, visible } from "../text/visible.ts";
import type { GroupForecast, Reason, Rollout } from "./model.ts";

const MOST_REASONS = 8;
const MOST_LETTERS = 100;

function outcomeWords({ outcome, before, after, reasons }: GroupForecast): string {
  if (before + after === 0 && (outcome === "destructive" || outcome === "in-place")) return "changed; nothing of it runs all the time";
  // All groups of a job get its new version: how many allocations each has says nothing.
  const quiet = outcome === "in-place" && reasons.length === 0;
  const count = quiet ? "" : before === after ? (after === 1 ? "" : ` (${after} allocations)`) : ` (${before} -> ${after} allocations)`;
  switch (outcome) {
    case "destructive": return `replaced: a destructive update${count}`;
    case "in-place": return `updated in place${count}`;
    case "created": return `new${after <= 1 ? "" : ` (${many(after, "allocation")})`}`;
    case "removed": return `removed${before <= 1 ? "" : ` (${many(before, "allocation")})`}`;
    case "scaled": return `scaled, ${before} -> ${after}, the others in place`;
    case "ignored": return "nothing happens";
  }
}

/** Below the group, as the group is named already. */
function fieldOf({ job, group }: GroupForecast, { path }: Reason): string {
  const inside = `${job}/${group}/`;
  return path.startsWith(inside) ? path.slice(inside.length) : path;
}

/** What is printed of a group. */
export interface Lines {
  readonly outcome: string;
  readonly rows: readonly Row[];
  readonly more: string;
  readonly sentences: readonly string[];
}

/** `width`: of the widest `what` of the group. */
export interface Row { readonly what: string; readonly change: string; readonly where: string; readonly width: number }

export interface Family { readonly group: GroupForecast; readonly names: string; readonly lines: Lines }

const ranks: readonly GroupForecast["outcome"][] = ["destructive", "removed", "created", "scaled", "in-place", "ignored"];

/** Groups of which the same is said, their own names left out, are one family. The worst come first. */
export function familiesOf(groups: readonly GroupForecast[]): Family[] {
  const families = new Map<string, GroupForecast[]>();
  for (const group of groups) {
    const key = JSON.stringify(linesOf(group)).replaceAll(group.group, "\0");
    families.set(key, [...(families.get(key) ?? []), group]);
  }
  const found = [...families.values()].map((family): Family => {
    const [group] = family as [GroupForecast];
    const names = compactNames(family.map((one) => one.group)).map(visible).join(", ");
    const lines = linesOf(group);
    return { group, names, lines: family.length === 1 ? lines : together(renamed(lines, group.group, names), family) };
  });
  return found.sort((a, b) => ranks.indexOf(a.group.outcome) - ranks.indexOf(b.group.outcome));
}

/** max_parallel holds for a group. */
function together(lines: Lines, family: readonly GroupForecast[]): Lines {
  if (family.some(({ outcome, rollout }) => outcome !== "destructive" || rollout === undefined || rollout.canaries !== undefined)) return lines;
  const [first = "", ...rest] = lines.sentences;
  return { ...lines, sentences: [first, `All ${family.length} groups at once: groups of a job do not wait for each other.`, ...rest] };
}

function renamed({ rows, sentences, ...lines }: Lines, name: string, names: string): Lines {
  const width = (row: Row) => textWidth(row.what.replaceAll(name, names));
  const widest = Math.max(0, ...rows.map(width));
  return { ...lines, rows: rows.map((row) => ({ ...row, what: row.what.replaceAll(name, names), width: widest })), sentences: sentences.map((sentence) => sentence.replaceAll(name, names)) };
}

function linesOf(group: GroupForecast): Lines {
  const { outcome, reasons, meaning, rollout } = group;
  const deciding = reasons.filter(({ effect }) => effect === "destructive");
  const listed = outcome === "created" || outcome === "removed" ? [] : deciding.length > 0 ? deciding : reasons;
  const mild = deciding.length > 0 && listed.length > 0 ? reasons.length - deciding.length : 0;
  const left = Math.max(0, listed.length - MOST_REASONS);
  const more = [left > 0 ? `${left} more` : "", mild > 0 ? `${mild} that would not replace anything` : ""].filter((part) => part !== "").join(", and ");
  return { outcome: outcomeWords(group), rows: rowsOf(group, listed.slice(0, MOST_REASONS)), more, sentences: [...meaning, ...(rollout === undefined ? [] : [rolloutWords(rollout)])] };
}

function rowsOf(group: GroupForecast, reasons: readonly Reason[]): Row[] {
  const rows = reasons.map((reason) => ({ what: visible(fieldOf(group, reason)), change: changeWords(reason), where: reason.file === undefined ? "" : `${visible(reason.file)}:${reason.line}` }));
  const width = Math.max(0, ...rows.map(({ what }) => textWidth(what)));
  return rows.map((row) => ({ ...row, width }));
}

function changeWords({ from, to, unit }: Reason): string {
  if (typeof from === "string" && typeof to === "string" && (from + to).includes("\n")) return linesWords(diffTexts(from, to));
  if (from === undefined) return `new: ${short(to!, unit)}`;
  return to === undefined ? `gone: ${short(from, unit)}` : `${short(from, unit)} -> ${short(to, unit)}`;
}

/** A block as its name says it; long text as how long it is. */
function short(value: Json, unit: Reason["unit"]): string {
  if (typeof value === "string" && value.includes("\n")) return `(${many(value.replace(/\n$/, "").split("\n").length, "line")})`;
  const text = readable(value, unit);
  return text.length <= MOST_LETTERS ? text : `${text.slice(0, MOST_LETTERS - 1)}\u2026`;
}

function rolloutWords({ batches, atOnce, least, most, canaries, waits }: Rollout): string {
  const time = `${duration(least * 1e9)} to ${duration(most * 1e9)}`;
  const rest = batches - (canaries === undefined ? 0 : 1);
  const steps = [
    ...(canaries === undefined ? [] : [canaries === 1 ? "1 canary" : `${canaries} canaries`]),
    ...(waits === true ? ["the promotion"] : []),
    ...(rest === 0 ? [] : [`${many(rest, "batch")}${rest === 1 ? "" : ` of ${atOnce}`}`]),
  ];
  return `Roll-out: ${steps.join(", then ")}; ${time}${waits === true ? " without the wait" : ""}.`;
}
