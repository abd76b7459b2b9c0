/**
 * Two texts -> the lines that differ, with three lines around them. Bounded for any input: common ends are cut off first, a middle
 * that differs in more than MOST_EDITS lines is shown as replaced whole, and at most MOST_LINES lines are kept.
 */
import { diffArrays } from "diff";
import type { Hunk, LinesDiff } from "./model.ts";

const CONTEXT = 3;
const MOST_EDITS = 1000;
const MOST_LINES = 2000;

interface Line { readonly mark: " " | "+" | "-"; readonly text: string }

/** undefined stands for a text that is not there. */
export function diffTexts(before: string | undefined, after: string | undefined): LinesDiff {
  const old = linesOf(before);
  const fresh = linesOf(after);
  const start = commonStart(old, fresh);
  const end = commonEnd(old, fresh, start);
  const middle = diffMiddle(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  const kept = middle.lines.slice(0, MOST_LINES);
  const lead = old.slice(Math.max(0, start - CONTEXT), start).map(same);
  const trail = old.slice(old.length - end, old.length - end + CONTEXT).map(same);
  const shortened = middle.coarse || kept.length < middle.lines.length;
  const hunks = hunksOf([...lead, ...kept, ...(kept.length < middle.lines.length ? [] : trail)], start - lead.length);
  return { added: count(middle.lines, "+"), removed: count(middle.lines, "-"), hunks, shortened };
}

/** A final line break ends the last line; without it the text differs from one that has it. */
function linesOf(text: string | undefined): string[] {
  if (text === undefined || text === "") return [];
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  else lines[lines.length - 1] += "\u2026 (no line break)";
  return lines;
}

function commonStart(a: readonly string[], b: readonly string[]): number {
  let i = 0;
  while (i < a.length && i < b.length && a[i] === b[i]) i++;
  return i;
}

function commonEnd(a: readonly string[], b: readonly string[], start: number): number {
  let i = 0;
  while (i < a.length - start && i < b.length - start && a[a.length - 1 - i] === b[b.length - 1 - i]) i++;
  return i;
}

function diffMiddle(before: readonly string[], after: readonly string[]): { lines: Line[]; coarse: boolean } {
  const changes = diffArrays([...before], [...after], { maxEditLength: MOST_EDITS });
  if (changes === undefined) return { lines: [...before.map((text): Line => ({ mark: "-", text })), ...after.map((text): Line => ({ mark: "+", text }))], coarse: true };
  return { lines: changes.flatMap((change) => change.value.map((text): Line => ({ mark: change.added ? "+" : change.removed ? "-" : " ", text }))), coarse: false };
}

/** `first` is the index of the first line on both sides. */
function hunksOf(lines: readonly Line[], first: number): Hunk[] {
  const hunks: Hunk[] = [];
  const at = { before: first + 1, after: first + 1 };
  let open: { beforeLine: number; afterLine: number; lines: string[] } | undefined;
  for (const [i, line] of lines.entries()) {
    if (isNear(lines, i)) {
      if (open === undefined) hunks.push((open = { beforeLine: at.before, afterLine: at.after, lines: [] }));
      open.lines.push(line.mark + line.text);
    } else open = undefined;
    if (line.mark !== "+") at.before++;
    if (line.mark !== "-") at.after++;
  }
  return hunks;
}

function isNear(lines: readonly Line[], i: number): boolean {
  for (let j = Math.max(0, i - CONTEXT); j <= i + CONTEXT && j < lines.length; j++) if (lines[j]!.mark !== " ") return true;
  return false;
}

function same(text: string): Line {
  return { mark: " ", text };
}

function count(lines: readonly Line[], mark: Line["mark"]): number {
  return lines.filter((line) => line.mark === mark).length;
}
