/**
 * What stands in `${…}`. Three readers: the client's environment (env, services, checks, paths), where an unknown name stays as text; the driver's
 * config, which is HCL, where it fails the task; the scheduler, whose targets are checked with constraints.
 */
import { diagnose } from "../../diagnostics/catalog.ts";
import { closest } from "../../diagnostics/did-you-mean.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Block, GroupFacts, Text } from "./block.ts";
import { services } from "./service-rules.ts";
import { judge, scopeOf, variableNames, type Scope } from "./variables.ts";

export function interpolationRules({ job, group }: GroupFacts): Diagnostic[] {
  const scope = scopeOf(job, group);
  return [...group.blocks("Tasks").flatMap((task) => taskTexts(task, scope)), ...services(group).flatMap(({ service, task }) => serviceTexts(service, task, scope))];
}

interface Place {
  readonly name: string;
  readonly scope: Scope;
  /** Names that are known here besides Nomad's own; undefined: any name may be. */
  readonly env: { has(name: string): boolean } | undefined;
}

function taskTexts(task: Block, scope: Scope): Diagnostic[] {
  const env = environment(task);
  const own = new Map(task.texts("Env").map((each) => [each.key, each]));
  const paths = [...task.blocks("Templates").flatMap((each) => [...each.texts("DestPath"), ...each.texts("SourcePath")]), ...task.blocks("Artifacts").flatMap((each) => [...each.texts("GetterSource"), ...each.texts("RelativeDest"), ...each.texts("GetterOptions"), ...each.texts("GetterHeaders")])];
  return [
    ...[...own.values()].flatMap((text) => envText(text, own, scope)),
    ...paths.flatMap((text) => plainText(text, { name: "this place", scope, env })),
    ...task.everyText("Config").flatMap((text) => configText(text, { name: "a driver's config", scope, env })),
  ];
}

/** The task's own variables; undefined when a template adds others. */
function environment(task: Block | undefined): ReadonlySet<string> | undefined {
  if (task === undefined || task.blocks("Templates").some((template) => template.flag("Envvars"))) return undefined;
  return new Set(task.texts("Env").map(({ key }) => key));
}

function envText(text: Text, own: ReadonlyMap<string, Text>, scope: Scope): Diagnostic[] {
  const result: Diagnostic[] = [];
  if (text.key === "" || /[=\0]/.test(text.key)) result.push(diagnose("env-name", { name: text.key }, text.span));
  for (const name of references(text.text)) {
    const other = own.get(name);
    if (other !== undefined && !name.startsWith("NOMAD_")) result.push(diagnose("env-from-env", { name: text.key, other: name }, text.span, { related: [{ span: other.span, text: "the other variable" }] }));
  }
  return [...result, ...plainText(text, { name: "an environment variable", scope, env: own })];
}

const serviceFields = ["PortLabel", "Address", "Tags", "CanaryTags", "Meta", "CanaryMeta", "TaggedAddresses"];
const checkFields = ["Name", "Command", "Args", "Path", "Protocol", "PortLabel", "InitialStatus", "Notes", "Method", "GRPCService"];

/** A service of a group belongs to no task: the variables of all its tasks are let pass. */
function serviceTexts(service: Block, task: Block | undefined, scope: Scope): Diagnostic[] {
  const tasks = task === undefined ? scope.group.blocks("Tasks") : [task];
  const envs = tasks.map(environment);
  const env = envs.some((each) => each === undefined) ? undefined : new Set(envs.flatMap((each) => [...each!]));
  const name = new Set([...(env ?? []), "JOB", "TASKGROUP", "TASK", "BASE"]);
  const checks = service.blocks("Checks").flatMap((check) => [...checkFields.flatMap((field) => check.texts(field)), ...check.everyText("Header")]);
  const written = service.wrote("Name") ? service.texts("Name") : [];
  return [
    ...written.flatMap((text) => plainText(text, { name: "a service", scope, env: env === undefined ? undefined : name })),
    ...serviceFields.flatMap((field) => service.texts(field)).flatMap((text) => plainText(text, { name: "a service", scope, env })),
    ...checks.flatMap((text) => plainText(text, { name: "a check", scope, env })),
  ];
}

function references(text: string): string[] {
  if (!text.includes("${")) return [];
  return [...text.matchAll(/\$\{([a-zA-Z0-9_\-.]+)\}/g)].map((match) => match[1]!);
}

function plainText(text: Text, place: Place): Diagnostic[] {
  if (!text.text.includes("${")) return [];
  const indexed = [...text.text.matchAll(/\$\{((?:env|attr|meta|node)\[[^}]*)\}/g)].map((match) => diagnose("interpolation-index", { name: match[1]!, place: place.name }, text.span));
  return [...indexed, ...references(text.text).flatMap((name) => unknown(name, text, place))];
}

function unknown(name: string, text: Text, { scope, env, name: place }: Place): Diagnostic[] {
  if (env?.has(name) === true) return [];
  const verdict = judge(name, scope);
  if (verdict.known || (env === undefined && !name.startsWith("NOMAD_"))) return [];
  const guess = closest(name, variableNames(scope));
  const notes = guess === undefined ? [] : [`Did you mean \`\${${guess}}\`?`];
  if (verdict.port !== undefined) return [diagnose("interpolation-port", { name, label: verdict.port }, text.span, { notes })];
  return [diagnose("interpolation-unknown", { name, place }, text.span, { notes })];
}

/** HCL: `$${` and `%%{` are text, `%{` begins a directive, anything else between the braces is an expression. */
function configText(text: Text, place: Place): Diagnostic[] {
  const result: Diagnostic[] = [];
  if (!text.text.includes("{")) return result;
  for (const match of text.text.matchAll(/(\$\$|%%|\$|%)\{([^}]*)\}?/g)) {
    const [whole, mark, inner = ""] = match;
    if (mark === "$$" || mark === "%%") continue;
    if (mark === "%" || !isExpression(inner) || !whole.endsWith("}")) result.push(diagnose("config-interpolation", { text: whole }, text.span));
    else if (/^[A-Za-z0-9_.-]+$/.test(inner.trim())) result.push(...unknown(inner.trim(), text, place));
  }
  return result;
}

/** A name, an index, a call or a literal; shell forms such as `X:-y`, `#X`, `X%%y`, `X[@]` are none. */
function isExpression(text: string): boolean {
  const inner = text.trim();
  if (!/^[A-Za-z_("!\d-]/.test(inner)) return false;
  return !/^[A-Za-z_][A-Za-z0-9_]*(?::|##?|%%?|\/\/?|\^|,|@|\[[@*]\])/.test(inner) || /^[A-Za-z_][A-Za-z0-9_]*\s*[%/]\s/.test(inner);
}
