/**
 * How deep template text nests, before it is parsed: Handlebars' parser copies its stack at every step, so
 * 100,000 nested blocks would keep it busy for hours. Counts openings only; whether they match is the parser's business.
 */
const limit = 128;
const marks = /\{\{~?\s*(#|\^(?!\s*~?\}\})|\/|else\s+[^~}\s])|\{\{|\}\}|\(|\)/g;

interface Open {
  readonly at: number;
  /** How many levels its closing ends: an `else if` opens one more. */
  levels: number;
}

/** The offset of the first opening beyond the limit. */
export function tooDeepAt(text: string): number | undefined {
  return scan(text).deep;
}

/** The offset of the innermost block that nothing closes. */
export function unclosedBlock(text: string): number | undefined {
  return scan(text).open.at(-1)?.at;
}

function scan(text: string): { deep?: number; open: Open[] } {
  const open: Open[] = [];
  let depth = 0;
  let brackets = -Infinity;
  for (const found of text.matchAll(marks)) {
    const mark = found[1] ?? found[0];
    if (mark === "(") brackets++;
    else if (mark === ")") brackets--;
    else brackets = mark === "}}" ? -Infinity : 0;
    if (mark === "#" || mark === "^") depth += Math.sign(open.push({ at: found.index, levels: 1 }));
    else if (mark === "/") depth -= open.pop()?.levels ?? 0;
    else if (mark.startsWith("else") && open.length > 0) {
      open.at(-1)!.levels++;
      depth++;
    }
    if (depth > limit || brackets > limit) return { deep: found.index, open };
  }
  return { open };
}
