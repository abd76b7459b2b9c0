/** What differs between two versions of a job -> reasons: the field as `why` names it, both values, and the line that made the difference. */
import type { Difference } from "../nomad/model.ts";
import type { Json, JsonPath } from "../text/json.ts";
import { lineOf, type Span } from "../text/source.ts";
import type { Reason, Side, Written } from "./model.ts";
import { counterpart, named } from "./paths.ts";

/** One job on one side: as the server stores it, and what is known about the side. */
export interface JobSide { readonly side: Side | undefined; readonly job: Json | undefined }

export interface JobSides { readonly id: string; readonly before: JobSide; readonly after: JobSide }

export function reasonOf(difference: Difference, sides: JobSides): Reason {
  const { pointer, from, to, effect } = difference;
  const root = difference.side === "new" ? sides.after : sides.before;
  const span = difference.implied === true ? undefined : decisive(difference, sides);
  return {
    ...named(sides.id, root.job, pointer),
    ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }),
    effect,
    ...(span === undefined ? {} : { file: span.file.path, line: lineOf(span.file, span.start) }),
  };
}

/** In the new side what the old one did not say; where the new one says nothing about it, what the old one said. */
function decisive({ pointer, side }: Difference, { id, before, after }: JobSides): Span | undefined {
  const [own, other] = side === "new" ? [after, before] : [before, after];
  const there = counterpart(own.job, pointer, other.job);
  const [fresh, old] = [saidBy(own.side, id, pointer), there && saidBy(other.side, id, there)];
  if (fresh === undefined) return old?.parts[0];
  return (old && firstNotIn(old, fresh)) ?? value(fresh) ?? fresh.parts[0];
}

/** A name only hands on what was said elsewhere. */
function value({ parts }: Written): Span | undefined {
  return parts.find(({ file, start, end }) => !/^[A-Za-z_][\w.-]*$/.test(file.text.slice(start, end)));
}

function saidBy(side: Side | undefined, job: string, pointer: JsonPath): Written | undefined {
  if (side?.written !== undefined) return side.written(job, pointer);
  const span = side?.locate?.(job, pointer);
  return span && { parts: [span], lines: [] };
}

/** By file and text: lines may have moved. */
function firstNotIn(old: Written, fresh: Written): Span | undefined {
  const said = new Set([...old.lines, ...old.parts].map(textOf));
  return [...fresh.lines, ...fresh.parts].find((span) => !said.has(textOf(span)));
}

function textOf({ file, start, end }: Span): string {
  return `${file.path}\0${file.text.slice(start, end)}`;
}
