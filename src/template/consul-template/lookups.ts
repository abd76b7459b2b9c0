/** The look-ups of a parsed template whose argument is written out: what it depends on, for checks of hand-written text. */
import type { Node, Operand, Pipe } from "./tree.ts";

export interface LookedUp {
  readonly kind: "service" | "nomadService" | "secret" | "nomadVar" | "node" | "key" | "env";
  /** The literal argument; undefined: it is computed. */
  readonly name: string | undefined;
  readonly at: number;
}

const kinds: ReadonlySet<string> = new Set(["service", "nomadService", "secret", "nomadVar", "node", "key", "env"]);

export function lookupsOf(nodes: readonly Node[]): LookedUp[] {
  return nodes.flatMap((node): LookedUp[] => {
    switch (node.kind) {
      case "text": case "break": case "continue": return [];
      case "action": return inPipe(node.pipe);
      case "define": return lookupsOf(node.body);
      case "template": return node.pipe === undefined ? [] : inPipe(node.pipe);
      default: return [...inPipe(node.pipe), ...lookupsOf(node.body), ...lookupsOf(node.otherwise ?? [])];
    }
  });
}

function inPipe(pipe: Pipe): LookedUp[] {
  return pipe.commands.flatMap((command) => [...called(command), ...command.flatMap((operand) => (operand.kind === "group" ? inPipe(operand.pipe) : []))]);
}

function called([head, argument]: readonly Operand[]): LookedUp[] {
  if (head?.kind !== "function" || !kinds.has(head.name)) return [];
  const name = argument?.kind === "literal" && typeof argument.value === "string" ? argument.value : undefined;
  return [{ kind: head.name as LookedUp["kind"], name, at: head.at }];
}
