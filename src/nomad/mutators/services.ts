/** What the server settles in services beyond defaults: names with the job's words filled in, the namespace they register in. */
import type { Fields } from "../../check/fill.ts";
import { eachBlock, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { ofConsul } from "./implied-constraints.ts";

export function withServices(group: Fields, { job }: StoredJob): Fields {
  const settled = eachBlock(group, "Services", (service) => settledService(service, { job, group, task: "group" }));
  return eachBlock(settled, "Tasks", (task) => eachBlock(task, "Services", (service) => settledService(service, { job, group, task: textIn(task, "Name") })));
}

interface Owner {
  readonly job: Fields;
  readonly group: Fields;
  /** The task's name, or the word `group`. */
  readonly task: string;
}

function settledService(service: Fields, { job, group, task }: Owner): Fields {
  const words: Words = { JOB: textIn(job, "Name"), TASKGROUP: textIn(group, "Name"), TASK: task };
  const name = filledIn(textIn(service, "Name"), { ...words, BASE: `${words["JOB"]}-${words["TASKGROUP"]}-${task}` });
  const namespace = ofConsul(service) ? textIn(service, "Namespace") || "default" : textIn(job, "Namespace");
  const settled = eachBlock(service, "Checks", (check) => (textIn(check, "Name") === checkName(textIn(service, "Name")) ? { ...check, Name: checkName(name) } : check));
  return { ...settled, ...(name === "" ? {} : { Name: name }), Namespace: namespace };
}

/** A check without a name is called after its service, once that one's name is filled in. */
function checkName(service: string): string {
  return `service: "${service}" check`;
}

type Words = { readonly [word: string]: string };

/** `${WORD}` becomes what is known by that name; anything else stays. */
export function filledIn(text: string, words: Words): string {
  return text.replace(/\$\{([a-zA-Z0-9_\-.]+)\}/g, (whole, word: string) => (Object.hasOwn(words, word) ? words[word]! : whole));
}
