/** Finds the token at which a file nests too deep for anything that reads it recursively, the parser included: one pass, no recursion. */
import type { IToken, TokenType } from "chevrotain";
import { BinaryOp, Comma, Else, If, Interpolation, LBrace, LParen, LSquare, Minus, Not, RBrace, RParen, RSquare, Then } from "../../grammar/tokens.ts";
import { MAX_NESTING } from "./brackets.ts";

const openers = new Set<TokenType>([LBrace, LParen, LSquare, Interpolation]);
const closers = new Set<TokenType>([RBrace, RParen, RSquare]);

/** In balanced tokens. `if … then … else if …` nests without brackets: `ifs` are those open in each bracket. */
export function tooDeep(tokens: readonly IToken[]): IToken | undefined {
  const ifs: number[] = [0];
  let open = 0;
  let prefix = 0;
  let previous: IToken | undefined;
  const reset = (count: number) => {
    open += count - ifs[ifs.length - 1]!;
    ifs[ifs.length - 1] = count;
  };
  for (const token of tokens) {
    const type = token.tokenType;
    prefix = type === Not || type === Minus ? prefix + 1 : 0;
    if (begins(token, previous)) reset(0);
    if (type === If) reset(ifs[ifs.length - 1]! + 1);
    else if (openers.has(type)) ifs.push(0);
    else if (closers.has(type) && ifs.length > 1) {
      reset(0);
      ifs.pop();
    }
    if (ifs.length - 1 + open + prefix > MAX_NESTING) return token;
    previous = token;
  }
  return undefined;
}

/** Whether no expression goes on over this token: behind a comma, or on a new line that continues nothing. */
function begins(token: IToken, previous: IToken | undefined): boolean {
  const type = token.tokenType;
  if (type === Comma) return true;
  if (previous === undefined || token.startLine === previous.endLine || type === Else || type === Then) return false;
  return ![Else, Then, If].includes(previous.tokenType) && previous.tokenType.CATEGORIES?.includes(BinaryOp) !== true;
}
