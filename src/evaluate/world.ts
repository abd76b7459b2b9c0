/**
 * One network being evaluated: its chain, what was collected from it, and the look-ups that expressions make.
 * Filled by `collect.ts`; read by `network/`.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { type Body } from "./apply.ts";
import { record, string } from "./context.ts";
import { type Env, type Frame, Scope } from "./env.ts";
import { kindOf, type Kind } from "./kinds/kind.ts";
import { kinds, kindsByName } from "./kinds/own.ts";
import type { Decl, NetworkDecl, Project, RoleDecl, Unit } from "./load.ts";
import { type MemberSet, setValue } from "./member-set.ts";
import { Node } from "./node.ts";
import type { Layer, Origin } from "./origin.ts";
import { Abandoned, type Report } from "./report.ts";
import { type Slot } from "./slot.ts";
import { typeNames } from "./types.ts";
import type { RecordValue, Value } from "./values.ts";

export interface ChainLink {
  readonly index: number;
  readonly name: string;
  readonly decl: NetworkDecl;
  readonly scope: Scope;
  readonly layer: Layer;
}

export interface JobBody {
  readonly statements: readonly ast.Statement[];
  readonly scope: Scope;
  readonly network: number;
  readonly span: Span;
}

export interface JobState {
  readonly id: string;
  readonly doc?: string;
  readonly bodies: JobBody[];
  readonly network: number;
  readonly node: Node;
  readonly sets: MemberSet[];
}

export interface ProgramDecl {
  readonly kind: "image" | "flake" | "binary";
  readonly name: string;
  /** Registry of an image. */
  readonly registry?: string;
  readonly bodies: { readonly statements: readonly ast.Statement[]; readonly scope: Scope; readonly network: number; readonly span: Span }[];
}

/** What the network's ingress writes down for each protocol of a route. */
export interface Ingress {
  readonly name: string;
  readonly span: Span;
  readonly routes: Map<string, { readonly statements: readonly ast.Statement[]; readonly scope: Scope; readonly network: number }[]>;
}

export interface Fallback {
  readonly statements: readonly ast.Statement[];
  readonly body: Body;
  readonly lenient: boolean;
}

export interface StoreFacts {
  readonly kind: "vault" | "variables";
  readonly mount: string;
  readonly version: 1 | 2;
  readonly root: string;
  readonly paths: ReadonlyMap<string, string>;
}

const maxSteps = 2_000_000;
const maxOutput = 128 << 20;

export class World {
  readonly project: Project;
  readonly report: Report;
  readonly decl: NetworkDecl;
  readonly chain: ChainLink[] = [];
  readonly jobs = new Map<string, JobState>();
  readonly sets = new Map<string, MemberSet>();
  /** Sets that get at least so many members, whatever the file says. */
  wanted: ReadonlyMap<string, number> = new Map();
  readonly programs = new Map<string, ProgramDecl>();
  readonly inputs = new Map<string, Slot>();
  readonly kindDefaults = new Map<string, Fallback[]>();
  readonly roleDefaultBodies = new Map<string, { readonly role: RoleDecl; readonly fallback: Fallback }[]>();
  readonly asserts: { readonly statement: ast.Assert; readonly env: Env }[] = [];
  /** Origins read by what is being computed; undefined: nobody keeps record. */
  private reads: Origin[] | undefined;
  /** Slots being computed, for the path of a cycle. */
  readonly stack: string[] = [];
  readonly used = new Set<object>();
  /** Are all networks read, so that it is decided which sets there are? */
  collected = false;
  readonly whenCollected: (() => void)[] = [];
  /** Parameters to look at in the end, whether a body asked for them or not: what was given must fit, what is needed must be given. */
  readonly demanded: (() => unknown)[] = [];
  /** The task on whose behalf secrets are located. */
  reader: { readonly job: string; readonly group: string; readonly task: string } | undefined;
  node!: Node;
  ingress: Ingress | undefined;
  private steps = 0;
  private knownStore: StoreFacts | undefined;
  private knownRecord: RecordValue | undefined;
  private emitted = 0;
  private readonly lineages = new Map<RoleDecl, readonly RoleDecl[]>();
  private readonly unitScopes = new Map<Unit, Scope>();

  constructor(project: Project, decl: NetworkDecl, report: Report) {
    this.project = project;
    this.decl = decl;
    this.report = report;
  }

  get name(): string {
    return this.decl.ast.name.text;
  }

  get frame(): Frame {
    return { world: this };
  }

  /** Keeps record of what a computation reads. What parts of a value read, the whole read too (`pass`). */
  recording<T>(compute: () => T, pass: boolean): { readonly result: T; readonly reads: readonly Origin[] } {
    const outer = this.reads;
    const own: Origin[] = [];
    this.reads = own;
    try {
      return { result: compute(), reads: own };
    } finally {
      this.reads = outer;
      if (pass) for (const origin of own) this.read(origin);
    }
  }

  read(origin: Origin): void {
    if (this.reads !== undefined && this.reads.length < 100 && !this.reads.includes(origin)) this.reads.push(origin);
  }

  step(span: Span, amount = 1): void {
    this.steps += amount;
    if (this.steps > maxSteps) this.abandon(diagnose("too-many-steps", {}, span));
  }

  /** Counts characters of what is going to be written, and what it costs to make them. */
  emit(amount: number, span: Span): void {
    this.emitted += amount;
    if (this.emitted > maxOutput) this.abandon(diagnose("output-too-large", {}, span));
  }

  /** Ends the evaluation of this network. */
  abandon(diagnostic: Diagnostic): never {
    this.report.add(diagnostic);
    throw new Abandoned(diagnostic.code);
  }

  markUsed(thing: object): void {
    this.used.add(thing);
  }

  assertLater(statement: ast.Assert, env: Env): void {
    this.asserts.push({ statement, env });
  }

  unknownType(expr: ast.TypeExpr): void {
    const name = expr.kind === "named" ? expr.name.text : "type";
    this.report.add(diagnose("unknown-type", { name }, expr.span, { notes: nameNotes(name, typeNames) }));
  }

  // Roles

  /** A role and what it extends, nearest first. */
  lineage(role: RoleDecl): readonly RoleDecl[] {
    const known = this.lineages.get(role);
    if (known !== undefined) return known;
    const all: RoleDecl[] = [];
    for (let one: RoleDecl | undefined = role; one !== undefined && !all.includes(one) && all.length < 32; one = baseOf(one)) all.push(one);
    this.lineages.set(role, all);
    return all;
  }

  roleNamed(head: ast.Name, scope: Scope): RoleDecl | undefined {
    return scope.role(head.text);
  }

  roleNamesIn(scope: Scope): string[] {
    return scope.roleNames();
  }

  /** The names a file sees. */
  unitScope(unit: Unit): Scope {
    let scope = this.unitScopes.get(unit);
    if (scope === undefined) {
      scope = this.scopeOf(unit.names);
      this.unitScopes.set(unit, scope);
    }
    return scope;
  }

  scopeOf(names: ReadonlyMap<string, Decl>): Scope {
    const roles = new Map([...names].filter((entry): entry is [string, RoleDecl] => entry[1].kind === "role"));
    const scope = new Scope(undefined, roles);
    for (const [name, role] of roles) {
      scope.bind({ name, span: role.ast.name.span, sets: true, value: () => ({ value: this.setsOf(name, role), origin: { span: role.ast.name.span, layer: { kind: "network", name: this.name }, beaten: [] } }) });
    }
    return scope;
  }

  /** The sets of a role and of the roles that extend it. */
  private setsOf(name: string, role: RoleDecl): Value {
    return setValue(name, [...this.sets.values()].filter((set) => set.lineage.includes(role)));
  }

  // Defaults

  defaultsFor(kind: Kind): readonly Fallback[] {
    const all = this.kindDefaults.get(kind.name) ?? [];
    return (kindsByName.get(kind.name) ?? []).includes(kind) ? all : [];
  }

  roleDefaults(role: RoleDecl): readonly Fallback[] {
    return (this.roleDefaultBodies.get(role.ast.name.text) ?? []).filter((one) => one.role === role).map((one) => one.fallback);
  }

  // Values of the network

  get namespace(): string {
    return this.node.string("namespace") ?? this.name;
  }

  /** The Nomad version the network runs on. */
  get target(): string {
    return this.node.string("nomad_version") ?? "1.6";
  }

  provider(): "consul" | "nomad" {
    return this.node.children("services")[0]?.label === "nomad" ? "nomad" : "consul";
  }

  /** Every secret asks for it. */
  store(): StoreFacts {
    return (this.knownStore ??= this.readStore());
  }

  private readStore(): StoreFacts {
    const node = this.node.children("store")[0];
    const version = node?.value("version");
    const paths = new Map([...(node?.child("paths", "")?.slots.keys() ?? [])].map((key) => [key, node!.child("paths", "")!.string(key) ?? ""]));
    return {
      kind: node?.label === "variables" ? "variables" : "vault",
      mount: node?.string("mount") ?? "secret",
      version: version?.type === "int" && version.value === 1 ? 1 : 2,
      root: node?.string("root") ?? "",
      paths,
    };
  }

  get record(): RecordValue {
    return (this.knownRecord ??= this.newRecord());
  }

  private newRecord(): RecordValue {
    const own = (name: string) => this.node.valueOrNone(name);
    return record("network", {
      name: () => string(this.name),
      namespace: () => string(this.namespace),
      domain: () => own("domain"),
      region: () => own("region"),
      datacenters: () => own("datacenters"),
      target: () => string(this.target),
    });
  }

  /** What a role without a job may say besides its secrets: quorums and files, which are the network's. */
  bareNode(set: MemberSet): Node {
    const kind = kindOf("set", { blocks: new Map(["quorum", "file"].map((word) => [word, kinds.network.blocks.get(word)!])) });
    const node = new Node({ kind, path: set.name, frame: this.frame, span: set.origin.span, layer: set.origin.layer });
    for (const word of ["quorum", "file"]) {
      const own = this.node.blocks.get(word) ?? new Map<string, Node>();
      this.node.blocks.set(word, own);
      node.blocks.set(word, own);
    }
    return node;
  }
}

export function baseOf(role: RoleDecl): RoleDecl | undefined {
  const base = role.ast.base === undefined ? undefined : role.unit.names.get(role.ast.base.text);
  return base?.kind === "role" ? base : undefined;
}
