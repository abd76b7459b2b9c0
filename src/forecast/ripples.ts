/**
 * Who restarts because somebody else is replaced: a task whose template looks up a service is rendered again when the service's instances
 * change, and does then what its change_mode says. In: groups with their updates. Only services named in the template are seen.
 */
import type { Fields } from "../check/fill.ts";
import { blocksIn, servicesOf, textIn } from "../nomad/blocks.ts";
import { compactNames } from "../text/compact-names.ts";
import { visible } from "../text/visible.ts";
import { onChange } from "./lifecycle.ts";
import type { Changed } from "./meaning.ts";

interface Ripple { readonly group: string; readonly task: string; readonly does: string; readonly services: readonly string[] }

/** Groups that are replaced themselves are left out: they start anew anyway. */
export function ripples(all: readonly Changed[]): string[] {
  const moved = new Set(all.filter(moves).flatMap(({ group }) => [group.before, group.after].flatMap((one) => (one === undefined ? [] : servicesOf(one).map((service) => textIn(service, "Name"))))));
  const staying = all.filter(({ update }) => update.outcome === "ignored" || update.outcome === "in-place" || update.outcome === "scaled");
  return sentences(staying.flatMap(({ update, group }) => blocksIn(group.after, "Tasks").flatMap((task) => rippleOf(update.group, task, moved))));
}

function moves({ update }: Changed): boolean {
  return update.outcome === "destructive" || update.before !== update.after;
}

function rippleOf(group: string, task: Fields, moved: ReadonlySet<string>): Ripple[] {
  return blocksIn(task, "Templates").flatMap((template) => {
    const services = textIn(template, "ChangeMode") === "noop" ? [] : lookUps(textIn(template, "EmbeddedTmpl")).filter((name) => moved.has(name));
    return services.length === 0 ? [] : [{ group, task: textIn(task, "Name"), does: onChange(template), services }];
  });
}

/** `service "tag.name@datacenter|filter"`, `nomadService "name"` -> name. */
function lookUps(text: string): string[] {
  const found = [...text.matchAll(/\b(?:nomadService|service)\s+["`]([^"`\n]{1,300})["`]/g)].map(([, query]) => query!.replace(/[|@].*$/, ""));
  return [...new Set(found.flatMap((name) => [name, name.slice(name.indexOf(".") + 1)]))];
}

/** Groups whose tasks do the same for the same services are named together. */
function sentences(found: readonly Ripple[]): string[] {
  const families = new Map<string, Ripple[]>();
  for (const one of found) {
    const key = JSON.stringify([one.does, one.services]);
    families.set(key, [...(families.get(key) ?? []), one]);
  }
  return [...families.values()].map((family) => {
    const { does, services } = family[0]!;
    const tasks = compactNames(family.map(({ group, task }) => (group === task ? task : `${group}/${task}`))).map(visible).join(", ");
    return `${tasks} ${does} when the instances of ${compactNames(services).map(visible).join(", ")} change: a template looks ${services.length === 1 ? "it" : "them"} up.`;
  });
}
