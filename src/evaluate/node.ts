/**
 * A block of the layered tree: slots for its attributes, nodes for its blocks. Bodies are applied to it lowest layer first
 * (`apply.ts`); its values are computed when they are asked for.
 */
import type { Span } from "../text/source.ts";
import { string } from "./context.ts";
import type { Frame } from "./env.ts";
import type { AttributeDef, Kind } from "./kinds/kind.ts";
import type { Layer, Origin } from "./origin.ts";
import { compareRank, type Rank, Slot } from "./slot.ts";
import type { Value, Valued } from "./values.ts";

export interface NodeStart {
  readonly kind: Kind;
  readonly label?: string;
  /** The second label, if the block has one (`check http "/x"`). */
  readonly extra?: string;
  readonly path: string;
  readonly frame: Frame;
  readonly span: Span;
  readonly layer: Layer;
}

export class Node {
  readonly kind: Kind;
  readonly label: string | undefined;
  readonly extra: string | undefined;
  readonly path: string;
  readonly frame: Frame;
  readonly origin: Origin;
  readonly slots = new Map<string, Slot>();
  /** Attributes that a reported, unknown name was probably meant to be: that they are missing is no second problem. */
  readonly misspelt = new Set<string>();
  /** Blocks by word, each by label or by an identity of its own. Insertion order is declaration order. */
  readonly blocks = new Map<string, Map<string, Node>>();
  /** The last body that opened this block, and with which statement: twice in one body is an error. */
  opened: { readonly body: string; readonly span: Span; readonly conditional: boolean } | undefined;
  /** Index of the network that declared it; a later network adds labelled blocks to it only with `add`. */
  network = 0;
  /** The formula for its name when no layer gives one. */
  defaultName: (() => Value) | undefined;

  constructor(start: NodeStart) {
    this.kind = start.kind;
    this.label = start.label;
    this.extra = start.extra;
    this.path = start.path;
    this.frame = start.frame;
    this.origin = { span: start.span, layer: start.layer, beaten: [] };
  }

  attributeDef(name: string): AttributeDef | undefined {
    return this.kind.attributes.get(name) ?? this.kind.open;
  }

  slot(name: string, def: AttributeDef): Slot {
    let slot = this.slots.get(name);
    if (slot === undefined) {
      slot = new Slot(`${this.path}/${name}`, def.type);
      this.slots.set(name, slot);
    }
    return slot;
  }

  valued(name: string): Valued | undefined {
    return this.slots.get(name)?.value();
  }

  value(name: string): Value | undefined {
    return this.valued(name)?.value;
  }

  /** The plain string of an attribute, if it is one. */
  string(name: string): string | undefined {
    const value = this.value(name);
    if (value?.type === "word") return value.word;
    return value?.type === "string" && value.text.every((part) => typeof part === "string") ? value.text.join("") : undefined;
  }

  /** Of alternatives (a host's locator, a template's source), the one the highest layer gives. */
  topmost(names: readonly string[]): string | undefined {
    let best: { readonly name: string; readonly rank: Rank } | undefined;
    for (const name of names) {
      const rank = this.slots.get(name)?.top()?.rank;
      if (rank !== undefined && (best === undefined || compareRank(rank, best.rank) > 0)) best = { name, rank };
    }
    return best?.name;
  }

  child(word: string, label: string): Node | undefined {
    return this.blocks.get(word)?.get(label);
  }

  children(word: string): Node[] {
    return [...(this.blocks.get(word)?.values() ?? [])];
  }

  labels(word: string): string[] {
    return this.children(word).map((node) => node.label).filter((label) => label !== undefined);
  }

  addChild(word: string, key: string, node: Node): void {
    const known = this.blocks.get(word);
    if (known === undefined) this.blocks.set(word, new Map([[key, node]]));
    else known.set(key, node);
  }

  /** `none` if no layer says anything; nothing more to say if somebody meant to and misspelt it. */
  valueOrNone(name: string): Value {
    return this.value(name) ?? { type: this.misspelt.has(name) ? "error" : "none" };
  }

  emittedName(): Value {
    return this.value("name") ?? this.defaultName?.() ?? string(this.label ?? "");
  }

  /** Removes an attribute or block below a rank. True if there was something. */
  unset(word: string, label: string | undefined, below: Rank): boolean {
    if (label === undefined) {
      const slot = this.slots.get(word);
      if (slot !== undefined) {
        const hit = slot.unset(below);
        if (slot.contributions.length === 0) this.slots.delete(word);
        return hit;
      }
      return this.blocks.delete(word);
    }
    return this.blocks.get(word)?.delete(label) ?? false;
  }
}
