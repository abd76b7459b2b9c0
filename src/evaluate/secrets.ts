/**
 * Secrets as readers see them. Where one lies is the store's business: in Vault by a path scheme with exceptions,
 * in Nomad's variables one variable for each reading task (a task may read no other without a policy).
 */
import type { Env } from "./env.ts";
import type { Member } from "./members.ts";
import type { MemberSet } from "./member-set.ts";
import type { Node } from "./node.ts";
import { eachMember, keyValue } from "./key-expr.ts";
import { text, type SecretLocation, type SecretRef, type Text } from "./text.ts";
import type { Value } from "./values.ts";
import type { World } from "./world.ts";

export interface SecretShape {
  readonly shape: SecretRef["shape"];
  readonly fields: readonly string[];
  readonly shared: boolean;
}

export function shapeOf(node: Node): SecretShape {
  const fields = node.value("fields");
  const names = fields?.type === "list" ? fields.items.map((item) => (item.value.type === "string" ? item.value.text.join("") : "")) : [];
  const object = node.value("object");
  const shared = node.value("shared");
  const shape = names.length > 0 ? "fields" : object?.type === "bool" && object.value ? "object" : "value";
  return { shape, fields: names, shared: shared?.type === "bool" && shared.value };
}

/** The secret of a member (or of its set, if shared; or of the network) as a value. */
export function secretValue(node: Node, owner: Member | undefined, env?: Env, as?: AnyOf): Value {
  const shape = shapeOf(node);
  const own = owner !== undefined && !shape.shared && !isAlone(owner.set);
  const label = node.label!;
  const sharers = shape.shared && owner !== undefined && owner.set.job !== undefined ? { set: owner.set.name } : {};
  if (env?.frame.keys === true) return keyValue({ op: "secret", name: label, ...(own ? { owner: owner.late ? eachMember : owner.plainName() } : {}), ...sharers });
  const world = node.frame.world;
  const name = own ? (as?.name ?? owner.name()) : undefined;
  const secret: SecretRef = {
    secret: label,
    ...(name === undefined ? {} : { owner: name }),
    ...(name === undefined || as === undefined ? {} : { owners: as.members }),
    ...sharers,
    shape: shape.shape,
    fields: shape.fields,
    // Asked for when the reader is known.
    get location() {
      return locate(world, { label, owner: name ?? (sharers.set === undefined ? undefined : [sharers.set]), shape: shape.shape });
    },
  };
  return { type: "secret", secret };
}

/** Whichever of these members has that late name. */
export interface AnyOf { readonly name: Text; readonly members: readonly string[] }

/** A set of one without a group (a chain) owns its secrets in the network's name, unless it has a name of its own (two wallets). */
function isAlone(set: MemberSet): boolean {
  return set.job === undefined && set.form === "one" && set.name === set.role.ast.name.text;
}

export function secretFieldRef(secret: SecretRef, field: string): SecretRef {
  return {
    ...(secret.owner === undefined ? {} : { owner: secret.owner }),
    ...(secret.owners === undefined ? {} : { owners: secret.owners }),
    ...(secret.set === undefined ? {} : { set: secret.set }),
    secret: secret.secret,
    shape: "value",
    field,
    get location() {
      const { location } = secret;
      return { ...location, item: location.item === undefined ? [field] : text(...location.item, ".", field) };
    },
  };
}

/** A part of a secret that is a whole object. It is JSON itself; where the object lies as text, the part is taken out of it by the reader. */
export function insideRef(secret: SecretRef, field: string): SecretRef {
  return {
    ...secretFieldRef(secret, field),
    shape: "object",
    inside: true,
    get location() {
      const { location } = secret;
      return location.store === "vault" ? { ...location, item: [field] } : location;
    },
  };
}

interface Wanted {
  readonly label: string;
  readonly owner: Text | undefined;
  readonly shape: SecretRef["shape"];
}

/** Vault: mount[/data]/root/<namespace>[/<owner>]/<label>, item `value`. Variables: the reader's own variable, item `<owner>.<label>`. */
export function locate(world: World, wanted: Wanted, reader = world.reader): SecretLocation {
  const store = world.store();
  if (store.kind === "variables") return { store: "variables", path: [variablePath(world, reader)], item: text(...(wanted.owner === undefined ? [] : [...wanted.owner, "."]), wanted.label) };
  const item = wanted.shape === "value" ? { item: ["value"] } : {};
  const relative: Text = store.paths.has(wanted.label) ? [store.paths.get(wanted.label)!] : [`${world.namespace}/`, ...(wanted.owner === undefined ? [] : [...wanted.owner, "/"]), wanted.label];
  const prefix = [store.mount, ...(store.version === 2 ? ["data"] : []), ...(store.root === "" ? [] : [store.root])].join("/");
  return { store: "vault", path: text(`${prefix}/`, ...relative), ...item, version: store.version };
}

function variablePath(world: World, reader: World["reader"]): string {
  return reader === undefined ? `nomad/jobs/${world.name}` : `nomad/jobs/${reader.job}/${reader.group}/${reader.task}`;
}
