/**
 * Every task's templates and the network's own `file` blocks as files below `consul-template/`. In: the resolved network,
 * whose bodies are consul-template text already. Nothing is rendered here.
 */
import type { Span } from "../text/source.ts";
import type { Group, Job, Network, Task } from "../network/model.ts";

export interface OutputFile {
  /** Steps below the network's directory; each is checked before it becomes part of a path. */
  readonly steps: readonly string[];
  readonly text: string;
  /** What asked for it. */
  readonly span: Span;
}

export function consulTemplateFiles(network: Network): OutputFile[] {
  const own = network.files.map((file) => ({ steps: ["consul-template", ...split(file.path)], text: file.body, span: file.origin.span }));
  return [...own, ...network.jobs.flatMap((job) => job.groups.flatMap((group) => group.tasks.flatMap((task) => taskFiles(job, group, task))))];
}

function taskFiles(job: Job, group: Group, task: Task): OutputFile[] {
  return task.templates.map((template) => ({
    steps: ["consul-template", job.label, group.name, task.name, ...split(template.destination)],
    text: template.body,
    span: template.origin.span,
  }));
}

/** `/local//x` and `./local/x` are `local/x` inside the task directory. */
function split(path: string): string[] {
  return path.split("/").filter((step) => step !== "" && step !== ".");
}
