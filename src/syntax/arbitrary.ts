/** Test data: syntax trees as the parser could have built them, for properties over all of the language. Spans are empty. */
import fc from "fast-check";
import { keywords } from "../../grammar/tokens.ts";
import type { Span } from "../text/source.ts";
import type { Attribute, BinaryOp, Block, Body, Expr, File, If, Import, Name, Network, Param, Role, Statement, TypeExpr } from "./ast.ts";

const span: Span = { file: { path: "", text: "" }, start: 0, end: 0 };
const reserved = keywords.map((keyword) => keyword.PATTERN as string);
const word = fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,4}(-[a-z0-9]{1,3})?$/);

/** Where any word may stand, keywords included. */
const anyWord = fc.oneof({ weight: 4, arbitrary: word }, fc.constantFrom(...reserved));
/** Where a keyword would begin something else: values, heads with labels. */
const plainWord = word.filter((text) => !reserved.includes(text) && text !== "raw");
const name = (text: fc.Arbitrary<string>): fc.Arbitrary<Name> => text.map((each) => ({ text: each, span }));

const character = fc.oneof(fc.constantFrom("a", " ", '"', "\\", "$", "{", "}", "(", ")", "#", "\n", "\t", "\r", "'", "\u0001", "\u{1f600}", "{{"), fc.string({ minLength: 1, maxLength: 3, unit: "grapheme" }));
const text = fc.array(character, { maxLength: 6 }).map((all) => all.join("").replace(/\0/g, ""));
const rawLine = text.map((each) => each.replace(/[\n\u0001-\u0008\u000b\u000c\u000e-\u001f\u007f]|\r$/g, "").replace(/"/g, "'"));
/** A carriage return before a line feed is taken for a line's end. */
const rawText = fc.oneof(rawLine, fc.array(rawLine, { minLength: 1, maxLength: 3 }).map((lines) => lines.map((line) => `${line.replaceAll("\r", "")}\n`).join("")));
const literal = text.map((each): Expr => ({ kind: "string", parts: each === "" ? [] : [each], raw: false, span }));

const binary = fc.constantFrom<BinaryOp>("||", "&&", "==", "!=", "<", "<=", ">", ">=", "in", "+", "-", "*", "/", "%");
const quantities: Expr[] = [
  { kind: "quantity", unit: "duration", value: 5_400_000_000_000, raw: "1h30m", span }, { kind: "quantity", unit: "duration", value: 500_000_000, raw: "0.5s", span },
  { kind: "quantity", unit: "size", value: 536_870_912, raw: "512MiB", span }, { kind: "quantity", unit: "frequency", value: 1_500_000_000, raw: "1.5GHz", span },
];

function leaf(oneLine: boolean): fc.Arbitrary<Expr> {
  return fc.oneof(
    fc.maxSafeNat().map((value): Expr => ({ kind: "number", value, integer: true, span })),
    fc.double({ min: 0, max: 1e25, noNaN: true }).map((value): Expr => ({ kind: "number", value: Math.abs(value), integer: false, span })),
    fc.constantFrom(...quantities),
    fc.boolean().map((value): Expr => ({ kind: "bool", value, span })),
    name(plainWord).map((each): Expr => ({ kind: "name", name: each, span })),
    literal,
    (oneLine ? rawLine : rawText).map((each): Expr => ({ kind: "string", parts: each === "" ? [] : [each], raw: true, span })),
  );
}

/** Inside an interpolation text of several lines cannot stand. */
function expressionOf(oneLine: boolean): fc.Arbitrary<Expr> {
  return fc.letrec<{ expr: Expr }>((tie) => {
    const expr = tie("expr");
    const maybe = fc.option(expr, { nil: undefined });
    const loop = fc.record({ variable: name(plainWord), source: expr, where: maybe }).map(({ where, ...rest }) => ({ ...rest, ...(where === undefined ? {} : { where }) }));
    const key = fc.oneof(name(anyWord).map((each): Expr => ({ kind: "name", name: each, span })), literal);
    return {
      expr: fc.oneof({ maxDepth: 3, depthIdentifier: "expr" },
        { weight: 3, arbitrary: leaf(oneLine) },
        fc.record({ object: expr, name: name(anyWord) }).map((each): Expr => ({ kind: "member", ...each, span })),
        fc.record({ object: expr, index: expr }).map((each): Expr => ({ kind: "index", ...each, span })),
        fc.record({ callee: name(plainWord), args: fc.array(expr, { maxLength: 3 }) }).map((each): Expr => ({ kind: "call", ...each, span })),
        fc.array(expr, { maxLength: 3 }).map((items): Expr => ({ kind: "list", items, span })),
        fc.array(fc.record({ key, value: expr }), { maxLength: 3 }).map((entries): Expr => ({ kind: "map", entries, span })),
        fc.record({ loop, body: expr }).map(({ loop: each, body }): Expr => ({ kind: "list-for", ...each, body, span })),
        fc.record({ loop, key: expr, body: expr }).map(({ loop: each, ...rest }): Expr => ({ kind: "map-for", ...each, ...rest, span })),
        fc.record({ op: fc.constantFrom("!" as const, "-" as const), operand: expr }).map((each): Expr => ({ kind: "unary", ...each, span })),
        { weight: 2, arbitrary: fc.record({ op: binary, left: expr, right: expr }).map((each): Expr => ({ kind: "binary", ...each, span })) },
        fc.record({ condition: expr, then: expr, otherwise: expr }).map((each): Expr => ({ kind: "if", ...each, span })),
        fc.record({ from: expr, to: expr }).map((each): Expr => ({ kind: "range", ...each, span })),
        ...(oneLine ? [] : [interpolated]),
      ),
    };
  }).expr;
}

const interpolated: fc.Arbitrary<Expr> = fc.array(fc.oneof(text, fc.nat().chain(() => expressionOf(true))), { minLength: 1, maxLength: 3 }).map((parts): Expr => ({ kind: "string", parts: joined(parts), raw: false, span }));

function joined(parts: readonly (string | Expr)[]): (string | Expr)[] {
  const result: (string | Expr)[] = [];
  for (const part of parts) {
    const last = result[result.length - 1];
    if (typeof part === "string" && typeof last === "string") result[result.length - 1] = last + part;
    else if (part !== "") result.push(part);
  }
  return result;
}

export const expression = expressionOf(false);

const type = fc.letrec<{ type: TypeExpr }>((tie) => ({
  type: fc.oneof({ maxDepth: 2 },
    fc.record({ name: name(anyWord), optional: fc.boolean() }).map((each): TypeExpr => ({ kind: "named", ...each, span })),
    fc.record({ names: fc.array(name(anyWord), { minLength: 2, maxLength: 3 }), optional: fc.boolean() }).map((each): TypeExpr => ({ kind: "enum", ...each, span })),
    fc.record({ kind: fc.constantFrom("list" as const, "map" as const), of: tie("type"), optional: fc.boolean() }).map((each): TypeExpr => ({ ...each, span })),
  ),
})).type;

const doc = fc.option(fc.array(fc.constantFrom("", "a word", "# of it", "x = 1"), { minLength: 1, maxLength: 2 }).map((lines) => lines.join("\n")), { nil: undefined });

/** Leaves out what is undefined, as the parser does. */
function some<T extends object>(object: T): T {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined)) as T;
}

const param = fc.record({ doc, name: name(anyWord), type: fc.option(type, { nil: undefined }), value: fc.option(expression, { nil: undefined }) }).map((each) => some({ ...each, span }) as Param);

const range = fc.record({ from: expression, to: expression }).map((each): Expr => ({ kind: "range", ...each, span }));
const blockLabel = fc.oneof(plainWord.map((each) => ({ text: each, quoted: false, span })), text.map((each) => ({ text: each, quoted: true, span })));

const statements = fc.letrec<{ statement: Statement; body: Body; choice: If }>((tie) => {
  const body = tie("body");
  const attribute = fc.record({ doc, key: name(fc.oneof(anyWord, text)), op: fc.constantFrom("=" as const, "+=" as const), value: expression }).map((each) => some({ kind: "attribute", ...each, span }) as Attribute);
  const block = fc.record({
    doc, modifier: fc.constantFrom(undefined, "default" as const, "add" as const), head: name(plainWord), labels: fc.array(blockLabel, { maxLength: 2 }),
    selector: fc.option(expression, { nil: undefined }), range: fc.option(range, { nil: undefined }), body: fc.option(body, { nil: undefined }),
  }).filter((each) => each.selector === undefined || each.labels.every((label) => !label.quoted)).map((each) => some({ kind: "block", ...each, span }) as Block);
  return {
    body: fc.array(tie("statement"), { maxLength: 4, depthIdentifier: "body" }).map((all): Body => ({ statements: all, span })),
    statement: fc.oneof({ maxDepth: 2, depthIdentifier: "body" },
      { weight: 4, arbitrary: attribute },
      fc.record({ doc, name: name(plainWord), type: fc.option(type, { nil: undefined }), value: fc.option(expression, { nil: undefined }) }).map((each) => some({ kind: "let", ...each, span }) as Statement),
      fc.record({ condition: expression, message: expression }).map((each): Statement => ({ kind: "assert", ...each, span })),
      fc.array(name(fc.oneof(anyWord, text.filter((each) => each !== ""))), { minLength: 1, maxLength: 3 }).map((path): Statement => ({ kind: "unset", path, span })),
      { weight: 3, arbitrary: block },
      tie("choice"),
    ),
    choice: fc.record({ condition: expression, then: body, otherwise: fc.option(fc.oneof({ maxDepth: 2 }, body, tie("choice")), { nil: undefined }) }).map((each) => some({ kind: "if", ...each, span }) as If),
  };
});

const network = fc.record({ doc, name: name(anyWord), bases: fc.array(name(anyWord), { maxLength: 2 }), body: statements.body }).map((each) => some({ kind: "network", ...each, span }) as Network);
const role = fc.record({ doc, name: name(anyWord), params: fc.array(param, { maxLength: 3 }), base: fc.option(name(anyWord), { nil: undefined }), body: statements.body }).map((each) => some({ kind: "role", ...each, span }) as Role);
const imported = fc.record({ names: fc.array(name(anyWord), { minLength: 1, maxLength: 3 }), from: name(text) }).map((each): Import => ({ ...each, span }));

export const file = fc.record({ imports: fc.array(imported, { maxLength: 2 }), declarations: fc.array(fc.oneof(network, role), { maxLength: 2 }) }).map((each): File => ({ source: span.file, ...each }));

/** A tree without its places, to compare. */
export function bare(tree: unknown): unknown {
  return JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === "span" || key === "source" && isFile(value) ? undefined : value)));
}

function isFile(value: unknown): boolean {
  return typeof value === "object" && value !== null && "path" in value && "text" in value;
}
