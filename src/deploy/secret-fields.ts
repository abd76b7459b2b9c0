/**
 * A server's diff without values that look like credentials. Payloads of a network refer to secrets and hold none, but what is registered may have been written
 * by hand: `Env[PASSWORD]` in its old value. That such a value changes is still shown.
 */
import type { FieldDiff, JobDiff, ObjectDiff } from "../nomad/diff/model.ts";

const SECRET = /token|passw(or)?d|secret|credential|private_?key|api_?key/i;
const HIDDEN = ["(hidden)", "(hidden, another one)"] as const;

export function withoutSecrets(diff: JobDiff): JobDiff {
  const groups = diff.TaskGroups?.map((group) => ({ ...body(group), Tasks: group.Tasks?.map(body) ?? null })) ?? null;
  return { ...body(diff), TaskGroups: groups };
}

function body<T extends Pick<ObjectDiff, "Fields" | "Objects">>(owner: T): T {
  return { ...owner, Fields: owner.Fields?.map(fieldOf) ?? null, Objects: owner.Objects?.map(body) ?? null };
}

function fieldOf(field: FieldDiff): FieldDiff {
  const { Name, Old, New } = field;
  if (!SECRET.test(Name) || (isReference(Old) && isReference(New))) return field;
  const hide = (value: string, text: string) => (isReference(value) ? value : text);
  return { ...field, Old: hide(Old, HIDDEN[0]), New: hide(New, Old === New ? HIDDEN[0] : HIDDEN[1]) };
}

/** Nothing, a place, a number, a switch, or something that is looked up when the task runs. */
function isReference(value: string): boolean {
  return value === "" || /^(true|false|\d{1,12})$/.test(value) || /\$\{|\{\{|^\/|^(local|secrets|alloc)\//.test(value);
}
