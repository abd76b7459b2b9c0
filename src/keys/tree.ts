/** Expressions of key time as data: what `make` computes later. No part of evaluation looks inside. */

import type { Json } from "../text/json.ts";

export type KeyExpr =
  | { readonly op: "literal"; readonly value: Json }
  /** `owner`: the member that owns it; `set`: the set whose members share it. Neither: the network's own. */
  | { readonly op: "secret"; readonly name: string; readonly owner?: string; readonly set?: string; readonly field?: string }
  | { readonly op: "call"; readonly fn: string; readonly args: readonly KeyExpr[] }
  | { readonly op: "concat"; readonly parts: readonly KeyExpr[] }
  | { readonly op: "list"; readonly items: readonly KeyExpr[] }
  | { readonly op: "map"; readonly entries: readonly { readonly key: KeyExpr; readonly value: KeyExpr }[] };
