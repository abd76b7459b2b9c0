/**
 * Members. One of a range has a group of its own and a literal index; the members of a counted set share one group whose body
 * sees a late index. Facts (index, public numbers, hostname) are known without the group.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type * as ast from "../syntax/ast.ts";
import { applyBody, type Body, inside, type Target } from "./apply.ts";
import { createNode, newNode } from "./open-block.ts";
import { string } from "./context.ts";
import type { Env, Frame } from "./env.ts";
import { kinds } from "./kinds/own.ts";
import type { Node } from "./node.ts";
import type { Layer, Origin } from "./origin.ts";
import { type RoleUse, touches, useRole } from "./role-use.ts";
import { memberRecord } from "./member-record.ts";
import type { MemberSet, UseBody } from "./member-set.ts";
import { applyRoutes, type ResolvedRoute } from "./routes.ts";
import { secretValue } from "./secrets.ts";
import { serviceOfMember } from "./services.ts";
import { networkClass } from "./slot.ts";
import { plain, text, type Text } from "./text.ts";
import type { RecordValue, Value } from "./values.ts";
import type { World } from "./world.ts";

interface Built {
  group?: Node;
  readonly secrets: Map<string, Node>;
}

export class Member {
  readonly set: MemberSet;
  readonly index: number | undefined;
  /** The shared member of a counted group, whose index is late. */
  readonly late: boolean;
  readonly record: RecordValue;
  /** What stays of the services' routes; filled when the member is built. */
  readonly routes: (ResolvedRoute & { readonly service: Node })[] = [];
  private built: Built | "busy" | undefined;
  private facts: Node | undefined;

  constructor(set: MemberSet, index: number | undefined, late: boolean) {
    this.set = set;
    this.index = index;
    this.late = late;
    this.record = memberRecord(this);
  }

  get world(): World {
    return this.set.world;
  }

  /** The member whose body makes the group. */
  get host(): Member {
    return this.set.self ?? this;
  }

  get key(): string {
    return `${this.set.name}${this.index === undefined ? "" : `[${this.index}]`}`;
  }

  frame(): Frame {
    return { world: this.world, ...(this.set.job === undefined ? {} : { job: this.set.job }), set: this.set, member: this };
  }

  indexValue(): Value | undefined {
    if (this.late) return { type: "string", text: [{ late: "index", ref: "index", span: this.set.origin.span }] };
    return this.index === undefined ? undefined : { type: "int", value: this.index };
  }

  /** The group's name, plus `-index` under a count. */
  name(): Text {
    const { group } = this.host.build();
    const own = group === undefined ? this.fallbackName() : group.emittedName();
    const base = own.type === "string" ? own.text : [this.key];
    if (this.late) return text(...base, "-", { late: "index", ref: "index", span: this.set.origin.span });
    return this.set.form === "count" ? text(...base, `-${this.index}`) : base;
  }

  plainName(): string {
    return plain(this.name()) ?? this.key;
  }

  fallbackName(): Value {
    return string(this.set.form === "range" ? `${this.set.name}-${this.index}` : this.set.name);
  }

  service(label: string): Value | undefined {
    return serviceOfMember(this, label);
  }

  secret(label: string, env?: Env): Value | undefined {
    const node = this.host.build().secrets.get(label);
    return node === undefined ? undefined : secretValue(node, this, env);
  }

  secretLabels(): string[] {
    return [...this.host.build().secrets.keys()];
  }

  labels(): string[] {
    const built = this.host.build();
    return ["name", "index", "hostname", "public", ...(built.group?.labels("service") ?? []), ...built.secrets.keys()];
  }

  public(): ReadonlyMap<string, number> {
    const numbers = new Map<string, number>();
    const node = this.factsNode().child("public", "");
    for (const [label, slot] of node?.slots ?? []) {
      const value = slot.value()?.value;
      if (value?.type === "int") numbers.set(label, value.value);
    }
    return numbers;
  }

  publicOrigin(label: string): Origin | undefined {
    return this.factsNode().child("public", "")?.valued(label)?.origin;
  }

  factsNode(): Node {
    if (this.facts !== undefined) return this.facts;
    const { set } = this;
    const node = newNode(kinds.use, { path: this.key }, this.body({ kind: "set", name: `set ${set.name}` }), set.origin.span);
    this.facts = node;
    for (const role of [...set.lineage].reverse()) {
      for (const fallback of this.world.roleDefaults(role)) this.applyFacts(fallback.statements, node, { ...fallback.body, frame: this.frame() });
    }
    this.applyRoleFacts(node);
    for (const use of this.ownUses()) this.applyFacts(use.statements, node, this.useBody(use));
    return node;
  }

  /** Roles may give facts too (`hostname`); they see their parameters. */
  private applyRoleFacts(node: Node): void {
    if (!this.set.lineage.some((role) => touches(role.ast.body.statements, isFact))) return;
    const use = this.newUse();
    for (const { statements, body } of use.ownBodies(this.body({ kind: "role", name: "" }))) this.applyFacts(statements, node, body);
  }

  private newUse(): RoleUse {
    const frame = this.frame();
    const use = useRole(this.set.role, frame, this.key, this.set.origin.span);
    for (const one of this.ownUses()) use.bindFrom(one.statements, { scope: one.scope, frame, layer: this.useBody(one).layer }, this.useBody(one));
    return use;
  }

  /** Bodies of uses that concern this member, lowest layer first. */
  ownUses(): UseBody[] {
    const concerned = this.set.uses.filter((use) => use.only === undefined || (this.index !== undefined && use.only.has(this.index)));
    return concerned.sort((a, b) => a.network - b.network || (a.only === undefined ? 0 : 1) - (b.only === undefined ? 0 : 1));
  }

  private applyFacts(statements: readonly ast.Statement[], node: Node, body: Body): void {
    if (!touches(statements, isFact)) return;
    applyBody(statements, { node }, { ...body, party: "", skip: (statement) => !isFact(statement) });
  }

  private body(layer: Layer): Body {
    const { set } = this;
    return { scope: this.world.unitScope(set.role.unit), frame: this.frame(), layer, class: 0, id: this.key, party: this.key, order: [], network: set.network, uses: [] };
  }

  private useBody(use: UseBody): Body {
    const level = use.only === undefined ? "set" : "member";
    const network = this.world.chain[use.network]!;
    const layer: Layer = { kind: level, name: level === "set" ? `${this.set.name} in ${network.name}` : `${this.key} in ${network.name}` };
    return { ...this.body(layer), scope: use.scope, class: networkClass(use.network, level), id: `${use.network}:${level}`, network: use.network };
  }

  /** While its body is applied, what it makes is not known yet. */
  get building(): boolean {
    return this.built === "busy";
  }

  build(): Built {
    if (this.built === "busy") return this.cyclic();
    if (this.built !== undefined) return this.built;
    this.built = "busy";
    this.built = this.construct();
    return this.built;
  }

  /** A condition of the member's own body asked for what the body makes. */
  private cyclic(): Built {
    this.world.report.add(diagnose("evaluation-cycle", { path: [...this.world.stack, `the blocks of ${this.key}`].join(" -> ") }, this.set.origin.span));
    return { secrets: new Map() };
  }

  private construct(): Built {
    const use = this.newUse();
    const built: Built = { secrets: new Map() };
    const target: Target = { node: this.set.job?.node ?? this.world.bareNode(this.set), route: (block, body) => this.route(block, body, built), own: (word, label) => this.own(word, label, built) };
    use.applyBodies(target, this.body({ kind: "role", name: `role ${this.set.role.ast.name.text}` }));
    for (const one of this.ownUses()) applyBody(one.statements, target, { ...this.useBody(one), use: { role: this.set.role.ast.name.text, params: use.params.keys() }, skip: (statement) => use.binds(statement) || isFact(statement) });
    if (built.group !== undefined) for (const service of servicesOf(built.group)) this.routes.push(...applyRoutes(service, this).map((route) => ({ ...route, service })));
    return built;
  }

  /** The member's own blocks: its one group, its secrets. Everything else belongs to the job. */
  private route(block: ast.Block, body: Body, built: Built): boolean {
    if (block.head.text === "group" && this.set.job !== undefined) {
      built.group ??= this.newGroup(block, body);
      if (block.labels[0] !== undefined && built.group.label !== block.labels[0].text) this.world.report.add(diagnose("second-group", { role: this.set.role.ast.name.text }, block.labels[0].span));
      applyBody(block.body?.statements ?? [], { node: built.group }, inside(body, built.group));
      return true;
    }
    if (block.head.text !== "secret") return false;
    const label = block.labels[0]?.text;
    if (label === undefined || block.labels.length > 1) {
      this.world.report.add(diagnose("wrong-labels", { block: "secret", wanted: "1 label", found: block.labels.length }, block.head.span));
      return true;
    }
    let node = built.secrets.get(label);
    if (node === undefined) {
      node = newNode(kinds.secret, { path: `${this.key}/secret ${label}`, label }, body, block.head.span);
      built.secrets.set(label, node);
    }
    applyBody(block.body?.statements ?? [], { node }, { ...inside(body, node), frame: { ...node.frame, keys: true } });
    return true;
  }

  private own(word: string, label: string | undefined, built: Built): { readonly node: Node; readonly labels: number } | undefined {
    if (word === "group" && built.group !== undefined) return { node: built.group, labels: 0 };
    const secret = word === "secret" && label !== undefined ? built.secrets.get(label) : undefined;
    return secret === undefined ? undefined : { node: secret, labels: 1 };
  }

  private newGroup(block: ast.Block, body: Body): Node {
    const job = this.set.job!;
    const label = block.labels[0]?.text;
    const group = createNode(kinds.group, { word: "group", key: this.key, ...(label === undefined ? {} : { label }) }, job.node, block, body);
    group.network = this.set.network;
    group.defaultName = () => this.fallbackName();
    return group;
  }
}

export function servicesOf(group: Node): Node[] {
  return [...group.children("service"), ...group.children("task").flatMap((task) => task.children("service"))];
}

export function isFact(statement: ast.Statement): boolean {
  if (statement.kind === "attribute") return statement.key.text === "count" || statement.key.text === "hostname";
  if (statement.kind === "unset") return ["public", "hostname", "count"].includes(statement.path[0]?.text ?? "");
  return statement.kind === "block" && statement.head.text === "public";
}
