/** A member as a value: its facts, and by their labels its services and secrets. */
import type { Member } from "./members.ts";
import { touches } from "./role-use.ts";
import type { RecordValue } from "./values.ts";

export function memberRecord(member: Member): RecordValue {
  return {
    type: "record",
    what: "member",
    get(name) {
      if (name === "name") return { type: "string", text: member.name() };
      if (name === "index") return member.indexValue();
      if (name === "hostname" && member.late && member.set.uses.some((use) => use.only !== undefined && touches(use.statements, (one) => one.kind === "attribute" && one.key.text === "hostname"))) return sharedFact(member);
      if (name === "hostname") return member.factsNode().valueOrNone("hostname");
      if (name === "public") return publicRecord(member);
      return member.service(name) ?? member.secret(name);
    },
    names: () => member.labels(),
    get prints() {
      return member.name();
    },
  };
}

/** Has no field: whoever asks for one gets told why. */
export function sharedFact(member: Member): RecordValue {
  return { type: "record", what: "fact of one member", get: () => undefined, names: () => [], of: member.set.name };
}

/** Numbers differ between members, so the shared body of a counted group cannot read them. */
function publicRecord(member: Member): RecordValue {
  if (member.late) return sharedFact(member);
  const numbers = member.public();
  return {
    type: "record",
    what: "table of public numbers",
    get: (label) => (numbers.has(label) ? { type: "int", value: numbers.get(label)! } : { type: "none" }),
    names: () => [...numbers.keys()],
  };
}
