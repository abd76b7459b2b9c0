/** Services as values: of one member, or of all members of a set. What tells a member's instance apart is read off its tags and metadata. */
import { sameText } from "./compare.ts";
import type { Member } from "./members.ts";
import type { Node } from "./node.ts";
import { secretValue } from "./secrets.ts";
import { isLate, type Text, text } from "./text.ts";
import type { ServiceInstance, ServiceRef, Value } from "./values.ts";

export function serviceOfMember(member: Member, label: string): Value | undefined {
  const node = serviceNode(member, label);
  if (node === undefined) return undefined;
  return { type: "service", service: serviceRef(`${member.key}.${label}`, [member], label, true) };
}

export function serviceOfSet(label: string, members: readonly Member[], service: string): Value | undefined {
  const having = members.filter((member) => serviceNode(member, service) !== undefined);
  if (having.length === 0) return undefined;
  return { type: "service", service: serviceRef(label, having, service, false) };
}

export function serviceNode(member: Member, label: string): Node | undefined {
  const { group } = member.host.build();
  if (group === undefined) return undefined;
  return group.child("service", label) ?? group.children("task").map((task) => task.child("service", label)).find((node) => node !== undefined);
}

function serviceRef(label: string, members: readonly Member[], service: string, one: boolean): ServiceRef {
  const world = members[0]!.world;
  const instances = once(() => members.map((member) => instanceOf(member, service)));
  const metaKey = once(() => metaKeyOf(members, service));
  return {
    label,
    provider: world.provider(),
    one,
    get instances() { return instances(); },
    get metaKey() { return metaKey() as string; },
    secretOf: (secret, memberName) => secretRefOf(members, secret, memberName),
    get secretLabels() { return members[0]!.secretLabels(); },
  };
}

function once<T>(compute: () => T): () => T {
  let known: { readonly value: T } | undefined;
  return () => (known ??= { value: compute() }).value;
}

function secretRefOf(members: readonly Member[], label: string, name: Text) {
  const first = members[0]!;
  const node = first.host.build().secrets.get(label);
  const value = node === undefined ? undefined : secretValue(node, first, undefined, { name, members: members.map((member) => member.plainName()) });
  return value?.type === "secret" ? value.secret : undefined;
}

function instanceOf(member: Member, label: string): ServiceInstance {
  const node = serviceNode(member, label)!;
  const hostName = member.host.name();
  const tags = node.value("tags");
  const own = tags?.type === "list" ? tags.items.map((item) => (item.value.type === "string" ? item.value.text : [])).find((tag) => sameText(tag, hostName)) : undefined;
  const name = node.emittedName();
  return {
    member: member.record,
    memberName: member.name(),
    name: atIndex(name.type === "string" ? name.text : [], member.index),
    ...(own === undefined ? {} : { tag: atIndex(own, member.index) }),
  };
}

/** The late index of a counted group's body, for one of its members. */
function atIndex(value: Text, index: number | undefined): Text {
  if (index === undefined) return value;
  return text(...value.map((part) => (isLate(part) && part.late === "index" ? String(index) : part)));
}

/** The key of the services' metadata whose value is the member's name, for every member. */
function metaKeyOf(members: readonly Member[], label: string): string | undefined {
  const hosts = [...new Set(members.map((member) => member.host))];
  const keys = [...(serviceNode(hosts[0]!, label)?.child("meta", "")?.slots.keys() ?? [])];
  return keys.find((key) => hosts.every((member) => {
    const value = serviceNode(member, label)?.child("meta", "")?.value(key);
    return value?.type === "string" && sameText(value.text, member.name());
  }));
}
