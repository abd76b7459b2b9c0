/** Which networks and roles lie under a network: linearised chains, and what may never be (cycles, unknown bases). */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import { helperWords, reservedNames } from "./env.ts";
import { functions } from "./functions.ts";
import { kinds, kindsByName } from "./kinds/own.ts";
import type { Decl, NetworkDecl, RoleDecl, Unit } from "./load.ts";
import type { Report } from "./report.ts";
import { describeType, typeNames, typeOf } from "./types.ts";

const maxChain = 16;

/** Base first, each network once, at its first place. undefined after a report. */
export function linearise(network: NetworkDecl, report: Report): NetworkDecl[] | undefined {
  const order: NetworkDecl[] = [];
  const trail: NetworkDecl[] = [];
  const visit = (one: NetworkDecl): boolean => {
    if (order.includes(one)) return true;
    if (order.length + trail.length > maxChain) return tooLong(network, report);
    if (trail.includes(one)) {
      const circle = sameStart(trail.slice(trail.indexOf(one)));
      report.add(diagnose("network-cycle", { path: [...circle, circle[0]!].map((decl) => decl.ast.name.text).join(" -> ") }, circle[0]!.ast.name.span));
      return false;
    }
    trail.push(one);
    const known = one.ast.bases.map((name) => {
      const base = networkNamed(name, one.unit, report);
      return base !== undefined && visit(base);
    });
    const fine = known.every((each) => each);
    trail.pop();
    if (fine) order.push(one);
    return fine;
  };
  if (!visit(network)) return undefined;
  if (order.length > maxChain) tooLong(network, report);
  return order.length > maxChain ? undefined : order;
}

function tooLong(network: NetworkDecl, report: Report): false {
  report.add(diagnose("chain-too-long", { most: maxChain }, network.ast.name.span));
  return false;
}

/** One circle is one problem, wherever it was entered. */
function sameStart(circle: readonly NetworkDecl[]): NetworkDecl[] {
  const place = (decl: NetworkDecl) => `${decl.unit.path}:${String(decl.ast.name.span.start).padStart(9, "0")}`;
  const first = circle.reduce((best, one) => (place(one) < place(best) ? one : best));
  const cut = circle.indexOf(first);
  return [...circle.slice(cut), ...circle.slice(0, cut)];
}

function networkNamed(name: ast.Name, unit: Unit, report: Report): NetworkDecl | undefined {
  const decl = unit.names.get(name.text);
  if (decl?.kind === "network") return decl;
  const names = [...unit.names].filter(([, one]) => one.kind === "network").map(([known]) => known);
  report.add(diagnose("unknown-symbol", { kind: "network", name: name.text }, name.span, { notes: nameNotes(name.text, names) }));
  return undefined;
}

/** The roles a network sees: those of its file, and the roles its bases see. */
export function visibleNames(network: NetworkDecl, chain: readonly NetworkDecl[]): Map<string, Decl> {
  const names = new Map<string, Decl>();
  for (const one of chain) if (isBase(one, network)) for (const decl of rolesOf(one.unit)) names.set(...decl);
  for (const decl of rolesOf(network.unit)) names.set(...decl);
  return names;
}

const knownRoles = new WeakMap<Unit, [string, RoleDecl][]>();

/** A file may hold many networks: its roles are picked out once. */
function rolesOf(unit: Unit): [string, RoleDecl][] {
  let roles = knownRoles.get(unit);
  if (roles === undefined) {
    roles = [...unit.names].filter((entry): entry is [string, RoleDecl] => entry[1].kind === "role");
    knownRoles.set(unit, roles);
  }
  return roles;
}

function isBase(base: NetworkDecl, network: NetworkDecl): boolean {
  return base === network || network.ast.bases.some((name) => {
    const decl = network.unit.names.get(name.text);
    return decl?.kind === "network" && decl !== network && isBase(base, decl);
  });
}

/** Every role: its base exists, it neither extends nor contains itself, its names are free. True if roles can be used at all. */
export function checkRoles(units: Iterable<Unit>, report: Report): boolean {
  const roles = [...units].flatMap((unit) => unit.declared).filter((decl): decl is RoleDecl => decl.kind === "role");
  checkShape(roles, report);
  const sound = !report.failed;
  for (const role of roles) checkNames(role, report);
  return sound;
}

function checkShape(roles: readonly RoleDecl[], report: Report): void {
  const state = new Map<RoleDecl, "busy" | "done">();
  const trail: RoleDecl[] = [];
  const visit = (role: RoleDecl): void => {
    if (state.get(role) === "done") return;
    if (state.get(role) === "busy") {
      const path = [...trail.slice(trail.indexOf(role)), role].map((one) => one.ast.name.text).join(" -> ");
      report.add(diagnose("role-cycle", { path }, role.ast.name.span));
      return;
    }
    // Deeper than any network could use them, and than the stack should go.
    if (trail.length >= 500) return report.add(diagnose("roles-too-deep", { path: trail.slice(0, 8).map((one) => one.ast.name.text).join(" -> ") }, trail[0]!.ast.name.span));
    state.set(role, "busy");
    trail.push(role);
    for (const other of usedRoles(role, report)) visit(other);
    trail.pop();
    state.set(role, "done");
  };
  for (const role of roles) visit(role);
}

function usedRoles(role: RoleDecl, report: Report): RoleDecl[] {
  const used: RoleDecl[] = [];
  const { base } = role.ast;
  if (base !== undefined) {
    const decl = role.unit.names.get(base.text);
    if (decl?.kind === "role") used.push(decl);
    else report.add(diagnose("unknown-symbol", { kind: "role", name: base.text }, base.span, { notes: nameNotes(base.text, roleNames(role.unit)) }));
  }
  // A loop instead of recursion per block keeps deep bodies off the stack.
  const bodies: (readonly ast.Statement[])[] = [role.ast.body.statements];
  for (let next = bodies.pop(); next !== undefined; next = bodies.pop()) {
    for (const statement of next) {
      if (statement.kind === "block") {
        const decl = role.unit.names.get(statement.head.text);
        if (decl?.kind === "role" && statement.modifier !== "default" && !kindsByName.has(statement.head.text)) used.push(decl);
        if (statement.body !== undefined) bodies.push(statement.body.statements);
      } else if (statement.kind === "if") {
        bodies.push(statement.then.statements);
        if (statement.otherwise !== undefined) bodies.push("kind" in statement.otherwise ? [statement.otherwise] : statement.otherwise.statements);
      }
    }
  }
  return used;
}

function roleNames(unit: Unit): string[] {
  return [...unit.names].filter(([, decl]) => decl.kind === "role").map(([name]) => name);
}

function checkNames(role: RoleDecl, report: Report): void {
  const name = role.ast.name;
  if (kindsByName.has(name.text) || functions.has(name.text)) report.add(diagnose("role-name-taken", { name: name.text }, name.span));
  const seen = new Map<string, ast.Param>();
  for (const param of role.ast.params) {
    const before = seen.get(param.name.text);
    if (before !== undefined) report.add(diagnose("declared-twice", { name: param.name.text }, param.name.span, { related: [{ span: before.name.span, text: "it is declared here too" }] }));
    seen.set(param.name.text, param);
    if (kinds.job.attributes.has(param.name.text) || kinds.use.attributes.has(param.name.text)) report.add(diagnose("parameter-name-taken", { name: param.name.text }, param.name.span));
    checkParameter(role, param, report);
  }
}

function checkParameter(role: RoleDecl, param: ast.Param, report: Report): void {
  const name = param.name.text;
  if (reservedNames.has(name) || functions.has(name) || helperWords.has(name)) report.add(diagnose("reserved-name", { name }, param.name.span));
  const type = param.type === undefined ? undefined : typeOf(param.type);
  if (type !== undefined && "unknown" in type) {
    const word = type.unknown.kind === "named" ? type.unknown.name.text : "type";
    return report.add(diagnose("unknown-type", { name: word }, type.unknown.span, { notes: nameNotes(word, typeNames) }));
  }
  const before = inherited(role, name);
  const known = before?.type === undefined ? undefined : typeOf(before.type);
  if (before === undefined || type === undefined || known === undefined || "unknown" in known || JSON.stringify(type) === JSON.stringify(known)) return;
  report.add(diagnose("parameter-retyped", { name, was: describeType(known) }, param.type!.span, { related: [{ span: before.name.span, text: "it is declared here" }] }));
}

/** The parameter of that name in the roles that a role extends. */
function inherited(role: RoleDecl, name: string): ast.Param | undefined {
  const seen = new Set([role]);
  for (let base = baseDecl(role); base !== undefined && !seen.has(base); base = baseDecl(base)) {
    seen.add(base);
    const param = base.ast.params.find((one) => one.name.text === name);
    if (param !== undefined) return param;
  }
  return undefined;
}

function baseDecl(role: RoleDecl): RoleDecl | undefined {
  const decl = role.ast.base === undefined ? undefined : role.unit.names.get(role.ast.base.text);
  return decl?.kind === "role" ? decl : undefined;
}
