/** What `diff` compares: the networks of a file (now or at a git revision), or the directory that a build wrote. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Payloads } from "../../diff/model.ts";
import { parse, payloadsOf } from "../../diff/payloads.ts";
import { at } from "../../diff/values.ts";
import type { Host } from "../../host.ts";
import type { Artifact, CompileOptions, CompileResult } from "../../result.ts";
import type { Deployment } from "../../deploy/model.ts";
import { deploymentOf } from "../deployment.ts";
import { findEntry } from "../entries.ts";
import { resolvePath, shownPath } from "../paths.ts";
import type { World } from "../world.ts";

/** A network's payloads; of a file also what a forecast is told beyond them. */
export interface NetworkSide extends Payloads { readonly deployment?: () => Deployment }

export interface SideResult { readonly networks: readonly NetworkSide[]; readonly diagnostics: readonly Diagnostic[] }

export interface Context {
  readonly world: World;
  readonly options: CompileOptions;
  readonly compile: (host: Host, entry: string, options: CompileOptions) => CompileResult;
}

/** A network's name, a `.mantis` file or a directory with `nomad/*.json`. */
export function sideOf(name: string, context: Context): SideResult {
  const { world, options } = context;
  const path = resolvePath(world.cwd, name);
  if (isDirectory(`${path}/nomad`, world)) return directorySide(path, world);
  if (isDirectory(path, world)) return failed(diagnose("diff-bad-side", { side: name, reason: "It is a directory without nomad/*.json." }));
  const entry = findEntry(name, options, world);
  return typeof entry === "string" ? fileSide(entry, context) : failed(entry);
}

/** With a revision the file is read from there, and the notes of what goes wrong name it. */
export function fileSide(entry: string, { compile, options, world }: Context, revision?: { readonly name: string; readonly host: Host }): SideResult {
  const { builds, diagnostics } = compile(revision?.host ?? world.host, entry, options);
  const networks = builds.flatMap((build): NetworkSide[] => {
    const payloads = payloadsOf(build.network.name, build.network.target, build.artifacts);
    return typeof payloads === "string" ? [] : [{ ...payloads, deployment: () => deploymentOf(build, shownPath(world.cwd, entry)) }];
  });
  const noted = revision === undefined ? diagnostics : diagnostics.map((diagnostic) => ({ ...diagnostic, notes: [...diagnostic.notes, `This is the file at ${revision.name}.`] }));
  return { networks, diagnostics: noted.filter(({ severity }) => severity === "error") };
}

export function directorySide(path: string, world: World): SideResult {
  const side = shownPath(world.cwd, path);
  const artifacts = filesBelow(path, world);
  const manifest = parse(artifacts.find((artifact) => artifact.path === "manifest.json")?.text ?? "") ?? null;
  const [network, target] = [at(manifest, "network"), at(manifest, "target")];
  const payloads = payloadsOf(typeof network === "string" ? network : path.slice(path.lastIndexOf("/") + 1), typeof target === "string" ? target : "", artifacts);
  return typeof payloads === "string" ? failed(diagnose("diff-bad-side", { side, reason: `${side}/${payloads}` })) : { networks: [payloads], diagnostics: [] };
}

const MOST_FILES = 20_000;
const DEEPEST = 24;

/** Links are not followed. */
function filesBelow(root: string, world: World): Artifact[] {
  const artifacts: Artifact[] = [];
  const visit = (relative: string, depth: number): void => {
    const path = `${root}/${relative}`;
    const kind = world.files.kind(path);
    if (kind === "directory" && depth < DEEPEST) for (const name of world.files.list(path)) visit(`${relative}/${name}`, depth + 1);
    if (kind !== "file" || artifacts.length >= MOST_FILES) return;
    const bytes = world.host.read(path);
    if (bytes instanceof Uint8Array) artifacts.push({ path: relative, text: new TextDecoder().decode(bytes) });
  };
  for (const name of ["nomad", "cue", "consul-template", "manifest.json"]) visit(name, 0);
  return artifacts;
}

export function isDirectory(path: string, world: World): boolean {
  const real = world.host.realPath(path);
  return real !== undefined && world.files.kind(real) === "directory";
}

function failed(diagnostic: Diagnostic): SideResult {
  return { networks: [], diagnostics: [diagnostic] };
}
