/** A source file and half-open spans in it. Offsets are UTF-16 code units; lines and columns are computed when asked for. */
export interface SourceFile {
  /** Project-relative path with forward slashes, as diagnostics print it. */
  readonly path: string;
  readonly text: string;
}

/** `start` included, `end` excluded. */
export interface Span {
  readonly file: SourceFile;
  readonly start: number;
  readonly end: number;
}

export interface Position {
  /** 1-based. */
  readonly line: number;
  /** 1-based, in code points. */
  readonly column: number;
}

const lineStarts = new WeakMap<SourceFile, number[]>();

function startsOf(file: SourceFile): number[] {
  let starts = lineStarts.get(file);
  if (starts === undefined) {
    starts = [0];
    for (let i = file.text.indexOf("\n"); i >= 0; i = file.text.indexOf("\n", i + 1)) starts.push(i + 1);
    lineStarts.set(file, starts);
  }
  return starts;
}

export function lineOf(file: SourceFile, offset: number): number {
  const starts = startsOf(file);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low + 1;
}

/** The last column counted in each file: many problems on one very long line stay linear in its length. */
const lastColumn = new WeakMap<SourceFile, { line: number; offset: number; column: number }>();

export function positionAt(file: SourceFile, offset: number): Position {
  const line = lineOf(file, offset);
  const last = lastColumn.get(file);
  const known = last !== undefined && last.line === line && last.offset <= offset;
  let column = known ? last.column : 1;
  for (let i = known ? last.offset : startsOf(file)[line - 1]!; i < offset; i++) {
    if (!isTrailHalf(file.text, i)) column++;
  }
  lastColumn.set(file, { line, offset, column });
  return { line, column };
}

/** The second half of a surrogate pair: it belongs to the code point before it. */
function isTrailHalf(text: string, index: number): boolean {
  const unit = text.charCodeAt(index);
  if (unit < 0xdc00 || unit > 0xdfff || index === 0) return false;
  const before = text.charCodeAt(index - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

/** The text of a 1-based line, without its line break. */
export function lineText(file: SourceFile, line: number): string {
  const starts = startsOf(file);
  const end = line < starts.length ? starts[line]! - 1 : file.text.length;
  return file.text.slice(starts[line - 1] ?? end, end).replace(/\r$/, "");
}

export function lineStart(file: SourceFile, line: number): number {
  return startsOf(file)[line - 1] ?? file.text.length;
}

export function cover(first: Span, last: Span): Span {
  return { file: first.file, start: first.start, end: last.end };
}
