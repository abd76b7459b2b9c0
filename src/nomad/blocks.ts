/** Reading a job's blocks out of any JSON: what is not a block is passed over, or left as it is. */
import { isFields, type Fields } from "../check/fill.ts";
import type { Json } from "../text/json.ts";

export function blocksIn(owner: Fields | undefined, name: string): readonly Fields[] {
  return listIn(owner, name).filter(isFields);
}

export function listIn(owner: Fields | undefined, name: string): readonly Json[] {
  const value = owner?.[name];
  return Array.isArray(value) ? value : [];
}

export function blockIn(owner: Fields | undefined, name: string): Fields | undefined {
  const value = owner?.[name];
  return isFields(value) ? value : undefined;
}

/** "" where there is no text. */
export function textIn(owner: Fields | undefined, name: string): string {
  const value = owner?.[name];
  return typeof value === "string" ? value : "";
}

/** 0 where there is no number. */
export function numberIn(owner: Fields | undefined, name: string): number {
  const value = owner?.[name];
  return typeof value === "number" ? value : 0;
}

/** The owner with each block of a list changed; without the list, the owner itself. */
export function eachBlock(owner: Fields, name: string, change: (block: Fields, index: number) => Fields): { [key: string]: Json } {
  const value = owner[name];
  return Array.isArray(value) ? { ...owner, [name]: value.map((item, index) => (isFields(item) ? (change(item, index) as Json) : item)) } : { ...owner };
}

/** The owner with one more item at the end of a list. */
export function appended(owner: Fields, name: string, item: Fields): Fields {
  return { ...owner, [name]: [...listIn(owner, name), item as Json] };
}

/** Services of the group and of its tasks. */
export function servicesOf(group: Fields): readonly Fields[] {
  return [...blocksIn(group, "Services"), ...blocksIn(group, "Tasks").flatMap((task) => blocksIn(task, "Services"))];
}
