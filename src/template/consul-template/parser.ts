/** consul-template text -> its tree. Throws a TemplateError with the offset of what Go would refuse. */
import type { Delimiters } from "../output.ts";
import { goDelimiters } from "../output.ts";
import type { Piece, Token } from "./lexer.ts";
import { pieces } from "./lexer.ts";
import type { Node, Operand, Pipe } from "./tree.ts";
import { TemplateError } from "./tree.ts";

const maxDepth = 1000;

export function parseConsulTemplate(body: string, delimiters: Delimiters = goDelimiters): Node[] {
  const parser = new Parser(pieces(body, delimiters));
  const nodes = parser.nodes(undefined, 0);
  return nodes.list;
}

/** The action that ended a list of nodes: `{{ else … }}` or `{{ end }}`. */
interface Ending { readonly word: "else" | "end"; readonly rest: Tokens }

class Parser {
  private next = 0;
  private readonly found: readonly Piece[];

  constructor(found: readonly Piece[]) {
    this.found = found;
  }

  /** `opened`: where the block began that these nodes stand in. */
  nodes(opened: { word: string; at: number } | undefined, depth: number): { list: Node[]; ending?: Ending } {
    if (depth > maxDepth) throw new TemplateError("blocks nest too deep", opened?.at ?? 0);
    const list: Node[] = [];
    while (this.next < this.found.length) {
      const piece = this.found[this.next++]!;
      if ("text" in piece) {
        list.push({ kind: "text", text: piece.text, at: piece.at });
        continue;
      }
      const tokens = new Tokens(piece.tokens, piece.at);
      const word = tokens.peekWord();
      if (word === "else" || word === "end") {
        if (opened === undefined) throw new TemplateError(`\`${word}\` without a block to ${word === "end" ? "close" : "belong to"}`, piece.at);
        tokens.take();
        return { list, ending: { word, rest: tokens } };
      }
      list.push(...this.action(tokens, depth));
    }
    if (opened !== undefined) throw new TemplateError(`this \`${opened.word}\` has no \`end\``, opened.at);
    return { list };
  }

  private action(tokens: Tokens, depth: number): Node[] {
    const word = tokens.peekWord();
    switch (word) {
      case "if": case "with": case "range": return [this.control(word, tokens, depth)];
      case "break": case "continue": return tokens.take(), tokens.finish(), [{ kind: word, at: tokens.at }];
      case "define": case "block": return this.definition(word, tokens, depth);
      case "template": return tokens.take(), [invocation(tokens)];
      default: return [{ kind: "action", pipe: tokens.wholePipe(), at: tokens.at }];
    }
  }

  private control(word: "if" | "with" | "range", tokens: Tokens, depth: number): Node {
    tokens.take();
    const pipe = tokens.wholePipe();
    const { list: body, ending } = this.nodes({ word, at: tokens.at }, depth + 1);
    if (ending?.word !== "else") return ending?.rest.finish(), { kind: word, pipe, body, at: tokens.at };
    const again = ending.rest.peekWord();
    // `else if` is an `if` inside the `else` that shares its `end`.
    if ((again === "if" && word === "if") || (again === "with" && word === "with")) return { kind: word, pipe, body, otherwise: [this.control(again, ending.rest, depth + 1)], at: tokens.at };
    ending.rest.finish();
    const rest = this.nodes({ word, at: tokens.at }, depth + 1);
    if (rest.ending?.word === "else") throw new TemplateError("a second `else`", rest.ending.rest.at);
    rest.ending?.rest.finish();
    return { kind: word, pipe, body, otherwise: rest.list, at: tokens.at };
  }

  private definition(word: "define" | "block", tokens: Tokens, depth: number): Node[] {
    tokens.take();
    const name = tokens.name();
    const pipe = word === "block" ? tokens.wholePipe() : undefined;
    if (word === "define") tokens.finish();
    if (word === "define" && depth > 0) throw new TemplateError("`define` stands at the top of a template", tokens.at);
    const { list: body, ending } = this.nodes({ word, at: tokens.at }, depth + 1);
    if (ending?.word === "else") throw new TemplateError(`\`else\` in a \`${word}\``, ending.rest.at);
    ending?.rest.finish();
    const define: Node = { kind: "define", name, body, at: tokens.at };
    return pipe === undefined ? [define] : [define, { kind: "template", name, pipe, at: tokens.at }];
  }
}

function invocation(tokens: Tokens): Node {
  const name = tokens.name();
  return tokens.done ? { kind: "template", name, at: tokens.at } : { kind: "template", name, pipe: tokens.wholePipe(), at: tokens.at };
}

/** The tokens of one action. */
class Tokens {
  private index = 0;
  private readonly list: readonly Token[];
  readonly at: number;

  constructor(list: readonly Token[], at: number) {
    this.list = list;
    this.at = at;
  }

  get done(): boolean {
    return this.index >= this.list.length;
  }

  peekWord(): string | undefined {
    const token = this.list[this.index];
    return token?.type === "word" ? token.text : undefined;
  }

  take(): Token | undefined {
    return this.list[this.index++];
  }

  finish(): void {
    const token = this.list[this.index];
    if (token !== undefined) throw new TemplateError(`\`${token.text}\` does not belong here`, token.at);
  }

  name(): string {
    const token = this.take();
    if (token?.type !== "string") throw new TemplateError("a template's name is a string", token?.at ?? this.at);
    return token.text;
  }

  wholePipe(): Pipe {
    const pipe = this.pipe(0);
    this.finish();
    return pipe;
  }

  private isMark(text: string, offset = 0): boolean {
    const token = this.list[this.index + offset];
    return token?.type === "mark" && token.text === text;
  }

  private pipe(depth: number): Pipe {
    if (depth > maxDepth) throw new TemplateError("brackets nest too deep", this.at);
    const at = this.list[this.index]?.at ?? this.at;
    const { variables, assign } = this.declaration();
    const commands = [this.command(depth)];
    while (this.isMark("|")) {
      this.index++;
      commands.push(this.command(depth));
      const [head] = commands.at(-1)!;
      if (head!.kind === "literal") throw new TemplateError("a value cannot take what is piped into it", head!.at);
    }
    return { variables, assign, commands, at };
  }

  private declaration(): { variables: string[]; assign: boolean } {
    const one = this.list[this.index];
    if (one?.type !== "variable") return { variables: [], assign: false };
    const two = this.isMark(",", 1) && this.list[this.index + 2]?.type === "variable" ? this.list[this.index + 2] : undefined;
    const after = two === undefined ? 1 : 3;
    if (!this.isMark(":=", after) && !this.isMark("=", after)) return { variables: [], assign: false };
    const assign = this.isMark("=", after);
    this.index += after + 1;
    return { variables: [one.text, ...(two === undefined ? [] : [two.text])], assign };
  }

  private command(depth: number): Operand[] {
    const operands: Operand[] = [];
    while (!this.done && !this.isMark("|") && !this.isMark(")")) operands.push(this.operand(depth));
    if (operands.length === 0) throw new TemplateError("a value is missing", this.list[this.index]?.at ?? this.at);
    const [head] = operands;
    if (operands.length > 1 && head!.kind === "literal") throw new TemplateError("a value cannot be called like a function", head!.at);
    return operands;
  }

  private operand(depth: number): Operand {
    const token = this.take()!;
    const { at } = token;
    switch (token.type) {
      case "string": return { kind: "literal", value: token.text, at };
      case "char": return { kind: "literal", value: token.text.codePointAt(0) ?? 0, at };
      case "number": return { kind: "literal", value: Number(token.text.replace(/_/g, "")), at };
      case "variable": return { kind: "variable", name: token.text, fields: this.fields(), at };
      case "field": return { kind: "dot", fields: [token.text, ...this.fields()], at };
      case "word": return this.word(token);
      default: return this.mark(token, depth);
    }
  }

  private word({ text, at }: Token): Operand {
    if (text === "true" || text === "false") return { kind: "literal", value: text === "true", at };
    if (text === "nil") return { kind: "literal", value: null, at };
    return { kind: "function", name: text, fields: this.fields(), at };
  }

  private mark({ text, at }: Token, depth: number): Operand {
    if (text === ".") return { kind: "dot", fields: [], at };
    if (text !== "(") throw new TemplateError(`\`${text}\` does not belong here`, at);
    const pipe = this.pipe(depth + 1);
    if (!this.isMark(")")) throw new TemplateError("a bracket is not closed", at);
    this.index++;
    return { kind: "group", pipe, fields: this.fields(), at };
  }

  private fields(): string[] {
    const names: string[] = [];
    for (let token = this.list[this.index]; token?.type === "field" && !token.spaced; token = this.list[this.index]) {
      names.push(token.text);
      this.index++;
    }
    return names;
  }
}
