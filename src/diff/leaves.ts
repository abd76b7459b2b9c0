/** A block's differences as a flat list: each field that differs, and each struct that only one side has, with the way to it. */
import type { BlockDiff, Change, FieldDiff } from "./model.ts";

export interface Leaf {
  /** From the outermost block given to the one that holds the field, or that was added or removed. */
  readonly way: readonly BlockDiff[];
  /** undefined: the last block of the way is itself new or gone. */
  readonly field?: FieldDiff;
  readonly change: Change;
}

export function leavesOf(block: BlockDiff, before: readonly BlockDiff[] = []): Leaf[] {
  const way = [...before, block];
  if (block.change !== "edited" && !block.loose) return [{ way, change: block.change }];
  const own = block.fields.map((field): Leaf => ({ way, field, change: field.change }));
  return [...own, ...block.blocks.flatMap((inner) => leavesOf(inner, way))];
}
