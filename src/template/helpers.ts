/**
 * The closed set of helpers that give values: `{{port rpc}}`, `{{seconds x}}`, `(eq a b)`.
 * `{{json x}}` prints and is not among them; the blocks are in `blocks.ts`.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Value } from "../evaluate/values.ts";
import { compare, connect, negate } from "./compare.ts";
import type { Argument } from "./expression.ts";
import { evaluate } from "./expression.ts";
import type { Expression, Path } from "./handlebars-tree.ts";
import { lateByString, lateBySymbol, secretText } from "./late-helpers.ts";
import type { Here } from "./path.ts";
import { failed, simpleName } from "./path.ts";
import { inUnit, join } from "./quantities.ts";
import type { Expects } from "./scope.ts";

export interface Helper {
  /** As its documentation shows it. */
  readonly usage: string;
  readonly least: number;
  readonly most: number;
  readonly expects?: Expects;
  /** Names a symbol: the arguments are not evaluated first. */
  readonly symbol?: boolean;
  run(args: readonly Argument[], here: Here, name: string): Value;
}

const one = { least: 1, most: 1 };
const two = { least: 2, most: 2 };
const many = { least: 2, most: 100 };

export const helpers: ReadonlyMap<string, Helper> = new Map<string, Helper>([
  ["secret", { usage: "{{secret coinbase}}", ...one, expects: "secret", run: secretText }],
  ["port", { usage: "{{port rpc}}", ...one, symbol: true, run: lateBySymbol }],
  ["address", { usage: "{{address rpc}}", ...one, symbol: true, run: lateBySymbol }],
  ["ip", { usage: "{{ip rpc}}", ...one, symbol: true, run: lateBySymbol }],
  ["dir", { usage: "{{dir local}}", ...one, symbol: true, run: lateBySymbol }],
  ["host", { usage: "{{host monitoring}}", ...one, symbol: true, run: lateBySymbol }],
  ["env", { usage: '{{env "NOMAD_ALLOC_ID"}}', ...one, run: lateByString }],
  ["attr", { usage: '{{attr "unique.hostname"}}', ...one, run: lateByString }],
  ["meta", { usage: '{{meta "rack"}}', ...one, run: lateByString }],
  ["node", { usage: '{{node "unique.name"}}', ...one, run: lateByString }],
  ["seconds", { usage: "{{seconds interval}}", ...one, run: inUnit }],
  ["mib", { usage: "{{mib memory}}", ...one, run: inUnit }],
  ["mhz", { usage: "{{mhz cpu}}", ...one, run: inUnit }],
  ["join", { usage: '{{join names ", "}}', ...two, run: join }],
  ["eq", { usage: "(eq a b)", ...two, run: compare }],
  ["ne", { usage: "(ne a b)", ...two, run: compare }],
  ["lt", { usage: "(lt a b)", ...two, run: compare }],
  ["gt", { usage: "(gt a b)", ...two, run: compare }],
  ["and", { usage: "(and a b)", ...many, run: connect }],
  ["or", { usage: "(or a b)", ...many, run: connect }],
  ["not", { usage: "(not a)", ...one, run: negate }],
]);

export const jsonUsage = "{{json value}}";
export const helperNames: readonly string[] = [...helpers.keys(), "json"];

export function callHelper(path: Path, params: readonly Expression[], here: Here): Value {
  const name = simpleName(path) ?? path.original;
  const helper = helpers.get(name);
  if (helper === undefined) return unknownHelper(name, path, here);
  if (!countFits(params.length, helper, path, here)) return failed;
  const args = params.map((node): Argument => ({ node, span: here.place.of(node), value: helper.symbol === true ? failed : evaluate(node, here, helper.expects) }));
  if (helper.symbol !== true && args.some((arg) => arg.value.type === "error")) return failed;
  return helper.run(args, here, name);
}

export function countFits(count: number, helper: Pick<Helper, "usage" | "least" | "most">, path: Path, here: Here): boolean {
  if (count >= helper.least && count <= helper.most) return true;
  here.run.report(diagnose("template-arguments", { helper: path.original, usage: helper.usage, count }, here.place.of(path)));
  return false;
}

function unknownHelper(name: string, path: Path, here: Here): Value {
  if (name === "json") here.run.report(diagnose("template-json-prints", {}, here.place.of(path)));
  else here.run.report(diagnose("template-unknown-helper", { name }, here.place.of(path), { notes: nameNotes(name, helperNames) }));
  return failed;
}
