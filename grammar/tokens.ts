/**
 * Every token of a `.mantis` file, in the order the lexer tries them. In: nothing; out: token types, the modes of the
 * lexer, and the lists an editor's grammar is generated from. Says nothing about which token may stand where.
 */
import { createToken, Lexer } from "chevrotain";
import type { IMultiModeLexerDefinition, ITokenConfig, TokenType } from "chevrotain";
import { startsInterpolation } from "./interpolation.ts";

/** First characters of a pattern that may begin with any, so that the lexer stays fast: it sorts those above 255 into buckets of 255. */
const anyCharacter = [...Array.from({ length: 257 }, (_, i) => i), ...Array.from({ length: 257 }, (_, i) => (i + 1) * 255)];
const category = (name: string, label: string, categories: TokenType[] = []) => createToken({ name, label, pattern: Lexer.NA, categories });

/** Tokens that begin no statement: where one stands anyway, the rest of its line is skipped. */
export const Stray = category("Stray", "anything else");
export const AssignOp = category("AssignOp", "`=` or `+=`", [Stray]);
export const BinaryOp = category("BinaryOp", "an operator", [Stray]);
export const StringPart = category("StringPart", "text");

const stray = (config: ITokenConfig) => createToken({ ...config, categories: [Stray] });
const operator = (name: string, pattern: string) => createToken({ name, pattern, label: `\`${pattern}\``, categories: [BinaryOp, Stray] });
const punctuation = (name: string, pattern: string, more: Partial<ITokenConfig> = {}) => stray({ name, pattern, label: `\`${pattern}\``, ...more });

// Space and comments. A lone carriage return is space: lines end at a line feed.
export const Space = createToken({ name: "Space", pattern: /[ \t\r\n]+/, group: Lexer.SKIPPED, line_breaks: true });
export const Comment = createToken({ name: "Comment", pattern: /#[^\n]*/, group: "comments", line_breaks: false });

// Names. Every keyword is also a name: attributes, blocks and labels may be called `let` or `default`.
export const Identifier = createToken({ name: "Identifier", pattern: /[A-Za-z_][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*/, label: "a name" });
const keyword = (name: string, word: string) =>
  createToken({ name, pattern: word, label: `\`${word}\``, longer_alt: Identifier, categories: [Identifier] });
export const Import = keyword("Import", "import");
export const From = keyword("From", "from");
export const NetworkWord = keyword("NetworkWord", "network");
export const RoleWord = keyword("RoleWord", "role");
export const Extends = keyword("Extends", "extends");
export const Let = keyword("Let", "let");
export const If = keyword("If", "if");
export const Then = keyword("Then", "then");
export const Else = keyword("Else", "else");
export const For = keyword("For", "for");
export const Default = keyword("Default", "default");
export const Add = keyword("Add", "add");
export const Assert = keyword("Assert", "assert");
export const Unset = keyword("Unset", "unset");
export const True = keyword("True", "true");
export const False = keyword("False", "false");
export const In = createToken({ name: "In", pattern: "in", label: "`in`", longer_alt: Identifier, categories: [Identifier, BinaryOp] });
export const keywords = [Import, From, NetworkWord, RoleWord, Extends, Let, If, Then, Else, For, Default, Add, Assert, Unset, True, False, In];

// Numbers. `1..5` is a range: a point belongs to a number only before a digit.
export const Quantity = stray({ name: "Quantity", pattern: /(?:\d+(?:\.\d+)?[A-Za-z_\u00b5\u03bc]+)+(?:\d+(?:\.\d+)?)?/, label: "a quantity" });
export const NumberLiteral = stray({ name: "NumberLiteral", pattern: /\d+(?:\.\d+)?/, label: "a number" });

// Operators and punctuation, the longer first.
export const Range = operator("Range", "..");
export const Equal = operator("Equal", "==");
export const NotEqual = operator("NotEqual", "!=");
export const LessEqual = operator("LessEqual", "<=");
export const GreaterEqual = operator("GreaterEqual", ">=");
export const And = operator("And", "&&");
export const Or = operator("Or", "||");
export const Less = operator("Less", "<");
export const Greater = operator("Greater", ">");
export const Append = createToken({ name: "Append", pattern: "+=", label: "`+=`", categories: [AssignOp] });
export const Plus = operator("Plus", "+");
export const Minus = operator("Minus", "-");
export const Times = operator("Times", "*");
export const Divide = operator("Divide", "/");
export const Modulo = operator("Modulo", "%");
export const Assign = createToken({ name: "Assign", pattern: "=", label: "`=`", categories: [AssignOp] });
export const Not = punctuation("Not", "!");
export const Pipe = punctuation("Pipe", "|");
export const Question = punctuation("Question", "?");
export const Colon = punctuation("Colon", ":");
export const Comma = punctuation("Comma", ",");
export const Dot = punctuation("Dot", ".");
export const LBrace = punctuation("LBrace", "{");
export const RBrace = createToken({ name: "RBrace", pattern: "}", label: "`}`" });
export const LSquare = punctuation("LSquare", "[");
export const RSquare = punctuation("RSquare", "]");
// An interpolation is code up to the parenthesis that closes it: every parenthesis opens a mode and closes it again.
export const LParen = punctuation("LParen", "(", { push_mode: "code" });
export const RParen = punctuation("RParen", ")", { pop_mode: true });

// Strings: `raw "…"` is one token, the others have parts.
export const RawText = stray({ name: "RawText", pattern: /raw[ \t]*"""[\s\S]*?"""/, line_breaks: true, label: "raw text" });
export const RawString = stray({ name: "RawString", pattern: /raw[ \t]*"(?!"")(?:[^"\\\n]|\\[^\n])*"/, label: "a raw string" });
export const RawBroken = createToken({ name: "RawBroken", pattern: /raw[ \t]*"[^\n]*/, categories: [RawString, Stray] });
export const StringStart = createToken({ name: "StringStart", pattern: '"', label: '`"`', push_mode: "string" });
export const TextStart = createToken({ name: "TextStart", pattern: '"""', push_mode: "text", categories: [StringStart] });
export const StringEnd = createToken({ name: "StringEnd", pattern: '"', label: '`"`', pop_mode: true });
export const TextEnd = createToken({ name: "TextEnd", pattern: '"""', pop_mode: true, categories: [StringEnd] });
/** The line ends before the string does. Added at the end of a file too, and for `"""` that nothing closes. */
export const StringBreak = createToken({ name: "StringBreak", pattern: /\r?\n/, line_breaks: true, pop_mode: true, categories: [StringEnd] });
const part = (name: string, pattern: RegExp | string, more: Partial<ITokenConfig> = {}) =>
  createToken({ name, pattern, line_breaks: false, categories: [StringPart], ...more });
export const Interpolation = createToken({
  name: "Interpolation", pattern: startsInterpolation, start_chars_hint: ["\\"], line_breaks: false, label: "`\\(`", push_mode: "code",
});
export const OpenInterpolation = part("OpenInterpolation", "\\(");
export const Escape = part("Escape", /\\(?:[nt"\\]|u\{[0-9A-Fa-f]{1,6}\})/);
export const BadEscape = part("BadEscape", /\\[^\n]?/);
export const LateBrace = part("LateBrace", "${");
export const StringText = part("StringText", /[^"\\$\r\n]+|\$|\r(?!\n)/, { start_chars_hint: anyCharacter });
export const TextLine = part("TextLine", /\r?\n[ \t]*/, { line_breaks: true });
export const TextQuote = part("TextQuote", '"');

// What people write by habit from other languages; each has its own diagnostic.
export const SingleQuoted = createToken({ name: "SingleQuoted", pattern: /'(?:[^'\\\n]|\\[^\n])*'?/ });
export const SlashComment = createToken({ name: "SlashComment", pattern: /\/\/[^\n]*/ });
export const BadCharacter = createToken({ name: "BadCharacter", pattern: /[\ud800-\udbff][\udc00-\udfff]|[^\n]/, line_breaks: false, start_chars_hint: anyCharacter });

export const operators = [
  Range, Equal, NotEqual, LessEqual, GreaterEqual, And, Or, Less, Greater, Append, Plus, Minus, Times, Divide, Modulo, Assign, Not, Pipe, Question,
];
export const brackets = [Colon, Comma, Dot, LBrace, RBrace, LSquare, RSquare, LParen, RParen];
const habits = [SingleQuoted, SlashComment];
const inString = [Interpolation, OpenInterpolation, Escape, BadEscape, LateBrace, StringText];

/** What the lexer runs. */
export const modes: IMultiModeLexerDefinition = {
  modes: {
    code: [
      Space, Comment, RawText, RawString, RawBroken, ...keywords, Identifier, Quantity, NumberLiteral,
      TextStart, StringStart, ...habits, ...operators, ...brackets, BadCharacter,
    ],
    string: [StringEnd, StringBreak, ...inString],
    text: [TextEnd, TextQuote, TextLine, ...inString],
  },
  defaultMode: "code",
};

/** What the parser knows. */
export const vocabulary: TokenType[] = [
  Stray, AssignOp, BinaryOp, StringPart, ...new Set([...modes.modes["code"]!, ...modes.modes["string"]!, ...modes.modes["text"]!]),
];
