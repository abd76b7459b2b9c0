/**
 * One line of a source as it is shown: tabs as spaces, hidden characters escaped, and only a window of it when it is too long.
 * In: the line's text and the part that matters. Out: what to print and where that part stands in it, in columns.
 */
import { escapeCharacter, isHidden, textWidth, widthOf } from "../../text/visible.ts";

const TAB = 4;

export interface ShownLine {
  readonly text: string;
  /** Column, from 0, at which the marked part begins, and its width (at least 1). */
  readonly column: number;
  readonly width: number;
}

/** `from` and `to` are offsets in `line`; `room` is the number of columns there are. */
export function showLine(line: string, from: number, to: number, room: number): ShownLine {
  const [first, last] = windowOf(line, from, to, room);
  const lead = first > 0 ? "…" : "";
  const before = lead + shown(line.slice(first, from), lead.length);
  const column = textWidth(before);
  const marked = shown(line.slice(from, Math.min(to, last)), column);
  const after = shown(line.slice(Math.max(from, Math.min(to, last)), last), column + textWidth(marked));
  const text = before + marked + after + (last < line.length ? "…" : "");
  return { text: text.trimEnd(), column, width: Math.max(1, textWidth(marked)) };
}

/** The part of the line that is printed: all of it if it fits, else some context before the marked part and what fits after. */
function windowOf(line: string, from: number, to: number, room: number): [number, number] {
  if (line.length <= room && textWidth(shown(line, 0)) <= room) return [0, line.length];
  const context = Math.min(Math.floor(room / 3), Math.max(8, room - (to - from) - 4));
  const first = wholeCharacter(line, fitBackwards(line, from, context));
  return [first, wholeCharacter(line, fitForwards(line, first, room - 2))];
}

function fitBackwards(line: string, from: number, columns: number): number {
  let start = from;
  let used = 0;
  while (start > 0) {
    used += shownWidth(line[start - 1]!);
    if (used > columns) break;
    start--;
  }
  return start;
}

function fitForwards(line: string, first: number, columns: number): number {
  let end = first;
  let used = 0;
  while (end < line.length) {
    used += shownWidth(line[end]!);
    if (used > columns) break;
    end++;
  }
  return end;
}

/** An upper bound, per UTF-16 unit. */
function shownWidth(unit: string): number {
  if (unit === "\t") return TAB;
  if (/[\ud800-\udfff]/.test(unit)) return 1;
  return isHidden(unit) ? escapeCharacter(unit).length : widthOf(unit);
}

function wholeCharacter(line: string, index: number): number {
  const unit = line.charCodeAt(index);
  return unit >= 0xdc00 && unit <= 0xdfff && index > 0 ? index - 1 : index;
}

function shown(text: string, column: number): string {
  let result = "";
  for (const character of text) {
    const piece = character === "\t" ? " ".repeat(TAB - (column % TAB)) : isHidden(character) ? escapeCharacter(character) : character;
    column += textWidth(piece);
    result += piece;
  }
  return result;
}
