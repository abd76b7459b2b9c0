/** A cursor over one block of a job: its effective values (defaults filled in) and the places where they were written. */
import type { Tree } from "../../network/tree.ts";
import type { Json } from "../../text/json.ts";
import type { Span } from "../../text/source.ts";
import { isFields, type Fields } from "../fill.ts";

export class Block {
  readonly value: Fields;
  readonly node: Tree | undefined;
  /** Where to point when nothing was written here: the block around. */
  readonly around: Span;
  /** The block this one inherits from, for places. */
  readonly outer: Block | undefined;

  constructor(value: Fields, node: Tree | undefined, around: Span, outer?: Block) {
    this.value = value;
    this.node = node;
    this.around = around;
    this.outer = outer;
  }

  private own(name: string): Json | undefined {
    return Object.hasOwn(this.value, name) ? this.value[name] : undefined;
  }

  private child(name: string | number): Tree | undefined {
    if (this.node?.kind === "map") return this.node.fields.get(String(name));
    return undefined;
  }

  /** Numbers of another type than the schema's count as absent: the schema has reported them. */
  num(name: string): number | undefined {
    const value = this.own(name);
    return typeof value === "number" ? value : undefined;
  }

  /** A number whose absence Nomad reads as zero. */
  count(name: string): number {
    return this.num(name) ?? 0;
  }

  /** "" where there is none. */
  str(name: string): string {
    const value = this.own(name);
    return typeof value === "string" ? value : "";
  }

  flag(name: string): boolean {
    return this.own(name) === true;
  }

  /** Whether the author wrote the field. */
  wrote(name: string): boolean {
    return this.child(name) !== undefined;
  }

  /** Where the field was written: here, in the block inherited from, or the block itself. */
  span(name?: string): Span {
    if (name === undefined) return this.node?.origin.span ?? this.around;
    const field = this.child(name);
    if (field !== undefined) return field.origin.span;
    return this.outer?.wrote(name) === true ? this.outer.span(name) : this.span();
  }

  block(name: string, outer?: Block): Block | undefined {
    const value = this.own(name);
    return isFields(value) ? new Block(value, this.child(name), this.span(), outer) : undefined;
  }

  blocks(name: string): Block[] {
    const value = this.own(name);
    if (!Array.isArray(value)) return [];
    const list = this.child(name);
    return value.flatMap((item, i) => (isFields(item) ? [new Block(item, list?.kind === "list" ? list.items[i] : undefined, this.span(name))] : []));
  }

  /** The entries of a map of blocks, by name. */
  named(name: string): [string, Block][] {
    const map = this.block(name);
    return map === undefined ? [] : Object.keys(map.value).flatMap((key) => {
      const entry = map.block(key);
      return entry === undefined ? [] : [[key, entry] as [string, Block]];
    });
  }

  /** The texts of a list or map of strings, each with its place. A map's come with their keys. */
  texts(name: string): Text[] {
    const value = this.own(name);
    const node = this.child(name);
    const at = (key: string | number): Span =>
      (node?.kind === "list" ? node.items[Number(key)] : node?.kind === "map" ? node.fields.get(String(key)) : undefined)?.origin.span ?? this.span(name);
    if (typeof value === "string") return [{ key: name, text: value, span: this.span(name) }];
    if (Array.isArray(value)) return value.flatMap((text, i) => (typeof text === "string" ? [{ key: String(i), text, span: at(i) }] : []));
    if (!isFields(value)) return [];
    return Object.entries(value).flatMap(([key, text]) => (typeof text === "string" ? [{ key, text, span: at(key) }] : []));
  }

  /** Every text below a free-form field (a driver's config). */
  everyText(name: string): Text[] {
    const value = this.own(name);
    return value === undefined ? [] : textsIn(value, this.child(name), name, this.span(name));
  }
}

export interface Text {
  readonly key: string;
  readonly text: string;
  readonly span: Span;
}

function textsIn(value: Json, node: Tree | undefined, key: string, around: Span): Text[] {
  const span = node?.origin.span ?? around;
  if (typeof value === "string") return [{ key, text: value, span }];
  if (Array.isArray(value)) return value.flatMap((item, i) => textsIn(item, node?.kind === "list" ? node.items[i] : undefined, key, span));
  if (!isFields(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => textsIn(item, node?.kind === "map" ? node.fields.get(name) : undefined, name, span));
}

/** What a rule may look at around its block. */
export interface Facts {
  readonly target: string;
  /** service, batch, system or sysbatch. */
  readonly type: string;
  readonly job: Block;
}

export interface GroupFacts extends Facts {
  readonly group: Block;
}

export interface TaskFacts extends GroupFacts {
  readonly task: Block;
}

/** For each value that occurs more than once: the first block with it, and each later one. */
export function repeated<T>(items: readonly T[], keyOf: (item: T) => string | undefined): { first: T; again: T }[] {
  const seen = new Map<string, T>();
  const result: { first: T; again: T }[] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (key === undefined) continue;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, item);
    else result.push({ first, again: item });
  }
  return result;
}
