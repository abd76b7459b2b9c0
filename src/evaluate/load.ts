/**
 * From an entry file to all files it imports, parsed. In: a host and a path. Out: units with the names each sees.
 * Paths are compared by real path and stay inside the project.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type { Host } from "../host.ts";
import type * as ast from "../syntax/ast.ts";
import type { SourceFile, Span } from "../text/source.ts";
import { knownFile, parsedOnce } from "./known-files.ts";
import type { Report } from "./report.ts";

export interface RoleDecl { readonly kind: "role"; readonly ast: ast.Role; readonly unit: Unit }
export interface NetworkDecl { readonly kind: "network"; readonly ast: ast.Network; readonly unit: Unit }
export type Decl = RoleDecl | NetworkDecl;

export interface Unit {
  readonly source: SourceFile;
  /** Absolute path. */
  readonly path: string;
  readonly file: ast.File;
  /** Declared here or imported. */
  readonly names: Map<string, Decl>;
  readonly declared: Decl[];
}

export interface Project {
  readonly host: Host;
  readonly root: string;
  readonly entry: Unit;
  readonly files: readonly string[];
  readonly templates: TemplateFiles;
  readonly units: readonly Unit[];
}

/** Files that templates come from, each read once. */
export class TemplateFiles {
  private readonly known = new Map<string, SourceFile | undefined>();

  get(path: string, read: () => SourceFile | undefined): SourceFile | undefined {
    if (!this.known.has(path)) this.known.set(path, read());
    return this.known.get(path);
  }

  files(): string[] {
    return [...this.known.keys()];
  }
}

export function unitsOf(project: Project): readonly Unit[] {
  return project.units;
}

const maxFiles = 256;
const maxBytes = 1 << 20;

export function loadProject(host: Host, entry: string, root: string, report: Report): Project | undefined {
  const loader = new Loader(host, root, report);
  const unit = loader.load(entry, undefined);
  return unit === undefined ? undefined : { host, root, entry: unit, files: loader.files, templates: new TemplateFiles(), units: loader.all() };
}

/** The nearest directory above a file that holds `kit/`; without one, the file's own. */
export function findRoot(host: Host, entry: string): string {
  const own = parentOf(entry);
  for (let directory = own; ; directory = parentOf(directory)) {
    if (host.exists(`${directory === "/" ? "" : directory}/kit`)) return directory;
    if (directory === parentOf(directory)) return own;
  }
}

export function parentOf(path: string): string {
  const cut = path.lastIndexOf("/");
  return cut <= 0 ? "/" : path.slice(0, cut);
}

/** How diagnostics call a file: relative to the directory that holds the project root. */
export function displayPath(path: string, root: string): string {
  const base = parentOf(root);
  const prefix = base === "/" ? "/" : `${base}/`;
  return path.startsWith(prefix) ? path.slice(prefix.length) : path;
}

class Loader {
  readonly files: string[] = [];
  private readonly units = new Map<string, Unit | "busy">();
  private readonly host: Host;
  private readonly root: string;
  private readonly report: Report;
  private readonly trail: string[] = [];
  private full = false;

  constructor(host: Host, root: string, report: Report) {
    this.host = host;
    this.root = root;
    this.report = report;
  }

  all(): Unit[] {
    return [...this.units.values()].filter((unit) => unit !== "busy");
  }

  load(path: string, at: Span | undefined): Unit | undefined {
    const real = this.host.realPath(path) ?? path;
    const known = this.units.get(real);
    if (known === "busy") return this.cycle(real, at);
    if (known !== undefined) return known;
    if (this.units.size >= maxFiles) return this.tooMany(at);
    const source = readSource(this.host, path, displayPath(path, this.root), at, this.report);
    if (source === undefined) return undefined;
    this.units.set(real, "busy");
    this.trail.push(real);
    this.files.push(path);
    const unit = this.parsed(source, path);
    this.trail.pop();
    this.units.set(real, unit);
    return unit;
  }

  /** Said once, at the first import that is too much. */
  private tooMany(at: Span | undefined): undefined {
    if (!this.full) this.report.add(diagnose("too-many-files", { most: maxFiles }, at));
    this.full = true;
    return undefined;
  }

  private cycle(real: string, at: Span | undefined): undefined {
    const path = [...this.trail.slice(this.trail.indexOf(real)), real].map((file) => displayPath(file, this.root));
    this.report.add(diagnose("import-cycle", { path: path.join(" -> ") }, at));
    return undefined;
  }

  private parsed(source: SourceFile, path: string): Unit {
    const { file, diagnostics } = parsedOnce(source);
    for (const diagnostic of diagnostics) this.report.add(diagnostic);
    const unit: Unit = { source, path, file, names: new Map(), declared: [] };
    for (const declaration of file.declarations) {
      const decl = declaration.kind === "role" ? { kind: "role" as const, ast: declaration, unit } : { kind: "network" as const, ast: declaration, unit };
      this.declare(unit, declaration.name, decl);
      unit.declared.push(decl);
    }
    for (const statement of file.imports) this.import(unit, statement);
    return unit;
  }

  private declare(unit: Unit, name: ast.Name, decl: Decl): void {
    const before = unit.names.get(name.text);
    if (before !== undefined) {
      this.report.add(diagnose("declared-twice", { name: name.text }, name.span, { related: [{ span: before.ast.name.span, text: "it is declared here too" }] }));
    } else unit.names.set(name.text, decl);
  }

  private import(unit: Unit, statement: ast.Import): void {
    const from = statement.from;
    if (from.text === "" || from.text.startsWith("/") || from.text.split("/").some((part) => part === ".." || part === "." || part === "")) {
      this.report.add(diagnose("path-leaves-project", { path: from.text }, from.span));
      return;
    }
    const path = `${this.root}/${from.text}.mantis`;
    if (!insideRoot(this.host, path, this.root)) {
      this.report.add(diagnose("path-leaves-project", { path: from.text }, from.span));
      return;
    }
    const imported = this.load(path, from.span);
    if (imported === undefined) return;
    for (const name of statement.names) this.bring(unit, imported, name);
  }

  private bring(unit: Unit, imported: Unit, name: ast.Name): void {
    const decl = imported.declared.find((one) => one.ast.name.text === name.text);
    if (decl !== undefined) this.declare(unit, name, decl);
    else if (!this.report.failedIn(imported.source)) {
      const notes = nameNotes(name.text, imported.declared.map((one) => one.ast.name.text));
      this.report.add(diagnose("unknown-import", { name: name.text, file: imported.source.path }, name.span, { notes }));
    }
  }
}

/** True when the file, links resolved, lies inside the root (or does not exist yet). */
export function insideRoot(host: Host, path: string, root: string): boolean {
  const [real, realRoot] = [host.realPath(path), host.realPath(root) ?? root];
  return real === undefined || real.startsWith(`${realRoot}/`) || real.startsWith(`${root}/`);
}

/** The text of a source file, or undefined after a report. */
export function readSource(host: Host, path: string, display: string, at: Span | undefined, report: Report): SourceFile | undefined {
  const bytes = host.read(path);
  if ("failure" in bytes) {
    report.add(diagnose("cannot-read", { path: display, why: bytes.message }, at));
    return undefined;
  }
  if (bytes.length > maxBytes) {
    report.add(diagnose("file-too-large", { size: bytes.length, limit: maxBytes }, at, { notes: [display] }));
    return undefined;
  }
  try {
    return knownFile(host, path, { display, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) });
  } catch {
    report.add(diagnose("wrong-encoding", { path: display }, at));
    return undefined;
  }
}
