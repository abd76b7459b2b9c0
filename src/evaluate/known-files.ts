/**
 * What was read and parsed before through one host: a file with the same content is the same SourceFile and the same tree. Many networks
 * that share a kit, watch mode and the editor parse only what changed. Content decides; the host is asked for it every time.
 */
import type { Host } from "../host.ts";
import { parse, type Parsed } from "../syntax/parse.ts";
import type { SourceFile } from "../text/source.ts";

/** More files than a project may have; the oldest are forgotten first. */
const most = 512;

const byHost = new WeakMap<Host, Map<string, SourceFile>>();
const trees = new WeakMap<SourceFile, Parsed>();

/** `path` is absolute, `display` how diagnostics call the file. */
export function knownFile(host: Host, path: string, { display, text }: { readonly display: string; readonly text: string }): SourceFile {
  let files = byHost.get(host);
  if (files === undefined) byHost.set(host, (files = new Map()));
  const known = files.get(path);
  if (known !== undefined && known.text === text && known.path === display) return known;
  const file: SourceFile = { path: display, text };
  files.delete(path);
  files.set(path, file);
  if (files.size > most) files.delete(files.keys().next().value!);
  return file;
}

export function parsedOnce(source: SourceFile): Parsed {
  let parsed = trees.get(source);
  if (parsed === undefined) trees.set(source, (parsed = parse(source)));
  return parsed;
}
