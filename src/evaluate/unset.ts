/** `unset a.b`: removes what lies below, through labelled and single blocks. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import type { Body, Target } from "./apply.ts";
import type { Node } from "./node.ts";
import type { Rank } from "./slot.ts";

export function applyUnset(statement: ast.Unset, { node, own }: Target, body: Body, rank: Rank): void {
  const names = statement.path.map((name) => name.text);
  const start = own?.(names[0] ?? "", names[1]);
  if (start === undefined ? unsetAt(node, names, rank) : unsetAt(start.node, names.slice(1 + start.labels), rank)) return;
  body.frame.world.report.add(diagnose("unset-hits-nothing", { path: names.join(".") }, statement.span, { notes: start === undefined ? unsetNotes(node, names) : unsetNotes(start.node, names.slice(1 + start.labels)) }));
}

/** What there is where the path stops. */
function unsetNotes(node: Node, names: readonly string[]): string[] {
  const [word, label, ...rest] = names;
  if (word === undefined) return [];
  if (label === undefined && (node.slots.has(word) || node.blocks.has(word))) return ["It is set in this same layer. `unset` takes away what a network below says."];
  if (label === undefined || !node.blocks.has(word)) return nameNotes(word, [...node.slots.keys(), ...node.blocks.keys()]);
  const child = node.child(word, label) ?? node.child(word, `=${label}`);
  if (child !== undefined) return unsetNotes(child, rest);
  const single = node.child(word, "");
  return single === undefined ? nameNotes(label, node.labels(word)) : unsetNotes(single, names.slice(1));
}

/** `unset word`, `unset word.label`, and deeper through labelled blocks. A label may be two words (`check.http."/healthcheck"`). */
function unsetAt(node: Node, names: readonly string[], rank: Rank): boolean {
  const [word, label, second] = names;
  if (word === undefined) return false;
  if (label === undefined) return node.unset(word, undefined, rank);
  const keys: readonly (readonly [string, number])[] = [[label, 2], [`=${label}`, 2], [`=${label} ${second}`, 3]];
  const found = keys.find(([key, length]) => length <= names.length && node.child(word, key) !== undefined);
  if (found === undefined) {
    const single = node.child(word, "");
    return single !== undefined && unsetAt(single, names.slice(1), rank);
  }
  const [key, length] = found;
  return length === names.length ? node.unset(word, key, rank) : unsetAt(node.child(word, key)!, names.slice(length), rank);
}
