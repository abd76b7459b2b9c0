/** Sets and members as plain data. */
import type { Member as EvaluatedMember } from "../evaluate/members.ts";
import type { MemberSet as EvaluatedSet } from "../evaluate/member-set.ts";
import { plain } from "../evaluate/text.ts";
import type { World } from "../evaluate/world.ts";
import { plainName } from "./groups.ts";
import type { Member, MemberSet } from "./model.ts";

export function resolveSets(world: World): MemberSet[] {
  return [...world.sets.values()].map(setModel);
}

function setModel(set: EvaluatedSet): MemberSet {
  return {
    name: set.name,
    role: set.role.ast.name.text,
    lineage: set.lineage.map((role) => role.ast.name.text),
    ...(set.job === undefined ? {} : { job: set.job.id }),
    form: set.form,
    members: set.members.map(memberModel),
    ...dropped(set),
    origin: set.origin,
  };
}

function dropped(set: EvaluatedSet): Pick<MemberSet, "dropped"> {
  const known = new Set(set.numbers);
  const all = set.uses.map((use) => ({ indexes: [...(use.only ?? [])].filter((index) => !known.has(index)), span: use.span })).filter((one) => one.indexes.length > 0);
  return all.length === 0 ? {} : { dropped: all };
}

function memberModel(member: EvaluatedMember): Member {
  const { set } = member;
  const { group } = member.host.build();
  const hostname = member.factsNode().value("hostname");
  const host = hostname?.type === "string" ? plain(hostname.text) : undefined;
  return {
    set: set.name,
    role: set.role.ast.name.text,
    ...(member.index === undefined ? {} : { index: member.index }),
    name: member.plainName(),
    ...(host === undefined ? {} : { hostname: host }),
    public: Object.fromEntries(member.public()),
    ...(set.job === undefined ? {} : { job: set.job.id }),
    ...(group === undefined ? {} : { group: plainName(group) }),
    origin: set.origin,
  };
}
