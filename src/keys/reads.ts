/** Which secrets an expression of key time reads. */
import type { SecretOf } from "./tools.ts";
import type { KeyExpr } from "./tree.ts";

/** In the order in which they stand there, each as often as it does. */
export function secretsIn(expr: KeyExpr): SecretOf[] {
  const found: SecretOf[] = [];
  const all: KeyExpr[] = [expr];
  for (let next = all.pop(); next !== undefined; next = all.pop()) {
    if (next.op === "secret") found.push(next);
    else if (next.op === "call") all.push(...next.args);
    else if (next.op === "list") all.push(...next.items);
    else if (next.op === "concat") all.push(...next.parts);
    else if (next.op === "map") for (const entry of next.entries) all.push(entry.key, entry.value);
  }
  return found.reverse();
}
