/** Rules about the checks of a service, after the service's check_restart was merged in. Mirrors ServiceCheck.Validate for both providers. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { repeated, type Block } from "./block.ts";
import { knownPort, taskName, type Placed } from "./service-rules.ts";

export function checkRules(placed: Placed): Diagnostic[] {
  const { service, task } = placed;
  const checks = service.blocks("Checks");
  const result = checks.flatMap((check) => [...needs(placed, check), ...features(placed, check), ...restart(service, check)]);
  if (service.str("Provider") === "nomad") result.push(...checks.flatMap(nomadOnly), ...nomadService(service));
  // Servers refuse equal names for tasks only; in a group the second check replaces the first.
  if (task !== undefined) {
    result.push(...repeated(checks, (check) => check.str("Name") || undefined).map(({ first, again }) =>
      diagnose("check-twice", { name: again.str("Name") }, again.span("Name"), { related: [{ span: first.span("Name"), text: "the other one" }] })));
  }
  return result;
}

function needs(placed: Placed, check: Block): Diagnostic[] {
  const type = check.str("Type");
  const missing = (field: string) => diagnose("check-needs", { type, field }, check.span());
  const result: Diagnostic[] = [];
  if (check.num("Interval") === undefined) result.push(missing("interval"));
  if (check.num("Timeout") === undefined) result.push(missing("timeout"));
  if (type === "http") result.push(...httpPath(check));
  if (type === "script" && check.str("Command") === "") result.push(missing("command"));
  if (type === "script" && placed.task === undefined && placed.service.str("TaskName") === "" && check.str("TaskName") === "") result.push(diagnose("check-task", {}, check.span()));
  if (type !== "script" && placed.service.str("PortLabel") === "" && check.str("PortLabel") === "") result.push(diagnose("check-port", {}, check.span()));
  const mode = check.str("AddressMode") || placed.service.str("AddressMode");
  result.push(...knownPort(placed, check.str("PortLabel"), mode, check.span("PortLabel")), ...(check.wrote("TaskName") ? taskName(placed, check, check.span("TaskName")) : []));
  return result;
}

function httpPath(check: Block): Diagnostic[] {
  const path = check.str("Path");
  if (path === "") return [diagnose("check-needs", { type: "http", field: "path" }, check.span())];
  const whole = /^[a-z][a-z0-9+.-]*:/i.test(path) || path.startsWith("//") || /%(?![0-9a-f]{2})/i.test(path.split("?")[0]!) || /[\0-\x1f\x7f]/.test(path);
  return whole ? [diagnose("check-path", { path }, check.span("Path"))] : [];
}

function features({ service }: Placed, check: Block): Diagnostic[] {
  const type = check.str("Type");
  const result: Diagnostic[] = [];
  const wrong = (name: string, feature: string, types: string) => result.push(diagnose("check-feature", { feature, types }, check.span(name)));
  const sidecar = service.block("Connect")?.block("SidecarService") !== undefined;
  if (check.flag("Expose") && type !== "http" && type !== "grpc") wrong("Expose", "expose", "http and grpc");
  else if (check.flag("Expose") && !sidecar) result.push(diagnose("check-connect", { expose: true }, check.span("Expose")));
  if (type === "script") {
    for (const [name, word] of counters) if (check.count(name) > 0) wrong(name, word, "http, tcp and grpc");
  }
  if (type === "tcp" && sidecar) result.push(diagnose("check-connect", { expose: false }, check.span("Type")));
  return result;
}

const counters = [["SuccessBeforePassing", "success_before_passing"], ["FailuresBeforeCritical", "failures_before_critical"], ["FailuresBeforeWarning", "failures_before_warning"]] as const;

function restart(service: Block, check: Block): Diagnostic[] {
  const policy = check.block("CheckRestart", service.block("CheckRestart"));
  if (policy === undefined) return [];
  const update = check.str("OnUpdate");
  const place = policy.wrote("Limit") ? policy.span("Limit") : check.wrote("CheckRestart") ? check.span("CheckRestart") : service.span("CheckRestart");
  const updateSpan = check.wrote("OnUpdate") ? check.span("OnUpdate") : service.span("OnUpdate");
  const clash = update === "ignore" || (update === "ignore_warnings" && !policy.flag("IgnoreWarnings"));
  if (clash) return [diagnose("check-on-update", { value: update }, updateSpan, { related: [{ span: place, text: "restarts are set here" }] })];
  return policy.count("Limit") === 0 ? [diagnose("check-restart-off", {}, place)] : [];
}

function nomadOnly(check: Block): Diagnostic[] {
  const refuse = (feature: string, name: string) => diagnose("service-provider-feature", { feature }, check.span(name));
  const result: Diagnostic[] = [];
  const type = check.str("Type");
  if (type === "script" || type === "grpc") result.push(refuse(`${type} checks`, "Type"));
  if (check.flag("Expose")) result.push(refuse("`expose`", "Expose"));
  if (check.str("OnUpdate") === "ignore_warnings") result.push(refuse("`on_update = ignore_warnings`", "OnUpdate"));
  if (check.block("CheckRestart")?.flag("IgnoreWarnings") === true) result.push(refuse("`ignore_warnings`", "CheckRestart"));
  if (check.str("AddressMode") === "driver") result.push(refuse("`address_mode = driver`", "AddressMode"));
  if (check.str("TLSServerName") !== "") result.push(refuse("`tls_server_name`", "TLSServerName"));
  for (const [name, word] of counters) if (check.count(name) > 0) result.push(refuse(`\`${word}\``, name));
  const method = check.str("Method");
  if (type === "http" && method !== "" && !methods.has(method.toUpperCase())) result.push(diagnose("check-method", { method }, check.span("Method")));
  return result;
}

const methods = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "CONNECT", "OPTIONS", "TRACE"]);

function nomadService(service: Block): Diagnostic[] {
  return service.block("Connect") === undefined ? [] : [diagnose("service-provider-feature", { feature: "`connect`" }, service.span("Connect"))];
}
