/** A host with some files in memory over another host: what a file would compile to before it is written. */
import type { Host } from "../host.ts";
import { directoryOf } from "./paths.ts";

export function overlayHost(base: Host, files: ReadonlyMap<string, string | Uint8Array>): Host {
  return {
    read(path) {
      const content = files.get(path);
      return content === undefined ? base.read(path) : typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    exists: (path) => files.has(path) || base.exists(path),
    realPath(path) {
      if (!files.has(path)) return base.realPath(path);
      const directory = directoryOf(path);
      return `${base.realPath(directory) ?? directory}/${path.slice(path.lastIndexOf("/") + 1)}`;
    },
  };
}
