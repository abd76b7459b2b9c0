/** `pin`: a source's revision or an image's tag becomes another, in the file where it stands; then what that will restart. */
import { compile } from "../../compile.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { closest } from "../../diagnostics/did-you-mean.ts";
import { failureOf } from "../../emit/faults.ts";
import { format } from "../../format/format.ts";
import type { Network } from "../../network/model.ts";
import { sideOf } from "../../deploy/side.ts";
import { forecast } from "../../forecast/forecast.ts";
import { addAfter, applyEdits, replaceString, type Edit } from "../../pin/edit.ts";
import { imageName, Registry } from "../../pin/registry.ts";
import { commitOf, type Remote } from "../../pin/remote.ts";
import { newest } from "../../pin/tags.ts";
import type { CompileResult } from "../../result.ts";
import type { Arguments } from "../arguments.ts";
import { pick, reporting } from "../deploy-frame.ts";
import { deploymentOf } from "../deployment.ts";
import { entriesOf } from "../entries.ts";
import { forecastText } from "../forecasts.ts";
import { overlayHost } from "../overlay-host.ts";
import { directoryOf, shownPath } from "../paths.ts";
import { registryAccess } from "../registry-access.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

const usage = "`mantisc pin FILE source NAME`, `mantisc pin FILE image NAME`, or `mantisc pin FILE --all`";

export function run(args: Arguments, world: World): Promise<number> {
  return reporting(world, () => pin(args, world));
}

async function pin(args: Arguments, world: World): Promise<number> {
  const [file, kind, name] = args.operands;
  const target = kind === "source" || kind === "image" ? kind : undefined;
  if (file === undefined || (args.has("all") ? kind !== undefined : target === undefined || name === undefined)) throw new Failed(diagnose("pin-what", { usage }));
  const { path, result, build, options } = compiled(file, args, world);
  const changes = target === "image"
    ? [await imageChange(build.network, name!, args, world)]
    : (target === undefined ? build.network.sources : [named(build.network, "source", build.network.sources, name!)]).flatMap((source) => sourceChange(source, args, world.lsRemote));
  const edits = changes.flatMap((change) => change.edits);
  const texts = edited(edits, result, world);
  const table = columns(changes.map((change) => [change.what, change.from, "->", change.to, change.edits.length === 0 ? "unchanged" : placeOf(change.edits[0]!)]));
  if (texts.size === 0) return said(table, world);
  const after = compile(overlayHost(world.host, texts), path, options);
  const fresh = after.builds.find(({ network }) => network.name === build.network.name);
  if (fresh === undefined) throw new Failed(...after.diagnostics.filter(({ severity }) => severity === "error"));
  if (!args.has("dry-run")) for (const [target, text] of texts) write(target, text, world);
  const made = forecast(sideOf(deploymentOf(build, file)), sideOf(deploymentOf(fresh, file)), fresh.network.target);
  const text = forecastText(made, world.out);
  return said(`${table}\n${text === "" ? "Nothing that runs is changed by it.\n" : text}`, world);
}

function said(text: string, world: World): number {
  world.out.write(text);
  return exitCodes.ok;
}

function compiled(file: string, args: Arguments, world: World) {
  const entries = entriesOf(args, [file], world);
  if (entries.diagnostics.length > 0) throw new Failed(...entries.diagnostics);
  const path = entries.paths[0]!;
  const result = compile(world.host, path, entries.options);
  if (result.builds.length === 0) throw new Failed(...result.diagnostics);
  return { path, result, build: pick(result.builds, args.value("network"), shownPath(world.cwd, path)), options: entries.options };
}

interface Change { readonly what: string; readonly from: string; readonly to: string; readonly edits: readonly Edit[] }

function named<T extends { readonly name: string }>(network: Network, kind: string, there: readonly T[], name: string): T {
  const found = there.find((one) => one.name === name);
  const names = there.map((one) => one.name);
  if (found === undefined) throw new Failed(diagnose("pin-unknown", { kind, name, network: network.name, there: names, guess: closest(name, names) }));
  return found;
}

type Source = Network["sources"][number];

/** `--rev` as it is; otherwise the commit of the branch or tag at the remote. With --all a source that has no URL is left as it is. */
function sourceChange(source: Source, args: Arguments, remote: (url: string) => Remote): Change[] {
  const given = args.value("rev");
  if (given !== undefined && !/^[0-9a-f]{40}$/.test(given)) throw new Failed(diagnose("pin-bad-revision", { value: given }));
  if (given === undefined && source.url === undefined) {
    if (args.has("all")) return [];
    throw new Failed(diagnose("pin-without-url", { name: source.name }, source.origin.span));
  }
  const ref = args.value("ref") ?? source.ref;
  const rev = given ?? latest(source, ref, remote);
  const edits = [...set(source, "source", "rev", rev), ...(args.has("ref") && ref !== source.ref ? set(source, "source", "ref", ref!) : [])];
  return [{ what: `source ${source.name}`, from: source.rev ?? "-", to: rev, edits }];
}

function latest({ url, origin }: Source, ref: string | undefined, remote: (url: string) => Remote): string {
  const shown = url!.replace(/\/\/[^/@]*@/, "//");
  const answer = remote(url!);
  if ("failure" in answer) throw new Failed(diagnose("remote-failed", { url: shown, reason: answer.failure }, origin.span));
  const commit = commitOf(answer.refs, ref ?? "HEAD");
  if (commit !== undefined) return commit;
  const names = [...answer.refs.keys()].map((name) => name.replace(/^refs\/(heads|tags)\//, ""));
  throw new Failed(diagnose("remote-without-ref", { url: shown, ref: ref ?? "HEAD", guess: closest(ref ?? "HEAD", names) }, origin.span));
}

async function imageChange(network: Network, name: string, args: Arguments, world: World): Promise<Change> {
  const image = named(network, "image", network.programs.filter(({ kind }) => kind === "image"), name);
  const tag = args.value("tag") ?? await newestTag(image.reference, world);
  return { what: `image ${name}`, from: image.tag ?? "-", to: tag, edits: set(image, "image", "tag", tag) };
}

async function newestTag(reference: string, world: World): Promise<string> {
  const tags = await new Registry(imageName(reference), registryAccess(world)).tags();
  const tag = newest(tags);
  if (tag === undefined) throw new Failed(diagnose("registry-choice", { image: reference, tags }));
  return tag;
}

/** No edit where it says so already. An attribute that is not there yet goes after the last one that is. */
function set(block: Source | Network["programs"][number], kind: string, attribute: string, value: string): Edit[] {
  const origin = block.places[attribute];
  if (origin !== undefined) {
    const edit = replaceString(origin.span, value);
    if (edit === undefined) throw new Failed(diagnose("pin-computed", { kind, name: block.name, attribute }, origin.span));
    return edit.text === origin.span.file.text.slice(origin.span.start, origin.span.end) ? [] : [edit];
  }
  const last = Object.values(block.places).map(({ span }) => span).filter(({ file }) => file === block.origin.span.file).sort((a, b) => b.end - a.end)[0];
  if (last === undefined) throw new Failed(diagnose("pin-computed", { kind, name: block.name, attribute }, block.origin.span));
  return [addAfter(last, attribute, value)];
}

function placeOf({ span }: Edit): string {
  return `${span.file.path}:${span.file.text.slice(0, span.start).split("\n").length}`;
}

/** Absolute path -> new text. A file that was laid out in the one way stays so. */
function edited(edits: readonly Edit[], { files }: CompileResult, world: World): Map<string, string> {
  const texts = new Map<string, string>();
  for (const file of new Set(edits.map(({ span }) => span.file))) {
    const path = files.find((candidate) => candidate === file.path || candidate.endsWith(`/${file.path}`)) ?? file.path;
    const text = applyEdits(file.text, edits.filter(({ span }) => span.file === file));
    texts.set(world.host.realPath(path) ?? path, format(file).text === file.text ? format({ path: file.path, text }).text : text);
  }
  return texts;
}

function write(path: string, text: string, world: World): void {
  const temporary = `${directoryOf(path)}/.${world.files.tag}-pin.mantisc-new`;
  try {
    world.files.writeText(temporary, text);
    world.files.rename(temporary, path);
  } catch (error) {
    try { world.files.removeFile(temporary); } catch { /* It was never made. */ }
    throw new Failed(failureOf(error, shownPath(world.cwd, path)));
  }
}
