/**
 * How parsing goes on after an error. Chevrotain would skip to the next token that some open rule may go on with;
 * a language of lines can do better: a broken statement costs its line, a broken item its place in the list,
 * a broken block head leaves its body to be read. Brackets balance when the parser is called. No messages here: errors carry the rule, the token and what was expected.
 */
import { CstParser, EOF, MismatchedTokenException, NoViableAltException } from "chevrotain";
import type { IRecognitionException, IToken, TokenType } from "chevrotain";
import { OneTokenLookahead } from "./lookahead.ts";
import {
  Assign, AssignOp, Colon, Comma, Equal, Identifier, Import, Interpolation, LBrace, LParen, LSquare, NetworkWord, RBrace, RParen, RSquare, RoleWord,
  StringEnd, vocabulary,
} from "./tokens.ts";

/** What an error was about, for the words of its message. */
export interface Failure extends IRecognitionException {
  readonly token: IToken;
  readonly previousToken?: IToken;
  readonly expected?: TokenType;
  /** A hint from the place that raised it. */
  readonly what?: string;
}

/** Where each rule that recovers resumes. The others pass their error on. */
type Resume = "closer" | "line" | "item" | "head" | "declaration" | "interpolation";
const resumes: Readonly<Record<string, Resume>> = {
  statement: "line", param: "item", item: "item", entry: "item", argument: "item", enclosed: "item", comprehension: "item",
  condition: "head", range: "head", selector: "head", network: "declaration", role: "declaration", importing: "line", interpolation: "interpolation",
};

const openers = new Set<TokenType>([LBrace, LParen, LSquare, Interpolation]);
const closers = new Set<TokenType>([RBrace, RParen, RSquare]);
const insertable = new Set<TokenType>([Comma, Identifier, StringEnd]);

/** Members of Chevrotain's parser that its typings keep to themselves. */
interface Engine {
  recoveryEnabled: boolean;
  readonly RULE_STACK_IDX: number;
  consumeToken(): void;
  getCurrRuleFullName(): string;
  getTokenToInsert(type: TokenType): IToken;
  SAVE_ERROR(error: unknown): unknown;
}

/** A token that the grammar lets pass although it stands in no right place. */
export interface Misplaced {
  readonly rule: string;
  readonly token: IToken;
  readonly previous: IToken | undefined;
}

export abstract class RecoveringParser extends CstParser {
  private readonly engine = this as unknown as Engine;
  private complained: number | undefined;
  /** Of the last run. */
  strays: Misplaced[] = [];

  constructor(skipValidations: boolean) {
    super(vocabulary, { recoveryEnabled: true, maxLookahead: 1, nodeLocationTracking: "full", skipValidations, lookaheadStrategy: new OneTokenLookahead() });
    Object.assign(this, recovery);
  }

  /** Chevrotain's own recovery needs to know what may follow each rule, and finding that out takes it long; this one never asks. */
  protected override performSelfAnalysis(): void {
    this.engine.recoveryEnabled = false;
    super.performSelfAnalysis();
    this.engine.recoveryEnabled = true;
  }

  /** Reports a problem at the next token without giving up. One for a line will do. */
  protected complain(expected: TokenType | undefined, what?: string): void {
    if (this.LA(1).startLine === this.complained) return;
    this.complained = this.LA(1).startLine;
    const error = new MismatchedTokenException("", this.LA(1), this.LA(0));
    this.engine.SAVE_ERROR(Object.assign(error, { expected, what }));
  }

  override reset(): void {
    super.reset();
    this.strays = [];
    this.complained = undefined;
  }

  /** Notes the token just read as out of place and goes on behind what belongs to it. */
  protected misplaced(resume: Resume): void {
    const before = this.LA(-1);
    this.strays.push({ rule: this.engine.getCurrRuleFullName(), token: this.LA(0), previous: Number.isNaN(before.startOffset) ? undefined : before });
    this.skip(resume, openers.has(this.LA(0).tokenType) ? 1 : 0);
  }

  /** Reports that something of this kind was expected at the next token, and gives the rule up. */
  protected fail(what: string): never {
    const error = new NoViableAltException("", this.LA(1), this.LA(0));
    throw this.engine.SAVE_ERROR(Object.assign(error, { what }));
  }

  /** Skips to what `resume` names. Brackets that match are skipped whole. */
  protected skip(resume: Resume, from = 0): IToken[] {
    const skipped: IToken[] = [];
    let depth = from;
    let last = this.LA(0);
    for (let next = this.LA(1); next.tokenType !== EOF; next = this.LA(1)) {
      if (depth === 0 && this.resumesAt(resume, next, last)) break;
      if (openers.has(next.tokenType)) depth++;
      else if (closers.has(next.tokenType) && depth > 0) depth--;
      skipped.push(next);
      last = next;
      this.engine.consumeToken();
    }
    return skipped;
  }

  /** Reads up to the closing bracket of the open one. Brackets balance, so there is one, but where its own rule has read it. */
  protected skipTo(closer: TokenType): IToken | undefined {
    this.skip("closer");
    const next = this.LA(1);
    if (next.tokenType !== closer) return undefined;
    this.engine.consumeToken();
    return next;
  }

  private resumesAt(resume: Resume, next: IToken, last: IToken): boolean {
    const type = next.tokenType;
    const newLine = last.endLine !== undefined && next.startLine! > last.endLine;
    if (resume === "declaration") return newLine && (type === NetworkWord || type === RoleWord || type === Import);
    if (resume === "closer") return closers.has(type);
    if (resume === "interpolation") return type === RParen || type === StringEnd || newLine;
    if (type === RBrace || newLine) return true;
    if (resume === "line") return false;
    if (closers.has(type)) return true;
    return resume === "head" ? type === LBrace : resume === "item" && type === Comma;
  }
}

interface Self extends Engine {
  LA(distance: number): IToken;
  skip(resume: Resume): IToken[];
  skipTo(closer: TokenType): IToken | undefined;
  fail(what: string): never;
}

/** Replaces Chevrotain's own steps of the same names. */
const recovery = {
  attemptInRepetitionRecovery(): void {},

  findReSyncTokenType: (): TokenType => EOF,

  /** The rule that was called from outside never throws. */
  isInCurrentRuleReSyncSet(this: Self): boolean {
    return this.RULE_STACK_IDX === 0 || this.getCurrRuleFullName() in resumes;
  },

  reSyncTo(this: Self): IToken[] {
    const resume = resumes[this.getCurrRuleFullName()];
    return resume === undefined ? [] : this.skip(resume);
  },

  /** `:` and `==` are taken for `=`, what stands before a closing bracket is skipped, a name that is missing is put in. */
  consumeInternalRecovery(this: Self, expected: TokenType, _index: number, error: Failure): IToken {
    Object.assign(error, { expected });
    const next = this.LA(1);
    if ((expected === Assign || expected === AssignOp) && (next.tokenType === Colon || next.tokenType === Equal)) {
      this.consumeToken();
      return next;
    }
    if (closers.has(expected)) return this.skipTo(expected) ?? this.getTokenToInsert(expected);
    if (insertable.has(expected) && !(expected === Identifier && next.tokenType !== LBrace)) return this.getTokenToInsert(expected);
    throw error;
  },

  raiseNoAltException(this: Self, _occurrence: number, what: string | undefined): never {
    return this.fail(what ?? "");
  },
};
