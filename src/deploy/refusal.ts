/** What Nomad finds wrong with a job -> diagnostics, each at the line it speaks of. Its messages name groups, tasks and fields in words. */
import { isFields } from "../check/fill.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Json, JsonPath } from "../text/json.ts";
import type { Refused } from "./failed.ts";
import type { Deployment } from "./model.ts";
import { partOf, placeOf, type Part } from "./place.ts";
import { validationErrors } from "./validation-errors.ts";

/** What has words of its own, or is no list of errors of a job, stays as it was told. */
export function refusal(deployment: Deployment, job: string, refused: Refused): readonly Diagnostic[] {
  const known = refused.diagnostics.some(({ code }) => code !== "nomad-refused");
  if (known || !/errors? occurred:|validation failed/.test(refused.reason)) return refused.diagnostics;
  return validationErrors(refused.reason).map((message) => {
    const { part, words } = partIn(message, job);
    const field = [...(part.field ?? []), ...fieldIn(partOf(deployment, part), words)];
    return diagnose("job-refused", { job, message }, placeOf(deployment, { ...part, field }) ?? placeOf(deployment, { job }));
  });
}

const LISTS: ReadonlyMap<string, string> = new Map([["constraint", "Constraints"], ["affinity", "Affinities"], ["spread", "Spreads"], ["template", "Templates"], ["artifact", "Artifacts"], ["volume mount", "VolumeMounts"]]);

/** `Task group a validation failed: Task t validation failed: Template 1 validation failed: …` -> that template, and the rest. */
function partIn(message: string, job: string): { part: Part; words: string } {
  let words = message;
  let part: Part = { job };
  const take = (pattern: RegExp): string[] | undefined => {
    const found = pattern.exec(words);
    if (found !== null) words = words.slice(found.index + found[0].length).trim();
    return found?.slice(1);
  };
  const group = take(/task group "?(.+?)"? validation failed:/i);
  if (group !== undefined) part = { ...part, group: group[0]! };
  const task = take(/task "?(.+?)"? validation failed:/i);
  if (task !== undefined) part = { ...part, task: task[0]! };
  const service = take(/service\[(\d+)\].*? validation failed:/i);
  if (service !== undefined) return { part: { ...part, field: ["Services", Number(service[0])] }, words };
  // Nomad counts these from 1.
  const item = take(/(constraint|affinity|spread|template|artifact|volume mount) (\d+) validation failed:/i);
  return item === undefined ? { part, words } : { part: { ...part, field: [LISTS.get(item[0]!.toLowerCase())!, Number(item[1]) - 1] }, words };
}

/** The field that the message speaks of, in the block or one below: `KillTimeout`, `kill_timeout` and `kill timeout` are one. */
function fieldIn(block: Json | undefined, message: string): JsonPath {
  const said = plain(message);
  const found = [...pathsIn(block, 2)].filter((path) => said.includes(plain(String(path.at(-1)))));
  return found.sort((a, b) => String(b.at(-1)).length - String(a.at(-1)).length)[0] ?? [];
}

function* pathsIn(block: Json | undefined, depth: number): Generator<JsonPath> {
  if (!isFields(block) || depth === 0) return;
  for (const [name, value] of Object.entries(block)) {
    yield [name];
    for (const path of pathsIn(value, depth - 1)) yield [name, ...path];
  }
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[_\s-]/g, "");
}
