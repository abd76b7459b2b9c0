/** Where a character of an inline template stands in its file: strings lose escapes and indentation on the way. */
import type { Span } from "../text/source.ts";

/** `text` is the string's value, `span` the literal. Lines are found one after the other in the literal's source. */
export function inlineOffsets(span: Span, text: string): (offset: number) => number {
  const raw = span.file.text.slice(span.start, span.end);
  const starts: { readonly from: number; readonly at: number }[] = [];
  let cursor = raw.startsWith('"""') ? 3 : 1;
  let from = 0;
  for (const line of text.split("\n")) {
    const found = line === "" ? cursor : raw.indexOf(line, cursor);
    const at = found < 0 ? cursor : found;
    starts.push({ from, at: span.start + at });
    cursor = found < 0 ? cursor : at + line.length;
    from += line.length + 1;
  }
  return (offset) => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]!.from <= offset) low = middle;
      else high = middle - 1;
    }
    const line = starts[low]!;
    return Math.min(line.at + (offset - line.from), span.end);
  };
}
