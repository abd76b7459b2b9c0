/** Generated from the grammar by `npx tsx grammar/diagrams.ts`. After an error any child may be missing. */
import type { CstNode, ICstVisitor, IToken } from "chevrotain";

export interface FileCstNode extends CstNode {
  name: "file";
  children: FileCstChildren;
}

export type FileCstChildren = {
  declaration?: DeclarationCstNode[];
};

export interface DeclarationCstNode extends CstNode {
  name: "declaration";
  children: DeclarationCstChildren;
}

export type DeclarationCstChildren = {
  importing?: ImportingCstNode[];
  network?: NetworkCstNode[];
  role?: RoleCstNode[];
  outside?: OutsideCstNode[];
};

export interface ImportingCstNode extends CstNode {
  name: "importing";
  children: ImportingCstChildren;
}

export type ImportingCstChildren = {
  Import: IToken[];
  LBrace: IToken[];
  Identifier?: IToken[];
  Comma?: IToken[];
  RBrace: IToken[];
  From: IToken[];
  string: StringCstNode[];
};

export interface NetworkCstNode extends CstNode {
  name: "network";
  children: NetworkCstChildren;
}

export type NetworkCstChildren = {
  NetworkWord: IToken[];
  name: IToken[];
  Extends?: IToken[];
  base?: (IToken)[];
  Comma?: IToken[];
  body: BodyCstNode[];
};

export interface RoleCstNode extends CstNode {
  name: "role";
  children: RoleCstChildren;
}

export type RoleCstChildren = {
  RoleWord: IToken[];
  name: IToken[];
  params?: ParamsCstNode[];
  Extends?: IToken[];
  base?: IToken[];
  body: BodyCstNode[];
};

export interface ParamsCstNode extends CstNode {
  name: "params";
  children: ParamsCstChildren;
}

export type ParamsCstChildren = {
  LParen: IToken[];
  param?: ParamCstNode[];
  Comma?: IToken[];
  RParen: IToken[];
};

export interface ParamCstNode extends CstNode {
  name: "param";
  children: ParamCstChildren;
}

export type ParamCstChildren = {
  name: IToken[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Assign?: IToken[];
  expression?: ExpressionCstNode[];
};

export interface TypeCstNode extends CstNode {
  name: "type";
  children: TypeCstChildren;
}

export type TypeCstChildren = {
  Identifier?: (IToken)[];
  Pipe?: IToken[];
  LSquare?: IToken[];
  type?: (TypeCstNode)[];
  RSquare?: IToken[];
  LBrace?: IToken[];
  RBrace?: IToken[];
  Question?: IToken[];
};

export interface OutsideCstNode extends CstNode {
  name: "outside";
  children: OutsideCstChildren;
}

export type OutsideCstChildren = {
  Identifier?: IToken[];
  Stray?: IToken[];
  StringStart?: IToken[];
  StringPart?: IToken[];
  StringEnd?: IToken[];
  Interpolation?: IToken[];
  RBrace?: IToken[];
};

export interface BodyCstNode extends CstNode {
  name: "body";
  children: BodyCstChildren;
}

export type BodyCstChildren = {
  LBrace: IToken[];
  statement?: StatementCstNode[];
  RBrace: IToken[];
};

export interface StatementCstNode extends CstNode {
  name: "statement";
  children: StatementCstChildren;
}

export type StatementCstChildren = {
  attribute?: AttributeCstNode[];
  binding?: BindingCstNode[];
  choice?: ChoiceCstNode[];
  assertion?: AssertionCstNode[];
  removal?: RemovalCstNode[];
  block?: BlockCstNode[];
  stray?: StrayCstNode[];
};

export interface AttributeCstNode extends CstNode {
  name: "attribute";
  children: AttributeCstChildren;
}

export type AttributeCstChildren = {
  key: KeyCstNode[];
  AssignOp: IToken[];
  value: ValueCstNode[];
};

export interface KeyCstNode extends CstNode {
  name: "key";
  children: KeyCstChildren;
}

export type KeyCstChildren = {
  Identifier?: IToken[];
  string?: StringCstNode[];
};

export interface ValueCstNode extends CstNode {
  name: "value";
  children: ValueCstChildren;
}

export type ValueCstChildren = {
  expression: ExpressionCstNode[];
};

export interface BindingCstNode extends CstNode {
  name: "binding";
  children: BindingCstChildren;
}

export type BindingCstChildren = {
  Let: IToken[];
  name: IToken[];
  Colon?: IToken[];
  type?: TypeCstNode[];
  Assign?: IToken[];
  value?: ValueCstNode[];
};

export interface ChoiceCstNode extends CstNode {
  name: "choice";
  children: ChoiceCstChildren;
}

export type ChoiceCstChildren = {
  If: (IToken)[];
  condition: (ConditionCstNode)[];
  body: (BodyCstNode)[];
  Else?: (IToken)[];
  otherwise?: BodyCstNode[];
};

export interface ConditionCstNode extends CstNode {
  name: "condition";
  children: ConditionCstChildren;
}

export type ConditionCstChildren = {
  expression: ExpressionCstNode[];
};

export interface AssertionCstNode extends CstNode {
  name: "assertion";
  children: AssertionCstChildren;
}

export type AssertionCstChildren = {
  Assert: IToken[];
  expression: (ExpressionCstNode)[];
  Else: IToken[];
};

export interface RemovalCstNode extends CstNode {
  name: "removal";
  children: RemovalCstChildren;
}

export type RemovalCstChildren = {
  Unset: IToken[];
  key: (KeyCstNode)[];
  Dot?: IToken[];
};

export interface BlockCstNode extends CstNode {
  name: "block";
  children: BlockCstChildren;
}

export type BlockCstChildren = {
  Default?: IToken[];
  Add?: IToken[];
  head: IToken[];
  label?: LabelCstNode[];
  selector?: SelectorCstNode[];
  range?: RangeCstNode[];
  body?: BodyCstNode[];
};

export interface LabelCstNode extends CstNode {
  name: "label";
  children: LabelCstChildren;
}

export type LabelCstChildren = {
  Identifier?: IToken[];
  string?: StringCstNode[];
};

export interface SelectorCstNode extends CstNode {
  name: "selector";
  children: SelectorCstChildren;
}

export type SelectorCstChildren = {
  LSquare: IToken[];
  enclosed: EnclosedCstNode[];
  RSquare: IToken[];
};

export interface RangeCstNode extends CstNode {
  name: "range";
  children: RangeCstChildren;
}

export type RangeCstChildren = {
  expression: ExpressionCstNode[];
};

export interface StrayCstNode extends CstNode {
  name: "stray";
  children: StrayCstChildren;
}

export type StrayCstChildren = {
  Stray?: IToken[];
  StringStart?: IToken[];
  StringPart?: IToken[];
  StringEnd?: IToken[];
  Interpolation?: IToken[];
};

export interface ExpressionCstNode extends CstNode {
  name: "expression";
  children: ExpressionCstChildren;
}

export type ExpressionCstChildren = {
  operand: (OperandCstNode)[];
  BinaryOp?: IToken[];
};

export interface OperandCstNode extends CstNode {
  name: "operand";
  children: OperandCstChildren;
}

export type OperandCstChildren = {
  Not?: IToken[];
  Minus?: IToken[];
  primary: PrimaryCstNode[];
  suffix?: SuffixCstNode[];
};

export interface SuffixCstNode extends CstNode {
  name: "suffix";
  children: SuffixCstChildren;
}

export type SuffixCstChildren = {
  Dot?: IToken[];
  Identifier?: IToken[];
  LSquare?: IToken[];
  enclosed?: EnclosedCstNode[];
  RSquare?: IToken[];
  args?: ArgsCstNode[];
};

export interface ArgsCstNode extends CstNode {
  name: "args";
  children: ArgsCstChildren;
}

export type ArgsCstChildren = {
  LParen: IToken[];
  argument?: ArgumentCstNode[];
  Comma?: IToken[];
  RParen: IToken[];
};

export interface ArgumentCstNode extends CstNode {
  name: "argument";
  children: ArgumentCstChildren;
}

export type ArgumentCstChildren = {
  expression: ExpressionCstNode[];
};

export interface PrimaryCstNode extends CstNode {
  name: "primary";
  children: PrimaryCstChildren;
}

export type PrimaryCstChildren = {
  NumberLiteral?: IToken[];
  Quantity?: IToken[];
  string?: StringCstNode[];
  True?: IToken[];
  False?: IToken[];
  conditional?: ConditionalCstNode[];
  Identifier?: IToken[];
  LParen?: IToken[];
  enclosed?: EnclosedCstNode[];
  RParen?: IToken[];
  list?: ListCstNode[];
  map?: MapCstNode[];
};

export interface EnclosedCstNode extends CstNode {
  name: "enclosed";
  children: EnclosedCstChildren;
}

export type EnclosedCstChildren = {
  expression: ExpressionCstNode[];
};

export interface ConditionalCstNode extends CstNode {
  name: "conditional";
  children: ConditionalCstChildren;
}

export type ConditionalCstChildren = {
  If: IToken[];
  expression: (ExpressionCstNode)[];
  Then: IToken[];
  Else: IToken[];
};

export interface ListCstNode extends CstNode {
  name: "list";
  children: ListCstChildren;
}

export type ListCstChildren = {
  LSquare: IToken[];
  comprehension?: ComprehensionCstNode[];
  Colon?: IToken[];
  item?: (ItemCstNode)[];
  Comma?: IToken[];
  RSquare: IToken[];
};

export interface ItemCstNode extends CstNode {
  name: "item";
  children: ItemCstChildren;
}

export type ItemCstChildren = {
  expression: ExpressionCstNode[];
};

export interface MapCstNode extends CstNode {
  name: "map";
  children: MapCstChildren;
}

export type MapCstChildren = {
  LBrace: IToken[];
  comprehension?: ComprehensionCstNode[];
  Colon?: IToken[];
  key?: ItemCstNode[];
  Assign?: IToken[];
  item?: ItemCstNode[];
  entry?: EntryCstNode[];
  Comma?: IToken[];
  RBrace: IToken[];
};

export interface EntryCstNode extends CstNode {
  name: "entry";
  children: EntryCstChildren;
}

export type EntryCstChildren = {
  key: KeyCstNode[];
  Assign: IToken[];
  value: ValueCstNode[];
};

export interface ComprehensionCstNode extends CstNode {
  name: "comprehension";
  children: ComprehensionCstChildren;
}

export type ComprehensionCstChildren = {
  For: IToken[];
  variable: IToken[];
  In: IToken[];
  source: ExpressionCstNode[];
  If?: IToken[];
  where?: ExpressionCstNode[];
};

export interface StringCstNode extends CstNode {
  name: "string";
  children: StringCstChildren;
}

export type StringCstChildren = {
  RawString?: IToken[];
  RawText?: IToken[];
  StringStart?: IToken[];
  StringPart?: IToken[];
  interpolation?: InterpolationCstNode[];
  StringEnd?: IToken[];
};

export interface InterpolationCstNode extends CstNode {
  name: "interpolation";
  children: InterpolationCstChildren;
}

export type InterpolationCstChildren = {
  Interpolation: IToken[];
  enclosed: EnclosedCstNode[];
  RParen: IToken[];
};

export interface ICstNodeVisitor<IN, OUT> extends ICstVisitor<IN, OUT> {
  file(children: FileCstChildren, param?: IN): OUT;
  declaration(children: DeclarationCstChildren, param?: IN): OUT;
  importing(children: ImportingCstChildren, param?: IN): OUT;
  network(children: NetworkCstChildren, param?: IN): OUT;
  role(children: RoleCstChildren, param?: IN): OUT;
  params(children: ParamsCstChildren, param?: IN): OUT;
  param(children: ParamCstChildren, param?: IN): OUT;
  type(children: TypeCstChildren, param?: IN): OUT;
  outside(children: OutsideCstChildren, param?: IN): OUT;
  body(children: BodyCstChildren, param?: IN): OUT;
  statement(children: StatementCstChildren, param?: IN): OUT;
  attribute(children: AttributeCstChildren, param?: IN): OUT;
  key(children: KeyCstChildren, param?: IN): OUT;
  value(children: ValueCstChildren, param?: IN): OUT;
  binding(children: BindingCstChildren, param?: IN): OUT;
  choice(children: ChoiceCstChildren, param?: IN): OUT;
  condition(children: ConditionCstChildren, param?: IN): OUT;
  assertion(children: AssertionCstChildren, param?: IN): OUT;
  removal(children: RemovalCstChildren, param?: IN): OUT;
  block(children: BlockCstChildren, param?: IN): OUT;
  label(children: LabelCstChildren, param?: IN): OUT;
  selector(children: SelectorCstChildren, param?: IN): OUT;
  range(children: RangeCstChildren, param?: IN): OUT;
  stray(children: StrayCstChildren, param?: IN): OUT;
  expression(children: ExpressionCstChildren, param?: IN): OUT;
  operand(children: OperandCstChildren, param?: IN): OUT;
  suffix(children: SuffixCstChildren, param?: IN): OUT;
  args(children: ArgsCstChildren, param?: IN): OUT;
  argument(children: ArgumentCstChildren, param?: IN): OUT;
  primary(children: PrimaryCstChildren, param?: IN): OUT;
  enclosed(children: EnclosedCstChildren, param?: IN): OUT;
  conditional(children: ConditionalCstChildren, param?: IN): OUT;
  list(children: ListCstChildren, param?: IN): OUT;
  item(children: ItemCstChildren, param?: IN): OUT;
  map(children: MapCstChildren, param?: IN): OUT;
  entry(children: EntryCstChildren, param?: IN): OUT;
  comprehension(children: ComprehensionCstChildren, param?: IN): OUT;
  string(children: StringCstChildren, param?: IN): OUT;
  interpolation(children: InterpolationCstChildren, param?: IN): OUT;
}
