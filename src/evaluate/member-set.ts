/** Sets of members: which members there are in the final network, and what a set is in an expression. */
import type * as ast from "../syntax/ast.ts";
import type { Span } from "../text/source.ts";
import { string } from "./context.ts";
import type { Scope } from "./env.ts";
import type { RoleDecl } from "./load.ts";
import { Member } from "./members.ts";
import type { Origin } from "./origin.ts";
import { getField } from "./service-fields.ts";
import { serviceOfSet } from "./services.ts";
import { numbersOf } from "./sets.ts";
import type { Slot } from "./slot.ts";
import type { RecordValue, Value } from "./values.ts";
import type { JobState, World } from "./world.ts";

/** What a network says about a set or some of its members. */
export interface UseBody {
  readonly statements: readonly ast.Statement[];
  readonly scope: Scope;
  readonly network: number;
  readonly span: Span;
  /** undefined: all members. */
  readonly only?: ReadonlySet<number>;
}

export class MemberSet {
  readonly world: World;
  readonly name: string;
  readonly role: RoleDecl;
  readonly lineage: readonly RoleDecl[];
  readonly job: JobState | undefined;
  readonly uses: UseBody[] = [];
  readonly origin: Origin;
  readonly network: number;
  form: "range" | "count" | "one" = "one";
  /** Where range or count was given last. */
  formSpan: Span;
  /** The range or count that was given last. */
  said: Slot | undefined;
  private known: readonly number[] | undefined;
  private filled: readonly Member[] | undefined;
  /** A network above made another form of it: numbers that networks below say mean other members. */
  changed: FormChange | undefined;
  private shared: Member | undefined;
  readonly record: RecordValue;

  constructor(start: { world: World; name: string; role: RoleDecl; job: JobState | undefined; origin: Origin; network: number }) {
    this.world = start.world;
    this.name = start.name;
    this.role = start.role;
    this.lineage = start.world.lineage(start.role);
    this.job = start.job;
    this.origin = start.origin;
    this.formSpan = start.origin.span;
    this.network = start.network;
    this.record = setRecord(this);
  }

  /** Asked for once all networks are collected. */
  get numbers(): readonly number[] {
    this.known ??= continued(numbersOf(this.world, this.said), this.world.wanted.get(this.name) ?? 0);
    return this.known;
  }

  get members(): readonly Member[] {
    this.filled ??= (this.form === "one" ? [undefined] : this.numbers).map((index) => new Member(this, index, false));
    return this.filled;
  }

  /** The body of a counted group. */
  get self(): Member | undefined {
    if (this.form === "count") this.shared ??= new Member(this, undefined, true);
    return this.shared;
  }

  /** The members that have bodies of their own: each of a range, the shared one of a count. */
  builders(): readonly Member[] {
    return this.self === undefined ? this.members : [this.self];
  }
}

/** As a longer range or a higher count would go on. */
function continued(numbers: readonly number[], size: number): readonly number[] {
  const first = numbers[0] ?? 0;
  return size <= numbers.length ? numbers : Array.from({ length: size }, (_, i) => first + i);
}

export interface FormChange { readonly network: number; readonly from: string; readonly span: Span }

function setRecord(set: MemberSet): RecordValue {
  const fields = ["name", "role", "size"];
  return {
    type: "record",
    what: "set",
    get(name) {
      if (name === "name") return string(set.name);
      if (name === "role") return string(set.role.ast.name.text);
      return name === "size" ? { type: "int", value: set.members.length } : undefined;
    },
    names: () => fields,
  };
}

/** All sets of a role (and of roles that extend it) as one value. */
export function setValue(name: string, sets: readonly MemberSet[]): Value {
  if (sets.some((set) => set.said?.value()?.value.type === "error")) return { type: "error" };
  const members = sets.flatMap((set) => set.members);
  const fields: RecordValue = {
    type: "record",
    what: "set",
    get: (field) => setField(name, sets, members, field),
    names: () => [...new Set(members.length === 0 ? [] : ["name", ...members[0]!.labels()])],
  };
  const changed = sets.find((set) => set.changed !== undefined)?.changed;
  return { type: "set", name, members: members.map((member) => member.record), fields, ...(changed === undefined ? {} : { changed }) };
}

function setField(name: string, sets: readonly MemberSet[], members: readonly Member[], field: string): Value | undefined {
  if (members.length === 0) return { type: "service", service: { label: `${name}.${field}`, provider: "consul", one: false, instances: [], secretOf: () => undefined, secretLabels: [] } };
  if (members.length === 1) {
    const own = getField(members[0]!.record, field);
    if (own !== undefined) return own;
  }
  if (field === "name" && sets.length === 1) return string(sets[0]!.name);
  const shared = members[0]!.host.build().secrets.get(field);
  if (shared?.value("shared")?.type === "bool") return members[0]!.secret(field);
  return serviceOfSet(`${name}.${field}`, members, field);
}
