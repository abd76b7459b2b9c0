/**
 * A slot is one path of the layered tree: everything that any layer says about it, and the value that wins.
 * Rules: the highest class of layer wins, inside it the latest body; `+=` appends; twice in one layer is an error;
 * members that share a path of their job must agree unless a higher layer sets it.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Expr } from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { coerce, textOf } from "./coerce.ts";
import type { Env } from "./env.ts";
import { checkLength, evaluate } from "./expression.ts";
import type { Origin } from "./origin.ts";
import type { Type } from "./types.ts";
import { sameValue } from "./compare.ts";
import type { Value, Valued } from "./values.ts";
import type { World } from "./world.ts";

/** Order of layers, lowest first. Networks of the chain come after all roles: `networkClass`. */
export const classes = { defaultBlock: 0, program: 1, parameterDefault: 2, defaultRole: 3, role: 4, ingress: 5, firstNetwork: 10, setOption: 1e9 } as const;

export function networkClass(index: number, level: "network" | "job" | "set" | "member"): number {
  return classes.firstNetwork + index * 4 + ["network", "job", "set", "member"].indexOf(level);
}

/** Where in the layers a body stands. */
export interface Rank {
  readonly class: number;
  /** Order inside a class: the places of the bodies around it, outermost first. Uses of roles lie below the body they stand in. */
  readonly order: readonly number[];
  /** The body that speaks: twice on one path in it is an error. */
  readonly body: string;
  /** The member on whose behalf it speaks; several members that speak about one path must agree. */
  readonly party: string;
}

export interface Contribution {
  readonly rank: Rank;
  readonly env: Env;
  readonly expr: Expr;
  readonly op: "=" | "+=";
  readonly span: Span;
}

const failed: Value = { type: "error" };

export class Slot {
  readonly contributions: Contribution[] = [];
  readonly type: Type;
  readonly path: string;
  private state: "new" | "busy" | Valued | undefined = "new";

  constructor(path: string, type: Type) {
    this.path = path;
    this.type = type;
  }

  add(contribution: Contribution): void {
    this.changed(contribution.span, contribution.env.frame.world);
    this.contributions.push(contribution);
  }

  /** What a condition has read already may not change any more: the order of reading would decide what is built. */
  private changed(span: Span, world: World): void {
    if (this.state !== "new") world.report.add(diagnose("set-too-late", { path: this.path }, span));
    this.state = "new";
  }

  /** Removes what lies below; true if there was something. */
  unset(below: Rank, keep = -1): boolean {
    const kept = this.contributions.filter((c) => c.rank.class <= keep || compareRank(c.rank, below) >= 0);
    const hit = kept.length < this.contributions.length;
    this.contributions.length = 0;
    this.contributions.push(...kept);
    const first = this.contributions[0];
    if (hit && first !== undefined) this.changed(first.span, first.env.frame.world);
    else this.state = "new";
    return hit;
  }

  /** What the highest layer says. */
  top(): Contribution | undefined {
    return this.contributions.reduce<Contribution | undefined>((best, one) => (best === undefined || compareRank(one.rank, best.rank) >= 0 ? one : best), undefined);
  }

  /** undefined: no layer says anything. */
  value(): Valued | undefined {
    if (this.state === "busy") return this.cycle();
    if (this.state === "new") {
      if (this.contributions.length === 0) return undefined;
      this.state = "busy";
      this.state = this.compute();
    }
    if (this.state !== undefined) this.contributions[0]!.env.frame.world.read(this.state.origin);
    return this.state;
  }

  private cycle(): Valued {
    const top = this.contributions[0]!;
    const { world } = top.env.frame;
    const path = [...world.stack.slice(world.stack.lastIndexOf(this.path)), this.path];
    world.report.add(diagnose("evaluation-cycle", { path: path.join(" -> ") }, top.span));
    return { value: failed, origin: originOf(top, []) };
  }

  private compute(): Valued {
    const { world } = this.contributions[0]!.env.frame;
    world.stack.push(this.path);
    if (world.stack.length > 500) world.abandon(diagnose("evaluation-too-deep", {}, this.contributions[0]!.span));
    try {
      const { result, reads } = world.recording(() => this.agree(), false);
      return reads.length === 0 ? result : { value: result.value, origin: { ...result.origin, reads } };
    } finally {
      world.stack.pop();
    }
  }

  /** One result for each party that speaks in the winning class; they must be the same. */
  private agree(): Valued {
    if (this.contributions.length === 1) return this.resolve(this.contributions);
    const sorted = [...this.contributions].sort((a, b) => compareRank(a.rank, b.rank));
    this.refuseTwice(sorted);
    const top = sorted[sorted.length - 1]!.rank;
    const parties = new Map<string, Contribution[]>();
    for (const c of sorted) if (c.rank.class === top.class && c.rank.party !== top.party) parties.set(c.rank.party, []);
    if (parties.size === 0) return this.resolve(sorted);
    parties.set(top.party, []);
    for (const c of sorted) parties.get(c.rank.party)?.push(c);
    const results = [...parties.values()].map((own) => this.resolve(own));
    const odd = results.find((other) => !sameValue(results[0]!.value, other.value));
    if (odd === undefined) return results[0]!;
    const { world } = sorted[0]!.env.frame;
    const names = [...parties.keys()];
    const says = (result: Valued) => `\`${names[results.indexOf(result)]}\` says ${briefly(result.value)}`;
    world.report.add(diagnose("members-disagree", { path: this.path }, odd.origin.span, { label: says(odd), related: [{ span: results[0]!.origin.span, text: says(results[0]!) }] }));
    return { value: failed, origin: odd.origin };
  }

  private resolve(sorted: readonly Contribution[]): Valued {
    let base = sorted.length - 1;
    while (base > 0 && sorted[base]!.op === "+=") base--;
    const winner = sorted[base]!;
    const appended = sorted.slice(winner.op === "+=" ? base : base + 1);
    if (appended.length === 0) {
      return { value: evaluateTyped(winner, this.type), origin: originOf(winner, sorted.slice(0, base)) };
    }
    return this.append(winner.op === "=" ? winner : undefined, appended, sorted.slice(0, base));
  }

  private append(winner: Contribution | undefined, appended: readonly Contribution[], beaten: readonly Contribution[]): Valued {
    const items: Valued[] = [];
    for (const contribution of winner === undefined ? appended : [winner, ...appended]) {
      const value = evaluateTyped(contribution, this.type);
      if (value.type === "error") return { value, origin: originOf(contribution, beaten) };
      if (value.type === "list") items.push(...value.items);
      else {
        this.refuseAppend(appended[0]!, winner);
        return { value: failed, origin: originOf(contribution, beaten) };
      }
    }
    const last = appended[appended.length - 1]!;
    return { value: checkLength({ type: "list", items }, last.span, last.env), origin: originOf(last, beaten) };
  }

  /** At the `+=` that has nothing to append to. */
  private refuseAppend(appended: Contribution, to: Contribution | undefined): void {
    const related = to === undefined || to === appended ? [] : [{ span: to.span, text: "this is what it would append to" }];
    appended.env.frame.world.report.add(diagnose("append-needs-list", { path: this.shown }, appended.span, { related }));
  }

  /** For problems that a text has, whichever member it is read for. */
  private get shown(): string {
    return this.path.replace(/\[\d+\]/g, "");
  }

  /** Beaten layers too: what they say would win elsewhere. */
  private refuseTwice(sorted: readonly Contribution[]): void {
    if (sorted.length < 2) return;
    const seen = new Map<string, Contribution>();
    for (const one of sorted) {
      if (one.op === "+=") continue;
      const key = `${one.rank.class} ${one.rank.party} ${one.rank.body}`;
      const twin = seen.get(key);
      if (twin !== undefined) one.env.frame.world.report.add(diagnose("set-twice", { path: this.shown }, one.span, { related: [{ span: twin.span, text: "and here, in the same layer" }] }));
      seen.set(key, one);
    }
  }
}

function briefly(value: Value): string {
  const text = textOf(value)?.map((part) => (typeof part === "string" ? part : "…")).join("");
  return text === undefined ? "something else" : text.length > 40 ? `${text.slice(0, 37)}…` : text;
}

export function compareRank(a: Rank, b: Rank): number {
  return a.class - b.class || compareOrder(a.order, b.order);
}

function compareOrder(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return a.length - b.length;
}

function evaluateTyped(contribution: Contribution, type: Type): Value {
  const value = evaluate(contribution.expr, type, contribution.env);
  return coerce(value, type, contribution.expr.span, contribution.env);
}

export function originOf(contribution: Contribution, beaten: readonly Contribution[]): Origin {
  const { span } = contribution.expr;
  return {
    span,
    layer: contribution.env.layer,
    beaten: beaten.length === 0 ? noneBeaten : [...beaten].reverse().map((c) => originOf(c, [])),
    source: span.file.text.slice(span.start, Math.min(span.end, span.start + 200)),
  };
}

const noneBeaten: readonly Origin[] = [];
