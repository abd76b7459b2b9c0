/**
 * Whether a `\(` in a string begins code: only if its parenthesis closes on the same line. Without that rule one
 * forgotten parenthesis would swallow the rest of the file. Keeps a budget for a line, so that hostile ones stay linear.
 */
import type { CustomPatternMatcherFunc } from "chevrotain";

/** How many `\(` of one line may fail to close before the others are taken as unclosed unseen. */
const FAILURES = 64;
/** Deeper than any file may nest: the parser refuses it, so it need not be walked to its end. */
const DEPTH = 256;
let run: unknown;
let line = -1;
let failures = 0;

export const startsInterpolation: CustomPatternMatcherFunc = (text, offset, tokens) => {
  if (text[offset + 1] !== "(" || text[offset] !== "\\") return null;
  const here = tokens.length === 0 ? 0 : tokens[tokens.length - 1]!.startLine!;
  if (here !== line || run !== tokens) [run, line, failures] = [tokens, here, 0];
  if (failures > FAILURES) return null;
  if (closes(text, offset + 2)) return ["\\("];
  failures++;
  return null;
};

/** Walks code and nested strings up to the parenthesis that closes; `stack` says what each open bracket is. */
function closes(text: string, start: number): boolean {
  const stack: ("code" | "string")[] = ["code"];
  for (let i = start; i < text.length; i++) {
    const c = text[i];
    if (c === "\n") return false;
    if (stack[stack.length - 1] === "code") {
      if (c === "#") return false;
      if (c === "(") stack.push("code");
      else if (c === '"') stack.push("string");
      else if (c === ")") stack.pop();
    } else if (c === "\\") {
      if (text[++i] === "(") stack.push("code");
      else if (text[i] === "\n") return false;
    } else if (c === '"') stack.pop();
    if (stack.length === 0 || stack.length > DEPTH) return true;
  }
  return false;
}
