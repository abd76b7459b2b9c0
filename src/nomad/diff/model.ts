/** The server's own diff of a job, as `/v1/job/:id/plan` returns it: names, order and nulls are the API's, so that it prints as JSON as it is. */

export type DiffType = "None" | "Added" | "Deleted" | "Edited";

/** An absent list is null, as in Go's JSON. */
export type List<T> = T[] | null;

export interface JobDiff {
  readonly Type: DiffType;
  readonly ID: string;
  readonly Fields: List<FieldDiff>;
  readonly Objects: List<ObjectDiff>;
  readonly TaskGroups: List<TaskGroupDiff>;
}

export interface TaskGroupDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields: List<FieldDiff>;
  readonly Objects: List<ObjectDiff>;
  readonly Tasks: List<TaskDiff>;
  /** `create`, `ignore`, `in-place update`, … and how many allocations; null where the scheduler said nothing. */
  readonly Updates: { readonly [update: string]: number } | null;
}

export interface TaskDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields: List<FieldDiff>;
  readonly Objects: List<ObjectDiff>;
  readonly Annotations: List<string>;
}

export interface ObjectDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields: List<FieldDiff>;
  readonly Objects: List<ObjectDiff>;
}

/** Values are texts; an absent one is empty. */
export interface FieldDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Old: string;
  readonly New: string;
  readonly Annotations: List<string>;
}
