/**
 * The order of objects in a server's diff. Its comparison is no strict order (of two with as many fields, any smaller one decides) and puts
 * what is inside in order while it looks, so the server's way of sorting shows in the result: short lists are sorted by insertion, as Go's are.
 */
import type { Json } from "../../text/json.ts";
import { compareFields, compareTexts } from "./fields.ts";
import type { DiffType, List, ObjectDiff } from "./model.ts";
import { same } from "./normal.ts";

const INSERTED = 12;
const ranks: { readonly [T in DiffType]: number } = { Edited: 0, Added: 1, Deleted: 2, None: 3 };

/** In place, lists below included where the comparison reaches them. */
export function sortObjects(objects: ObjectDiff[]): ObjectDiff[] {
  if (objects.length > INSERTED) return objects.sort((a, b) => (isLess(a, b) ? -1 : isLess(b, a) ? 1 : 0));
  for (let i = 1; i < objects.length; i++) {
    for (let j = i; j > 0 && isLess(objects[j]!, objects[j - 1]!); j--) [objects[j - 1], objects[j]] = [objects[j]!, objects[j - 1]!];
  }
  return objects;
}

function isLess(a: ObjectDiff, b: ObjectDiff): boolean {
  if (a.Name !== b.Name) return compareTexts(a.Name, b.Name) < 0;
  if (a.Type !== b.Type) return ranks[a.Type] < ranks[b.Type];
  const lengths = length(a.Fields) - length(b.Fields) || length(a.Objects) - length(b.Objects);
  if (lengths !== 0) return lengths < 0;
  if (same(a as unknown as Json, b as unknown as Json)) return false;
  if ((a.Fields ?? []).some((field, index) => compareFields(field, b.Fields![index]!) < 0)) return true;
  const [left, right] = [sortObjects(a.Objects ?? []), sortObjects(b.Objects ?? [])];
  return left.some((object, index) => isLess(object, right[index]!));
}

function length(list: List<unknown>): number {
  return list?.length ?? 0;
}
