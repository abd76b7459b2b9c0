/** Concrete tree -> what the formatter must know of it: where statements and items begin, which brace is a body's, what touches what. */
import type { CstElement, CstNode, IToken } from "chevrotain";

export interface Anchor {
  readonly kind: "setting" | "let" | "block";
  readonly at: number;
  readonly end: number;
}

/** Everything is keyed by the offset at which a piece begins. */
export interface Shape {
  /** Opening brace of a body -> its closing brace. */
  readonly bodies: Map<number, number>;
  /** Declarations and statements -> where they end. */
  readonly statements: Map<number, number>;
  /** Items, entries, arguments, parameters. */
  readonly items: Set<number>;
  /** Settings, lets and blocks -> what stands in one column with its neighbours' (`=` or the brace of a body), and where they end. */
  readonly anchors: Map<number, Anchor>;
  /** Opening brackets that touch what stands before them. */
  readonly touching: Set<number>;
  /** Braces without space inside. */
  readonly tight: Set<number>;
  readonly unary: Set<number>;
  /** `else` that follows a body. */
  readonly elses: Set<number>;
}

export function shapeOf(cst: CstNode): Shape {
  const shape: Shape = { bodies: new Map(), statements: new Map(), items: new Set(), anchors: new Map(), touching: new Set(), tight: new Set(), unary: new Set(), elses: new Set() };
  const stack: CstNode[] = [cst];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    marks[node.name]?.(shape, node);
    for (const children of Object.values(node.children)) for (const child of children) if (isNode(child)) stack.push(child);
  }
  return shape;
}

const isNode = (element: CstElement): element is CstNode => "children" in element;

const start = (node: CstNode): number => node.location!.startOffset;
const end = (node: CstNode): number => node.location!.endOffset!;
const offsets = (node: CstNode, key: string): number[] => ((node.children[key] ?? []) as IToken[]).map((token) => token.startOffset);

function add(set: Set<number>, all: readonly number[]): void {
  for (const each of all) set.add(each);
}

const statement = (shape: Shape, node: CstNode) => void shape.statements.set(start(node), end(node));
const item = (shape: Shape, node: CstNode) => void shape.items.add(start(node));

function anchor(shape: Shape, node: CstNode, kind: Anchor["kind"], at: number | undefined): void {
  if (at !== undefined) shape.anchors.set(start(node), { kind, at, end: end(node) });
}

/** A map is tight around a comprehension, and when it is empty (no spaces between nothing). */
function map(shape: Shape, node: CstNode): void {
  if (node.children["comprehension"] !== undefined || node.children["entry"] === undefined) add(shape.tight, [...offsets(node, "LBrace"), ...offsets(node, "RBrace")]);
}

const marks: Readonly<Record<string, (shape: Shape, node: CstNode) => void>> = {
  declaration: statement,
  statement,
  item, argument: item, param: item,
  entry(shape, node) {
    item(shape, node);
    anchor(shape, node, "setting", offsets(node, "Assign")[0]);
  },
  attribute: (shape, node) => anchor(shape, node, "setting", offsets(node, "AssignOp")[0]),
  binding: (shape, node) => anchor(shape, node, "let", offsets(node, "Assign")[0]),
  block: (shape, node) => anchor(shape, node, "block", (node.children["body"]?.[0] as CstNode | undefined)?.location?.startOffset),
  importing: (shape, node) => add(shape.items, offsets(node, "Identifier")),
  body: (shape, node) => void shape.bodies.set(offsets(node, "LBrace")[0]!, offsets(node, "RBrace")[0]!),
  choice: (shape, node) => add(shape.elses, offsets(node, "Else")),
  operand: (shape, node) => add(shape.unary, [...offsets(node, "Not"), ...offsets(node, "Minus")]),
  type: (shape, node) => add(shape.tight, [...offsets(node, "LBrace"), ...offsets(node, "RBrace")]),
  map,
  params: (shape, node) => add(shape.touching, offsets(node, "LParen")),
  args: (shape, node) => add(shape.touching, offsets(node, "LParen")),
  suffix: (shape, node) => add(shape.touching, offsets(node, "LSquare")),
  selector: (shape, node) => add(shape.touching, offsets(node, "LSquare")),
};
