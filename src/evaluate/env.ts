/** Where an expression stands: its lexical scope, the place in the network it is evaluated for, and the layer it speaks for. */
import type { Span } from "../text/source.ts";
import type { RoleDecl } from "./load.ts";
import type { Layer } from "./origin.ts";
import type { Member } from "./members.ts";
import type { MemberSet } from "./member-set.ts";
import type { JobState, World } from "./world.ts";
import type { Node } from "./node.ts";
import type { Type } from "./types.ts";
import type { RecordValue, Valued } from "./values.ts";

/** A name of the lexical scope. Its value is computed when first asked for. */
export interface Binding {
  readonly name: string;
  readonly span: Span;
  /** The sets of a role, or one named set. */
  readonly sets?: boolean;
  /** The declared type, if there is one. */
  readonly type?: Type;
  value(): Valued;
  used?: () => void;
}

export class Scope {
  private readonly bindings = new Map<string, Binding>();
  readonly parent: Scope | undefined;
  /** Roles that may be used here, at the root of a file's scope. */
  private readonly roles: ReadonlyMap<string, RoleDecl> | undefined;

  constructor(parent?: Scope, roles?: ReadonlyMap<string, RoleDecl>) {
    this.parent = parent;
    this.roles = roles;
  }

  role(name: string): RoleDecl | undefined {
    return this.roles?.get(name) ?? this.parent?.role(name);
  }

  roleNames(): string[] {
    return [...(this.roles?.keys() ?? []), ...(this.parent?.roleNames() ?? [])];
  }

  within(outer: Scope): boolean {
    return this === outer || this.parent?.within(outer) === true;
  }

  own(name: string): Binding | undefined {
    return this.bindings.get(name);
  }

  bind(binding: Binding): void {
    this.bindings.set(binding.name, binding);
  }

  find(name: string): Binding | undefined {
    return this.bindings.get(name) ?? this.parent?.find(name);
  }

  *names(): Generator<string> {
    yield* this.bindings.keys();
    if (this.parent !== undefined) yield* this.parent.names();
  }
}

/** The place in the network. Deeper places extend it. */
export interface Frame {
  readonly world: World;
  readonly job?: JobState;
  readonly set?: MemberSet;
  /** The member the body is evaluated for; with a late index in the body of a counted group. */
  readonly member?: Member;
  readonly group?: Node;
  readonly task?: Node;
  readonly service?: Node;
  readonly program?: Node;
  readonly route?: RecordValue;
  /** Inside `make`: secrets are values of key time. */
  readonly keys?: boolean;
}

export interface Env {
  readonly scope: Scope;
  readonly frame: Frame;
  readonly layer: Layer;
}

/** Records that are always there; no parameter, `let` or loop variable bears their names. */
export const contextNames = ["network", "job", "set", "member", "index", "group", "task", "service", "route", "none"] as const;
/** First parts of late values and of lookups by kind. */
export const rootNames = ["port", "address", "ip", "dir", "env", "attr", "meta", "node", "host", "program", "source", "secret"] as const;
/** Helpers of templates that are no functions of expressions. */
export const helperWords: ReadonlySet<string> = new Set(["eq", "ne", "lt", "gt", "and", "or", "not"]);
export const reservedNames: ReadonlySet<string> = new Set<string>([...contextNames, ...rootNames]);
