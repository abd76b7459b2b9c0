/**
 * The grammar: pure rules over `tokens.ts`, no meaning. Operators come out as a flat list (their strength is applied
 * when the tree is built), so that long expressions need no stack. Where a line ends matters, the rule asks `goesOn`.
 */
import type { CstNode, TokenType } from "chevrotain";
import { RecoveringParser } from "./recovery.ts";
import {
  Add, Append, Assert, Assign, AssignOp, BinaryOp, Colon, Comma, Default, Dot, Else, Equal, Extends, False, For, From, Identifier, If, Import, In,
  Interpolation, LBrace, LParen, LSquare, Let, Minus, NetworkWord, Not, NumberLiteral, Pipe, Quantity, Question, RBrace, RParen, RSquare,
  RawString, RawText, RoleWord, Stray, StringEnd, StringPart, StringStart, Then, True, Unset,
} from "./tokens.ts";

type Rule = () => CstNode;

export class MantisParser extends RecoveringParser {
  /** Inside ( [ { of an expression a line break means nothing. */
  private bracketed = false;

  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }

  // Files

  readonly file = this.RULE("file", () => {
    this.MANY(() => this.SUBRULE(this.declaration));
  });

  private readonly declaration = this.RULE("declaration", () => {
    this.OR({
      DEF: [
        { ALT: () => this.SUBRULE(this.importing) },
        { ALT: () => this.SUBRULE(this.network) },
        { ALT: () => this.SUBRULE(this.role) },
        { ALT: () => this.SUBRULE(this.outside) },
      ],
      IGNORE_AMBIGUITIES: true,
    });
  });

  private readonly importing: Rule = this.RULE("importing", () => {
    this.CONSUME(Import);
    this.CONSUME(LBrace);
    this.MANY(() => {
      this.CONSUME(Identifier);
      this.separate(RBrace);
      this.OPTION(() => this.CONSUME(Comma));
    });
    this.CONSUME(RBrace);
    this.CONSUME(From);
    this.SUBRULE(this.string);
  });

  private readonly network: Rule = this.RULE("network", () => {
    this.CONSUME(NetworkWord);
    this.CONSUME(Identifier, { LABEL: "name" });
    this.OPTION(() => {
      this.CONSUME(Extends);
      this.CONSUME1(Identifier, { LABEL: "base" });
      this.MANY(() => {
        this.CONSUME(Comma);
        this.CONSUME2(Identifier, { LABEL: "base" });
      });
    });
    this.endHead();
    this.SUBRULE(this.body);
  });

  private readonly role: Rule = this.RULE("role", () => {
    this.CONSUME(RoleWord);
    this.CONSUME(Identifier, { LABEL: "name" });
    this.OPTION(() => this.SUBRULE(this.params));
    this.OPTION1(() => {
      this.CONSUME(Extends);
      this.CONSUME1(Identifier, { LABEL: "base" });
    });
    this.endHead();
    this.SUBRULE(this.body);
  });

  private readonly params = this.RULE("params", () => {
    this.CONSUME(LParen);
    this.MANY(() => {
      this.inBrackets();
      this.SUBRULE(this.param);
      this.separate(RParen);
      this.OPTION(() => this.CONSUME(Comma));
    });
    this.CONSUME(RParen);
  });

  private readonly param: Rule = this.RULE("param", () => {
    this.CONSUME(Identifier, { LABEL: "name" });
    this.OPTION(() => {
      this.CONSUME(Colon);
      this.SUBRULE(this.type);
    });
    this.OPTION1(() => {
      this.CONSUME(Assign);
      this.SUBRULE(this.expression);
    });
  });

  private readonly type: Rule = this.RULE("type", () => {
    this.OR([
      {
        ALT: () => {
          this.CONSUME(Identifier);
          this.MANY(() => { this.CONSUME(Pipe); this.CONSUME1(Identifier); });
        },
      },
      { ALT: () => { this.CONSUME(LSquare); this.SUBRULE(this.type); this.CONSUME(RSquare); } },
      { ALT: () => { this.CONSUME(LBrace); this.SUBRULE1(this.type); this.CONSUME(RBrace); } },
    ]);
    this.OPTION(() => this.CONSUME(Question));
  });

  /** What stands in a file and is none of its three things: reported, skipped up to the next of them. */
  private readonly outside: Rule = this.RULE("outside", () => {
    this.OR([{ ALT: () => this.CONSUME(Identifier) }, { ALT: () => this.CONSUME(Stray) }, { ALT: () => this.CONSUME(StringStart) }, { ALT: () => this.CONSUME(StringPart) }, { ALT: () => this.CONSUME(StringEnd) }, { ALT: () => this.CONSUME(Interpolation) }, { ALT: () => this.CONSUME(RBrace) }]);
    this.ACTION(() => this.misplaced("declaration"));
  });

  // Statements

  private readonly body: Rule = this.RULE("body", () => {
    this.CONSUME(LBrace);
    this.MANY(() => this.SUBRULE(this.statement));
    this.CONSUME(RBrace);
  });

  private readonly statement: Rule = this.RULE("statement", () => {
    this.ACTION(() => { this.bracketed = false; });
    this.OR({
      DEF: [
        { GATE: () => this.isAttribute(), ALT: () => this.SUBRULE(this.attribute) },
        { GATE: () => this.isWord(Let), ALT: () => this.SUBRULE(this.binding) },
        { ALT: () => this.SUBRULE(this.choice) },
        { GATE: () => this.isPhrase(), ALT: () => this.SUBRULE(this.assertion) },
        { GATE: () => this.isPhrase(), ALT: () => this.SUBRULE(this.removal) },
        { ALT: () => this.SUBRULE(this.block) },
        { ALT: () => this.SUBRULE(this.stray) },
      ],
      IGNORE_AMBIGUITIES: true,
    });
  });

  private readonly attribute: Rule = this.RULE("attribute", () => {
    this.SUBRULE(this.key);
    this.CONSUME(AssignOp);
    this.SUBRULE(this.value);
  });

  private readonly key: Rule = this.RULE("key", () => {
    this.OR([{ ALT: () => this.CONSUME(Identifier) }, { ALT: () => this.SUBRULE(this.string) }]);
  });

  private readonly value: Rule = this.RULE("value", () => {
    this.ACTION(() => this.beginValue());
    this.SUBRULE(this.expression);
  });

  private readonly binding: Rule = this.RULE("binding", () => {
    this.CONSUME(Let);
    this.CONSUME(Identifier, { LABEL: "name" });
    this.OPTION(() => {
      this.CONSUME(Colon);
      this.SUBRULE(this.type);
    });
    this.OPTION1(() => {
      this.CONSUME(Assign);
      this.SUBRULE(this.value);
    });
  });

  private readonly choice: Rule = this.RULE("choice", () => {
    this.CONSUME(If);
    this.SUBRULE(this.condition);
    this.SUBRULE(this.body);
    this.MANY({
      GATE: () => this.LA(2).tokenType === If,
      DEF: () => {
        this.CONSUME(Else);
        this.CONSUME1(If);
        this.SUBRULE1(this.condition);
        this.SUBRULE1(this.body);
      },
    });
    this.OPTION(() => {
      this.CONSUME1(Else);
      this.endHead();
      this.SUBRULE2(this.body, { LABEL: "otherwise" });
    });
  });

  private readonly condition: Rule = this.RULE("condition", () => {
    this.ACTION(() => { this.bracketed = false; });
    this.SUBRULE(this.expression);
    this.endHead();
  });

  private readonly assertion: Rule = this.RULE("assertion", () => {
    this.CONSUME(Assert);
    this.SUBRULE(this.expression);
    this.CONSUME(Else);
    this.SUBRULE1(this.expression);
  });

  private readonly removal: Rule = this.RULE("removal", () => {
    this.CONSUME(Unset);
    this.SUBRULE(this.key);
    this.MANY(() => {
      this.CONSUME(Dot);
      this.SUBRULE1(this.key);
    });
  });

  private readonly block: Rule = this.RULE("block", () => {
    this.OPTION({
      GATE: () => this.onLine(2) && this.isName(2),
      DEF: () => this.OR([{ ALT: () => this.CONSUME(Default) }, { ALT: () => this.CONSUME(Add) }]),
    });
    this.CONSUME(Identifier, { LABEL: "head" });
    this.MANY({ GATE: () => this.isLabel(), DEF: () => this.SUBRULE(this.label) });
    this.OPTION1({
      GATE: () => this.touches(),
      DEF: () => this.SUBRULE(this.selector),
    });
    let ranged = false;
    this.OPTION2({
      GATE: () => this.onLine(1) && !this.isOneOf(1, LBrace, LSquare),
      DEF: () => {
        this.SUBRULE(this.range);
        ranged = true;
      },
    });
    this.ACTION(() => this.endUse(ranged));
    this.OPTION3(() => this.SUBRULE(this.body));
  });

  private readonly label: Rule = this.RULE("label", () => {
    this.OR([{ ALT: () => this.CONSUME(Identifier) }, { ALT: () => this.SUBRULE(this.string) }]);
  });

  private readonly selector: Rule = this.RULE("selector", () => {
    this.CONSUME(LSquare);
    this.SUBRULE(this.enclosed);
    this.CONSUME(RSquare);
  });

  private readonly range: Rule = this.RULE("range", () => {
    this.SUBRULE(this.expression);
  });

  /** What begins no statement: reported, and its line skipped. */
  private readonly stray: Rule = this.RULE("stray", () => {
    this.OR([{ ALT: () => this.CONSUME(Stray) }, { ALT: () => this.CONSUME(StringStart) }, { ALT: () => this.CONSUME(StringPart) }, { ALT: () => this.CONSUME(StringEnd) }, { ALT: () => this.CONSUME(Interpolation) }]);
    this.ACTION(() => this.misplaced("line"));
  });

  // Expressions

  readonly expression: Rule = this.RULE("expression", () => {
    this.SUBRULE(this.operand);
    this.MANY({
      GATE: () => this.goesOn(),
      DEF: () => {
        this.CONSUME(BinaryOp);
        this.SUBRULE1(this.operand);
      },
    });
  });

  private readonly operand: Rule = this.RULE("operand", () => {
    this.MANY(() => this.OR([{ ALT: () => this.CONSUME(Not) }, { ALT: () => this.CONSUME(Minus) }]));
    this.SUBRULE(this.primary);
    this.MANY1({
      GATE: () => this.isSuffix(),
      DEF: () => this.SUBRULE(this.suffix),
    });
  });

  private readonly suffix: Rule = this.RULE("suffix", () => {
    this.OR([
      { ALT: () => { this.CONSUME(Dot); this.CONSUME(Identifier); } },
      { ALT: () => { this.CONSUME(LSquare); this.SUBRULE(this.enclosed); this.CONSUME(RSquare); } },
      { ALT: () => this.SUBRULE(this.args) },
    ]);
  });

  private readonly args: Rule = this.RULE("args", () => {
    this.CONSUME(LParen);
    const outer = this.bracketed;
    this.MANY(() => {
      this.inBrackets();
      this.SUBRULE(this.argument);
      this.separate(RParen);
      this.OPTION(() => this.CONSUME(Comma));
    });
    this.CONSUME(RParen);
    this.bracketed = outer;
  });

  private readonly argument: Rule = this.RULE("argument", () => {
    this.SUBRULE(this.expression);
  });

  private readonly primary: Rule = this.RULE("primary", () => {
    this.OR({
      DEF: [
        { ALT: () => this.CONSUME(NumberLiteral) },
        { ALT: () => this.CONSUME(Quantity) },
        { ALT: () => this.SUBRULE(this.string) },
        { ALT: () => this.CONSUME(True) },
        { ALT: () => this.CONSUME(False) },
        { ALT: () => this.SUBRULE(this.conditional) },
        { ALT: () => this.CONSUME(Identifier) },
        { ALT: () => { this.CONSUME(LParen); this.SUBRULE(this.enclosed); this.CONSUME(RParen); } },
        { ALT: () => this.SUBRULE(this.list) },
        { ALT: () => this.SUBRULE(this.map) },
      ],
      IGNORE_AMBIGUITIES: true,
      ERR_MSG: "a value",
    });
  });

  /** An expression between brackets. */
  private readonly enclosed: Rule = this.RULE("enclosed", () => {
    const outer = this.bracketed;
    this.inBrackets();
    this.SUBRULE(this.expression);
    this.bracketed = outer;
  });

  private readonly conditional: Rule = this.RULE("conditional", () => {
    this.CONSUME(If);
    this.SUBRULE(this.expression);
    this.CONSUME(Then);
    this.SUBRULE1(this.expression);
    this.CONSUME(Else);
    this.SUBRULE2(this.expression);
  });

  private readonly list: Rule = this.RULE("list", () => {
    this.CONSUME(LSquare);
    const outer = this.bracketed;
    this.inBrackets();
    this.OR({
      DEF: [
        {
          GATE: () => this.isComprehension(),
          ALT: () => {
            this.SUBRULE(this.comprehension);
            this.CONSUME(Colon);
            this.SUBRULE1(this.item);
          },
        },
        {
          ALT: () => this.MANY(() => {
            this.inBrackets();
            this.SUBRULE(this.item);
            this.separate(RSquare);
            this.OPTION(() => this.CONSUME(Comma));
          }),
        },
      ],
      IGNORE_AMBIGUITIES: true,
    });
    this.CONSUME(RSquare);
    this.bracketed = outer;
  });

  private readonly item: Rule = this.RULE("item", () => {
    this.SUBRULE(this.expression);
  });

  private readonly map: Rule = this.RULE("map", () => {
    this.CONSUME(LBrace);
    const outer = this.bracketed;
    this.inBrackets();
    this.OR({
      DEF: [
        {
          GATE: () => this.isComprehension(),
          ALT: () => {
            this.SUBRULE(this.comprehension);
            this.CONSUME(Colon);
            this.SUBRULE(this.item, { LABEL: "key" });
            this.CONSUME(Assign);
            this.SUBRULE1(this.item);
          },
        },
        {
          ALT: () => this.MANY(() => {
            this.inBrackets();
            this.SUBRULE(this.entry);
            this.OPTION(() => this.CONSUME(Comma));
          }),
        },
      ],
      IGNORE_AMBIGUITIES: true,
    });
    this.CONSUME(RBrace);
    this.bracketed = outer;
  });

  private readonly entry: Rule = this.RULE("entry", () => {
    this.SUBRULE(this.key);
    this.CONSUME(Assign);
    this.SUBRULE(this.value);
  });

  /** `for x in xs if c`, up to the colon. */
  private readonly comprehension: Rule = this.RULE("comprehension", () => {
    this.CONSUME(For);
    this.CONSUME(Identifier, { LABEL: "variable" });
    this.CONSUME(In);
    this.SUBRULE(this.expression, { LABEL: "source" });
    this.OPTION(() => {
      this.CONSUME(If);
      this.SUBRULE1(this.expression, { LABEL: "where" });
    });
  });

  private readonly string: Rule = this.RULE("string", () => {
    this.OR([
      { ALT: () => this.CONSUME(RawString) },
      { ALT: () => this.CONSUME(RawText) },
      {
        ALT: () => {
          this.CONSUME(StringStart);
          this.MANY(() => this.OR1([{ ALT: () => this.CONSUME(StringPart) }, { ALT: () => this.SUBRULE(this.interpolation) }]));
          this.CONSUME(StringEnd);
        },
      },
    ]);
  });

  private readonly interpolation: Rule = this.RULE("interpolation", () => {
    this.CONSUME(Interpolation);
    this.SUBRULE(this.enclosed);
    this.CONSUME(RParen);
  });

  // Lines

  private inBrackets(): void {
    this.bracketed = true;
  }

  private isOneOf(distance: number, ...types: TokenType[]): boolean {
    return types.includes(this.LA(distance).tokenType);
  }

  private isName(distance: number): boolean {
    const type = this.LA(distance).tokenType;
    return type === Identifier || type.CATEGORIES?.includes(Identifier) === true;
  }

  private isAssign(distance: number): boolean {
    return this.isOneOf(distance, Assign, Append);
  }

  /** Whether the token at `distance` stands on the line of the one before it. */
  private onLine(distance: number): boolean {
    return this.LA(distance).startLine === this.LA(distance - 1).endLine;
  }

  private touches(): boolean {
    return this.LA(1).startOffset === this.LA(0).endOffset! + 1;
  }

  /** An operator goes on with the value before it, unless a new line (or `in =`) begins something else. */
  private goesOn(): boolean {
    return (this.bracketed || this.onLine(1)) && !(this.LA(1).tokenType === In && this.isAssign(2));
  }

  private isSuffix(): boolean {
    return this.LA(1).tokenType === Dot ? this.bracketed || this.onLine(1) : this.touches();
  }

  private isComprehension(): boolean {
    return this.LA(1).tokenType === For && this.isName(2) && !this.isAssign(2);
  }

  /** `=` and what is written for it by mistake. */
  private isAttribute(): boolean {
    if (this.LA(1).tokenType.CATEGORIES?.includes(Identifier) !== true && this.LA(1).tokenType !== Identifier) return !this.isOneOf(1, RBrace);
    return this.isOneOf(2, Assign, Append, Equal, Colon);
  }

  /** A keyword that begins a statement, not the head of a block of that name. */
  private isPhrase(): boolean {
    return this.onLine(2) && !this.isOneOf(2, LBrace, RBrace);
  }

  private isWord(word: TokenType): boolean {
    return this.LA(1).tokenType === word && this.isName(2) && this.onLine(2);
  }

  private isLabel(): boolean {
    if (!this.onLine(1)) return false;
    if (!this.isName(1)) return true;
    const next = this.LA(2);
    if (next.startLine !== this.LA(1).endLine) return true;
    const arithmetic = next.tokenType.CATEGORIES?.includes(BinaryOp) === true && next.tokenType !== In;
    const touching = next.startOffset === this.LA(1).endOffset! + 1;
    return !arithmetic && next.tokenType !== Dot && !(next.tokenType === LParen && touching);
  }

  /** Between items: a comma, the closing bracket, or (in lists) a line break. */
  private separate(closer: TokenType): void {
    this.ACTION(() => {
      if (this.isOneOf(1, Comma, closer) || (closer === RSquare && !this.onLine(1)) || Number.isNaN(this.LA(1).startOffset)) return;
      this.complain(Comma);
      if (!this.isName(1) && !this.isOneOf(1, StringStart, NumberLiteral, Quantity)) this.skip("item");
    });
  }

  /** A value begins on the line of its `=`. */
  private beginValue(): void {
    if (this.onLine(1) || this.bracketed) return;
    if (this.beginsStatement() || this.isOneOf(1, RBrace)) this.fail("a value");
    if (!Number.isNaN(this.LA(1).startOffset)) this.complain(undefined, "value on the next line");
  }

  private beginsStatement(): boolean {
    return this.isName(1) && (this.isAssign(2) || this.isOneOf(2, LBrace) || (this.isName(2) && this.onLine(2)));
  }

  /** Before the body of a head that must have one. */
  private endHead(): void {
    this.ACTION(() => {
      const brace = this.isOneOf(1, LBrace);
      if (brace && this.onLine(1)) return;
      this.complain(LBrace, brace ? "brace on the next line" : undefined);
      if (this.onLine(1)) this.skip("head");
    });
  }

  /** A use ends at its body, its range, a line break or the brace that closes what it stands in. */
  private endUse(ranged: boolean): void {
    if (!this.onLine(1) && this.isOneOf(1, LBrace)) this.complain(LBrace, "brace on the next line");
    if (!this.onLine(1) || this.isOneOf(1, LBrace, RBrace)) return;
    const equals = this.isOneOf(1, Assign) && this.isOneOf(2, LBrace);
    if (ranged && !equals) return;
    this.complain(LBrace, equals ? "equals before a body" : "after a head");
    this.skip("head");
  }
}
