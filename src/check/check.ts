/**
 * All rules over a resolved network. In: the model; out: diagnostics, one for each mistake however many members repeat it.
 * Does not look at allowances (`network/allows.ts`), at templates, or at anything outside the network.
 */
import { validateNetwork } from "../../schemas/validators.js";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Network } from "../network/model.ts";
import { toJson } from "../network/tree.ts";
import { schemaDiagnostics } from "./ajv-errors.ts";
import { networkTree } from "./network-tree.ts";
import { barrierRules } from "./network/barrier-rules.ts";
import { nameRules } from "./network/name-rules.ts";
import { routeRules } from "./network/route-rules.ts";
import { checkJob } from "./nomad/check-job.ts";
import { networkModel } from "./schema.ts";

export function check(network: Network): Diagnostic[] {
  const jobs = network.jobs.flatMap((job) => checkJob(job, network));
  // What a payload repeats of the network is said where the payload has it: there the span is the setting's own.
  const said = new Set(jobs.map(sentence));
  const shape = modelShape(network).filter((one) => !said.has(sentence(one)));
  return once([...shape, ...jobs, ...nameRules(network), ...routeRules(network), ...barrierRules(network)]);
}

function sentence({ code, title }: Diagnostic): string {
  return `${code} ${title}`;
}

function modelShape(network: Network): Diagnostic[] {
  const tree = networkTree(network);
  return validateNetwork(toJson(tree)) ? [] : schemaDiagnostics(validateNetwork.errors ?? [], { schema: networkModel, tree, above: [] });
}

/** Members made from one text repeat its mistakes: the first is shown and says how many there are. */
function once(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const byPlace = new Map<string, { first: Diagnostic; more: number }>();
  for (const diagnostic of diagnostics) {
    const { code, span } = diagnostic;
    const key = span === undefined ? `${code} ${diagnostic.title}` : `${code} ${span.file.path}:${span.start}:${span.end}`;
    const seen = byPlace.get(key);
    if (seen === undefined) byPlace.set(key, { first: diagnostic, more: 0 });
    else if (seen.first.title !== diagnostic.title) seen.more += 1;
  }
  return [...byPlace.values()].map(({ first, more }) => (more === 0 ? first : { ...first, notes: [...first.notes, `The same in ${more} more ${more === 1 ? "place" : "places"} made from this text.`] }));
}
