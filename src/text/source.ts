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

export function positionAt(file: SourceFile, offset: number): Position {
  const line = lineOf(file, offset);
  const start = startsOf(file)[line - 1]!;
  return { line, column: [...file.text.slice(start, offset)].length + 1 };
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
