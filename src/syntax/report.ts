/**
 * All problems of a file's text -> those worth saying, in order. At most one about its grammar on each line, and none
 * that only follows from another: a bracket too many or too few spoils the brackets up to the next declaration.
 */
import type { IToken } from "chevrotain";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { lineOf } from "../text/source.ts";
import type { SourceFile } from "../text/source.ts";
import type { Unclosed } from "./brackets.ts";
import { explain, isClosing } from "./errors.ts";
import type { Trouble } from "./errors.ts";
import { tokenSpan } from "./tokenize.ts";
import type { Tokens } from "./tokenize.ts";

export function report(file: SourceFile, lexed: Tokens, problems: readonly Diagnostic[], troubles: readonly Trouble[]): Diagnostic[] {
  const spoilt = new Spoilt(lexed.declarations);
  const first = oneForALine(file, problems, unmatched(file, lexed, problems, spoilt));
  const said = troubles.filter((trouble) => !(trouble.rule === "stray" && isClosing(trouble.token)) && !(trouble.rule === "outside" && spoilt.has(offset(trouble))));
  const grammar = said.sort((a, b) => offset(a) - offset(b)).map((trouble) => explain(file, trouble));
  return oneForALine(file, first, grammar).sort((a, b) => (a.span?.start ?? 0) - (b.span?.start ?? 0));
}

/** What lies behind the first problem with a brace, or a stray bracket, of its declaration. */
class Spoilt {
  private readonly causes = new Map<number, number>();

  constructor(private readonly declarations: readonly number[]) {}

  add(at: number): void {
    const declaration = this.declarationOf(at);
    if (!this.causes.has(declaration)) this.causes.set(declaration, at);
  }

  has(at: number): boolean {
    return (this.causes.get(this.declarationOf(at)) ?? Number.MAX_SAFE_INTEGER) < at;
  }

  private declarationOf(at: number): number {
    let [low, high] = [0, this.declarations.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.declarations[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function offset(trouble: Trouble): number {
  return Number.isNaN(trouble.token.startOffset) ? Number.MAX_SAFE_INTEGER : trouble.token.startOffset;
}

/** What is known, and of the others the first of each line of which nothing is known. */
function oneForALine(file: SourceFile, known: readonly Diagnostic[], others: readonly Diagnostic[]): Diagnostic[] {
  const taken = new Set(known.map((each) => lineOf(file, each.span?.start ?? 0)));
  const result = [...known];
  for (const each of others) {
    const line = lineOf(file, each.span!.start);
    if (!taken.has(line)) result.push(each);
    taken.add(line);
  }
  return result;
}

interface Mismatch {
  /** Where it is reported. */
  readonly at: IToken;
  readonly openers: readonly IToken[];
  /** A parenthesis that nothing closes ends on its line and spoils nothing. */
  readonly spoils: boolean;
}

/** Brackets without their partner, in order. A string that took the rest of the file explains them all. */
function unmatched(file: SourceFile, lexed: Tokens, problems: readonly Diagnostic[], spoilt: Spoilt): Diagnostic[] {
  if (problems.some((each) => each.code === "unterminated-string" && each.label?.includes('"""'))) return [];
  const stray = lexed.stray.map((at): Mismatch => ({ at, openers: [], spoils: true }));
  const found: Diagnostic[] = [];
  for (const each of [...unclosed(lexed.unclosed), ...stray].sort((a, b) => a.at.startOffset - b.at.startOffset)) {
    if (spoilt.has(each.at.startOffset)) continue;
    found.push(mismatch(file, each, lexed.lastClosed));
    if (each.spoils) spoilt.add(each.at.startOffset);
  }
  return found;
}

function mismatch(file: SourceFile, { at, openers }: Mismatch, lastClosed: IToken | undefined): Diagnostic {
  const span = tokenSpan(file, at);
  if (openers.length > 0) {
    const related = openers.filter((token) => token !== at).slice(0, 3).map((token) => ({ span: tokenSpan(file, token), text: "opened here" }));
    return diagnose("unclosed-bracket", { bracket: openers[0]!.image.slice(-1) }, span, { related });
  }
  const ended = at.image === "}" && lastClosed !== undefined && lastClosed.startOffset < at.startOffset;
  return diagnose("stray-bracket", { bracket: at.image }, span, { related: ended ? [{ span: tokenSpan(file, lastClosed), text: "the last block ended here" }] : [] });
}

/** A brace is missed where its body ends; braces that end together are one problem. A parenthesis is missed on its line. */
function unclosed(all: readonly Unclosed[]): Mismatch[] {
  const places = new Map<IToken, IToken[]>();
  for (const { token, last } of all) {
    const at = token.image === "{" ? last : token;
    const openers = places.get(at);
    if (openers === undefined) places.set(at, [token]);
    else openers.push(token);
  }
  return [...places].map(([at, openers]) => ({ at, openers, spoils: openers[0]!.image === "{" }));
}
