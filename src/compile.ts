/**
 * The pipeline on one page: load -> collect -> resolve -> check -> emit. Prints nothing, writes nothing, never throws on bad
 * input. This is the only place where errors gate a stage.
 */
import schema from "../schemas/nomad-job.schema.json" with { type: "json" };
import { check } from "./check/check.ts";
import { dropDefaults } from "./check/defaults.ts";
import { applyAllows } from "./check/network/allows.ts";
import type { Diagnostic } from "./diagnostics/diagnostic.ts";
import { diagnose } from "./diagnostics/catalog.ts";
import { emit } from "./emit/emit.ts";
import type { JobSchema } from "./emit/nomad-shape.ts";
import { sha256 } from "./emit/sha256.ts";
import { checkRoles } from "./evaluate/chain.ts";
import { collect } from "./evaluate/collect.ts";
import { findRoot, loadProject, type NetworkDecl, type Project, unitsOf } from "./evaluate/load.ts";
import { Abandoned, Report } from "./evaluate/report.ts";
import type { Host } from "./host.ts";
import type { Network } from "./network/model.ts";
import { resolveNetwork } from "./network/resolve.ts";
import type { CompileOptions, CompileResult, NetworkBuild } from "./result.ts";

export function compile(host: Host, entry: string, options: CompileOptions = {}): CompileResult {
  const report = new Report();
  const project = loadProject(host, entry, options.root ?? findRoot(host, entry), report);
  if (project === undefined || report.failed) return { diagnostics: sorted(report), builds: [], files: project?.files ?? [entry] };
  const sound = checkRoles(unitsOf(project), report);
  const networks = project.entry.declared.filter((decl): decl is NetworkDecl => decl.kind === "network");
  const resolved = !sound ? [] : networks.map((decl) => evaluateNetwork(project, decl, options, report));
  const builds = report.failed ? [] : resolved.map((network) => build(network!, host, report));
  return { diagnostics: sorted(report), builds: report.failed ? [] : builds, files: [...project.files, ...project.templates.files()] };
}

/** undefined after a report. */
function evaluateNetwork(project: Project, decl: NetworkDecl, options: CompileOptions, report: Report): Network | undefined {
  const own = new Report();
  try {
    const world = collect(project, decl, options, own);
    const network = world === undefined ? undefined : resolveNetwork(world);
    const found = network === undefined || own.failed ? own.diagnostics : [...own.diagnostics, ...check(network)];
    for (const diagnostic of network === undefined ? found : applyAllows(found, network)) report.add(inNetwork(diagnostic, decl));
    report.countRest(own);
    return network;
  } catch (error) {
    for (const diagnostic of own.diagnostics) report.add(inNetwork(diagnostic, decl));
    report.countRest(own);
    if (error instanceof Abandoned) return undefined;
    if (error instanceof RangeError) report.add(diagnose("evaluation-too-deep", {}, decl.ast.name.span));
    else throw error;
    return undefined;
  }
}

/** A problem in a file that others share says for which network it is one. */
function inNetwork(diagnostic: Diagnostic, { ast, unit }: NetworkDecl): Diagnostic {
  const { span, notes, related } = diagnostic;
  if (span === undefined || [span, ...related.map((label) => label.span)].some(({ file }) => file === unit.source)) return diagnostic;
  return { ...diagnostic, notes: [...notes, `This is so in network ${ast.name.text} (${unit.source.path}).`] };
}

function build(network: Network, host: Host, report: Report): NetworkBuild {
  const tools = { schema: schema as unknown as JobSchema, sparse: dropDefaults, sha256: host.sha256?.bind(host) ?? sha256, report: (diagnostic: Diagnostic) => report.add(diagnostic) };
  return { network, artifacts: emit(network, tools) };
}

function sorted(report: Report): Diagnostic[] {
  const inOrder = [...report.diagnostics].sort((a, b) => order(a.span?.file.path ?? "", b.span?.file.path ?? "") || (a.span?.start ?? 0) - (b.span?.start ?? 0) || order(a.code, b.code));
  const last = inOrder.pop();
  return last === undefined ? [] : [...inOrder, { ...last, notes: [...last.notes, ...report.rest()] }];
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
