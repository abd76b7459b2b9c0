/** Finished consul-template text -> what the consul-template of the target's Nomad would refuse: syntax, functions, variables. Looks nothing up. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { nameNotes } from "../../diagnostics/did-you-mean.ts";
import type { Span } from "../../text/source.ts";
import type { Delimiters } from "../output.ts";
import { functionNames, refusedFunction } from "./functions.ts";
import { parseConsulTemplate } from "./parser.ts";
import type { Node, Operand, Pipe } from "./tree.ts";
import { TemplateError } from "./tree.ts";

export interface CheckOptions {
  /** The Nomad version that renders it: `1.6`. */
  readonly target: string;
  /** Where the author wrote each line, as compilation returns it. */
  readonly lines?: readonly (Span | undefined)[];
  /** Where lines without a place of their own are reported. */
  readonly at?: Span;
  readonly delimiters?: Delimiters;
}

export function checkConsulTemplate(body: string, options: CheckOptions): Diagnostic[] {
  const checker = new Checker(body, options);
  try {
    checker.nodes(parseConsulTemplate(body, options.delimiters), new Set([""]));
  } catch (thrown) {
    if (!(thrown instanceof TemplateError)) throw thrown;
    checker.found.push(diagnose("consul-template-syntax", { what: thrown.message }, checker.span(thrown.at)));
  }
  return checker.found;
}

/** Enough to see what is wrong; a hostile text would fill pages. */
const most = 50;

class Checker {
  readonly found: Diagnostic[] = [];
  private readonly seen = new Set<string>();
  private readonly body: string;
  private readonly options: CheckOptions;

  constructor(body: string, options: CheckOptions) {
    this.body = body;
    this.options = options;
  }

  span(at: number): Span | undefined {
    let line = 0;
    for (let i = this.body.indexOf("\n"); i >= 0 && i < at; i = this.body.indexOf("\n", i + 1)) line++;
    return this.options.lines?.[line] ?? this.options.at;
  }

  /** Variables that a list of nodes declares live to its end. */
  nodes(list: readonly Node[], outer: ReadonlySet<string>): void {
    const variables = new Set(outer);
    for (const node of list) this.node(node, variables);
  }

  private node(node: Node, variables: Set<string>): void {
    switch (node.kind) {
      case "action": return this.pipe(node.pipe, variables);
      case "define": return this.nodes(node.body, new Set([""]));
      case "template": return node.pipe && this.pipe(node.pipe, variables);
      case "if": case "with": case "range": {
        const inner = new Set(variables);
        this.pipe(node.pipe, inner);
        this.nodes(node.body, inner);
        return this.nodes(node.otherwise ?? [], inner);
      }
      default: return;
    }
  }

  private pipe(pipe: Pipe, variables: Set<string>): void {
    for (const command of pipe.commands) for (const operand of command) this.operand(operand, variables);
    if (pipe.assign) for (const name of pipe.variables) this.variable(name, pipe.at, variables);
    else for (const name of pipe.variables) variables.add(name);
  }

  private operand(operand: Operand, variables: Set<string>): void {
    if (operand.kind === "group") this.pipe(operand.pipe, variables);
    else if (operand.kind === "variable") this.variable(operand.name, operand.at, variables);
    else if (operand.kind === "function") this.function(operand.name, operand.at);
  }

  private variable(name: string, at: number, variables: ReadonlySet<string>): void {
    if (!variables.has(name) && this.fresh(`$${name}`)) this.found.push(diagnose("consul-template-variable", { name: `$${name}` }, this.span(at)));
  }

  /** One diagnostic a name. */
  private fresh(name: string): boolean {
    if (this.seen.has(name) || this.found.length >= most) return false;
    this.seen.add(name);
    return true;
  }

  private function(name: string, at: number): void {
    const { target } = this.options;
    const refused = refusedFunction(name, target);
    if (refused === undefined || !this.fresh(name)) return;
    if (refused === "denied") this.found.push(diagnose("consul-template-denied", { name }, this.span(at)));
    else this.found.push(diagnose("consul-template-function", { name, target }, this.span(at), { notes: nameNotes(name, functionNames(target)) }));
  }
}
