/** A parsed template and functions -> rendered text. Go's rules for dot, variables, `with`, `range` and missing keys. */
import type { Call } from "./calls.ts";
import { calls, RenderError } from "./calls.ts";
import type { GoValue } from "./go-values.ts";
import { format, isMap, MethodMap, Struct, truth } from "./go-values.ts";
import type { Node, Operand, Pipe } from "./tree.ts";

interface Frame { readonly dot: GoValue; readonly variables: Variables }

/** A variable is found in the block it was declared in or in one around it; assignment changes it there. */
class Variables {
  private readonly own = new Map<string, GoValue>();
  private readonly outer: Variables | undefined;

  constructor(outer?: Variables) {
    this.outer = outer;
  }

  declare(name: string, value: GoValue): void {
    this.own.set(name, value);
  }

  assign(name: string, value: GoValue): void {
    if (this.own.has(name)) this.own.set(name, value);
    else if (this.outer === undefined) throw new RenderError(`undefined variable $${name}`);
    else this.outer.assign(name, value);
  }

  get(name: string): GoValue {
    const value = this.own.get(name);
    if (value !== undefined) return value;
    if (this.outer === undefined) throw new RenderError(`undefined variable $${name}`);
    return this.outer.get(name);
  }
}

const maxSteps = 1_000_000;

class Leave {
  readonly word: "break" | "continue";
  constructor(word: "break" | "continue") {
    this.word = word;
  }
}

export class Execution {
  private readonly out: string[] = [];
  private readonly outside: ReadonlyMap<string, Call>;
  private readonly definitions = new Map<string, readonly Node[]>();
  private steps = 0;

  constructor(outside: ReadonlyMap<string, Call>) {
    this.outside = outside;
  }

  run(nodes: readonly Node[]): string {
    for (const node of nodes) if (node.kind === "define") this.definitions.set(node.name, node.body);
    const variables = new Variables();
    variables.declare("", null);
    this.nodes(nodes, { dot: null, variables });
    return this.out.join("");
  }

  private nodes(list: readonly Node[], frame: Frame): void {
    for (const node of list) {
      if (++this.steps > maxSteps) throw new RenderError("the template runs too long");
      this.node(node, frame);
    }
  }

  private node(node: Node, frame: Frame): void {
    switch (node.kind) {
      case "text": this.out.push(node.text); return;
      case "define": return;
      case "break": case "continue": throw new Leave(node.kind);
      case "template": return this.template(node, frame);
      case "action": {
        const value = this.pipe(node.pipe, frame);
        if (node.pipe.variables.length === 0) this.out.push(format(value));
        return;
      }
      default: {
        if (node.kind === "range") return this.range(node, frame);
        const inner: Frame = { ...frame, variables: new Variables(frame.variables) };
        const value = this.pipe(node.pipe, inner);
        if (truth(value)) this.nodes(node.body, node.kind === "with" ? { ...inner, dot: value } : inner);
        else this.nodes(node.otherwise ?? [], inner);
      }
    }
  }

  private template(node: Extract<Node, { kind: "template" }>, frame: Frame): void {
    const body = this.definitions.get(node.name);
    if (body === undefined) throw new RenderError(`no template "${node.name}"`);
    const dot = node.pipe === undefined ? null : this.pipe(node.pipe, frame);
    const variables = new Variables();
    variables.declare("", dot);
    this.nodes(body, { dot, variables });
  }

  private range(node: Extract<Node, { body: unknown; pipe: unknown }>, frame: Frame): void {
    const outer: Frame = { ...frame, variables: new Variables(frame.variables) };
    const entries = entriesOf(this.pipe({ ...node.pipe, variables: [] }, outer));
    if (entries.length === 0) return this.nodes(node.otherwise ?? [], outer);
    const names = node.pipe.variables;
    for (const [key, value] of entries) {
      const variables = new Variables(outer.variables);
      if (names.length > 0) variables.declare(names.at(-1)!, value);
      if (names.length > 1) variables.declare(names[0]!, key);
      try {
        this.nodes(node.body, { dot: value, variables });
      } catch (thrown) {
        if (!(thrown instanceof Leave)) throw thrown;
        if (thrown.word === "break") return;
      }
    }
  }

  private pipe(pipe: Pipe, frame: Frame): GoValue {
    let value: GoValue | undefined;
    for (const command of pipe.commands) value = this.command(command, frame, value);
    const result = value ?? null;
    for (const name of pipe.variables) {
      if (pipe.assign) frame.variables.assign(name, result);
      else frame.variables.declare(name, result);
    }
    return result;
  }

  private command([head, ...rest]: readonly Operand[], frame: Frame, piped: GoValue | undefined): GoValue {
    if (head!.kind !== "function") {
      if (rest.length > 0 || piped !== undefined) throw new RenderError("only functions take arguments here");
      return this.operand(head!, frame);
    }
    return fieldsOf(this.call(head!.name, rest, frame, piped), head!.fields);
  }

  private call(name: string, operands: readonly Operand[], frame: Frame, piped: GoValue | undefined): GoValue {
    if (name === "and" || name === "or") return this.shortCircuit(name, operands, frame, piped);
    const call = this.outside.get(name) ?? calls.get(name);
    if (call === undefined) throw new RenderError(`\`${name}\` cannot be rendered over given data`);
    const args = operands.map((operand) => this.operand(operand, frame));
    return call(piped === undefined ? args : [...args, piped]);
  }

  private shortCircuit(name: "and" | "or", operands: readonly Operand[], frame: Frame, piped: GoValue | undefined): GoValue {
    let value: GoValue = null;
    for (const operand of operands) {
      value = this.operand(operand, frame);
      if (truth(value) === (name === "or")) return value;
    }
    return piped ?? value;
  }

  private operand(operand: Operand, frame: Frame): GoValue {
    switch (operand.kind) {
      case "literal": return operand.value;
      case "dot": return fieldsOf(frame.dot, operand.fields);
      case "variable": return fieldsOf(frame.variables.get(operand.name), operand.fields);
      case "group": return fieldsOf(this.pipe(operand.pipe, frame), operand.fields);
      case "function": return fieldsOf(this.call(operand.name, [], frame, undefined), operand.fields);
    }
  }
}

function entriesOf(value: GoValue): readonly (readonly [GoValue, GoValue])[] {
  if (Array.isArray(value)) return value.map((item: GoValue, i) => [i, item] as const);
  if (isMap(value)) return [...value].sort(([a], [b]) => (a < b ? -1 : 1));
  if (value === null) return [];
  throw new RenderError(`range cannot go over ${format(value)}`);
}

/** A map without the key gives nothing, a struct without the field is an error, nothing stays nothing. */
function fieldsOf(value: GoValue, names: readonly string[]): GoValue {
  for (const name of names) {
    if (value instanceof Struct) {
      const field: GoValue | undefined = value.fields.get(name);
      if (field === undefined) throw new RenderError(`can't evaluate field ${name}`);
      value = field;
    } else if (isMap(value)) value = (value instanceof MethodMap ? value.methods.get(name) : undefined) ?? value.get(name) ?? null;
    else if (value === null) throw new RenderError(`nil pointer evaluating ${name}`);
    else throw new RenderError(`can't evaluate field ${name} of ${format(value)}`);
  }
  return value;
}
