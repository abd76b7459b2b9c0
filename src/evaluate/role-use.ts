/**
 * One use of a role: its parameters with everything that any layer binds them to, and its bodies, base role first.
 * A role has all parameters of the roles it extends; redeclaring one changes the default only.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { closest } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { applyBody, type Body, type Target } from "./apply.ts";
import { flatten } from "./flatten.ts";
import { type Env, type Frame, Scope } from "./env.ts";
import type { RoleDecl } from "./load.ts";
import type { Layer } from "./origin.ts";
import { classes, type Rank, Slot } from "./slot.ts";
import { anyType, type Type, typeOf } from "./types.ts";
import type { Valued } from "./values.ts";

export interface RoleUse {
  readonly lineage: readonly RoleDecl[];
  readonly params: ReadonlyMap<string, Slot>;
  /** Does the statement bind a parameter? */
  binds(statement: ast.Statement): boolean;
  /** Takes the parameter bindings out of a body. */
  bindFrom(statements: readonly ast.Statement[], at: { scope: Scope; frame: Frame; layer: Layer }, body: { class: number; id: string; party: string }): void;
  /** The roles' bodies with their scopes, base first. */
  ownBodies(body: Body): { readonly statements: readonly ast.Statement[]; readonly body: Body }[];
  /** `default ROLE` bodies, then the roles' own, base first. */
  applyBodies(target: Target, body: Body): void;
}

export function useRole(role: RoleDecl, frame: Frame, id: string, at: Span): RoleUse {
  return new Use(role, frame, id, at);
}

class Use implements RoleUse {
  readonly lineage: readonly RoleDecl[];
  readonly params = new Map<string, Slot>();
  private readonly frame: Frame;
  private readonly id: string;
  private readonly at: Span;
  private readonly scopes = new Map<RoleDecl, Scope>();
  private readonly declaredAt = new Map<string, Span>();
  /** Attributes of the use that are no parameters. */
  private readonly strays: string[] = [];

  constructor(role: RoleDecl, frame: Frame, id: string, at: Span) {
    this.frame = frame;
    this.id = id;
    this.at = at;
    this.lineage = frame.world.lineage(role);
    for (const one of [...this.lineage].reverse()) this.declare(one);
    for (const [depth, one] of [...this.lineage].reverse().entries()) this.bindDefaults(one, depth);
    for (const [depth, one] of [...this.lineage].reverse().entries()) this.bindOwn(one, depth);
    for (const [name, slot] of this.params) if (slot.contributions.length === 0) frame.world.demanded.push(() => slot.value() ?? this.missing(name, slot));
  }

  binds(statement: ast.Statement): boolean {
    if (statement.kind === "attribute") return this.params.has(statement.key.text);
    return statement.kind === "unset" && statement.path.length === 1 && this.params.has(statement.path[0]!.text);
  }

  bindFrom(statements: readonly ast.Statement[], at: { scope: Scope; frame: Frame; layer: Layer }, body: { class: number; id: string; party: string }, order: readonly number[] = [this.lineage.length]): void {
    for (const statement of statements) if (statement.kind === "attribute" && !this.binds(statement)) this.strays.push(statement.key.text);
    if (!touches(statements, (statement) => this.binds(statement))) return;
    const rank: Rank = { class: body.class, order, body: body.id, party: "" };
    for (const { statement, scope } of flatten(statements, at)) {
      if (!this.binds(statement)) continue;
      if (statement.kind === "attribute") this.bind(statement, { scope, frame: at.frame, layer: at.layer }, rank);
      else if (statement.kind === "unset") this.params.get(statement.path[0]!.text)!.unset({ ...rank, class: Math.max(rank.class, classes.defaultRole) }, classes.parameterDefault);
    }
  }

  applyBodies(target: Target, body: Body): void {
    const { world } = this.frame;
    for (const [depth, role] of [...this.lineage].reverse().entries()) {
      for (const fallback of world.roleDefaults(role)) {
        applyBody(fallback.statements, target, { ...fallback.body, frame: body.frame, party: body.party, order: [depth, ...fallback.body.order], use: { role: role.ast.name.text, params: this.params.keys() }, skip: (s) => this.binds(s) || isFact(s, target) });
      }
    }
    for (const own of this.ownBodies(body)) applyBody(own.statements, target, { ...own.body, use: { role: this.lineage[0]!.ast.name.text, params: this.params.keys() }, skip: (s) => this.binds(s) || isFact(s, target) });
  }

  ownBodies(body: Body) {
    return [...this.lineage].reverse().map((role, depth) => {
      const layer: Layer = { kind: "role", name: `role ${role.ast.name.text}` };
      const own: Body = { ...body, scope: this.scopes.get(role)!, layer, class: classes.role, order: [...body.order, depth], id: `${this.id}:${role.ast.name.text}` };
      return { statements: role.ast.body.statements, body: own };
    });
  }

  private bind(statement: ast.Attribute, env: Env, rank: Rank): void {
    const slot = this.params.get(statement.key.text)!;
    slot.add({ rank, env, expr: statement.value, op: statement.op, span: statement.key.span });
    if (rank.class > classes.parameterDefault) this.frame.world.demanded.push(() => slot.value());
  }

  /** A role sees its own parameters and those of its bases, and the roles of its file. */
  private declare(role: RoleDecl): void {
    const { world } = this.frame;
    const base = this.lineage[this.lineage.indexOf(role) + 1];
    const scope = new Scope(world.unitScope(role.unit));
    for (const name of base === undefined ? [] : [...this.params.keys()]) this.bindParam(name, scope);
    for (const param of role.ast.params) {
      this.declareParam(param);
      this.bindParam(param.name.text, scope);
    }
    this.scopes.set(role, scope);
  }

  private declareParam(param: ast.Param): void {
    const name = param.name.text;
    this.declaredAt.set(name, param.name.span);
    if (this.params.has(name)) return;
    const type: Type | { unknown: ast.TypeExpr } = param.type === undefined ? anyType : typeOf(param.type);
    this.params.set(name, new Slot(`${this.id}(${name})`, "unknown" in type ? anyType : type));
  }

  private bindParam(name: string, scope: Scope): void {
    const slot = this.params.get(name)!;
    const span = this.declaredAt.get(name) ?? this.at;
    scope.bind({ name, span, ...(slot.type.kind === "any" ? {} : { type: slot.type }), value: () => slot.value() ?? this.missing(name, slot) });
  }

  private missing(name: string, slot: Slot): Valued {
    const origin = { span: this.at, layer: { kind: "role" as const, name: `role ${this.lineage[0]!.ast.name.text}` }, beaten: [] };
    if (slot.type.kind === "optional") return { value: { type: "none" }, origin };
    // A misspelt parameter is reported where it stands.
    if (this.strays.some((stray) => closest(stray, this.params.keys()) === name)) return { value: { type: "error" }, origin };
    const related = [{ span: this.declaredAt.get(name)!, text: "the parameter" }];
    this.frame.world.report.add(diagnose("missing-parameter", { name, role: this.lineage[0]!.ast.name.text }, this.at, { related }));
    return { value: { type: "error" }, origin };
  }

  private bindDefaults(role: RoleDecl, depth: number): void {
    const { world } = this.frame;
    const env: Env = { scope: this.scopes.get(role)!, frame: this.frame, layer: { kind: "parameter-default", name: `role ${role.ast.name.text}` } };
    const rank: Rank = { class: classes.parameterDefault, order: [depth], body: `${this.id}:${role.ast.name.text}`, party: "" };
    for (const param of role.ast.params) {
      if (param.value === undefined) continue;
      this.params.get(param.name.text)!.add({ rank, env, expr: param.value, op: "=", span: param.name.span });
    }
    for (const fallback of world.roleDefaults(role)) {
      this.bindFrom(fallback.statements, { scope: fallback.body.scope, frame: this.frame, layer: fallback.body.layer }, fallback.body, [depth, ...fallback.body.order]);
    }
  }

  private bindOwn(role: RoleDecl, depth: number): void {
    const layer: Layer = { kind: "role", name: `role ${role.ast.name.text}` };
    const id = `${this.id}:${role.ast.name.text}`;
    this.bindFrom(role.ast.body.statements, { scope: this.scopes.get(role)!, frame: this.frame, layer }, { class: classes.role, id, party: "" }, [depth]);
  }
}

/** Looks into `if` bodies without evaluating their conditions. */
export function touches(statements: readonly ast.Statement[], wanted: (statement: ast.Statement) => boolean): boolean {
  return statements.some((statement) => {
    if (statement.kind !== "if") return wanted(statement);
    const otherwise = statement.otherwise === undefined ? [] : "kind" in statement.otherwise ? [statement.otherwise] : statement.otherwise.statements;
    return touches(statement.then.statements, wanted) || touches(otherwise, wanted);
  });
}

function isFact(statement: ast.Statement, target: Target): boolean {
  return target.route !== undefined && ((statement.kind === "attribute" && (statement.key.text === "count" || statement.key.text === "hostname")) || (statement.kind === "block" && statement.head.text === "public"));
}
