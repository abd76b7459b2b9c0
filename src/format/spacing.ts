/** The space between two neighbouring pieces of one line. */
import { Assign, Colon, Comma, Dot, LBrace, LParen, LSquare, Question, RBrace, RParen, RSquare, Range } from "../../grammar/tokens.ts";
import type { TokenType } from "chevrotain";
import type { Piece } from "./pieces.ts";
import type { Shape } from "./shape.ts";

const tightBefore = new Set<TokenType | undefined>([Comma, Colon, Question, RParen, RSquare, Dot, Range]);
const tightAfter = new Set<TokenType | undefined>([LParen, LSquare, Dot, Range]);

export function gap(shape: Shape, before: Piece, after: Piece): "" | " " | "  " {
  if (after.comment) return "  ";
  if (tightBefore.has(after.type) || tightAfter.has(before.type)) return "";
  if (shape.touching.has(after.start) || shape.unary.has(before.start)) return "";
  if (before.type === LBrace || after.type === RBrace) return shape.tight.has(before.type === LBrace ? before.start : after.start) ? "" : " ";
  const begins = shape.statements.has(after.start) || shape.items.has(after.start);
  return begins && before.type !== Comma && before.type !== Assign && before.type !== Colon ? "  " : " ";
}
