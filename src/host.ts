/** The one door to files. `compile` sees the world only through a Host; tests pass a memory host. */
export interface Host {
  /** Bytes of a file, or why not. Paths are absolute with forward slashes. */
  read(path: string): Uint8Array | ReadFailure;
  exists(path: string): boolean;
  /** The real path with links resolved, or undefined if there is none. */
  realPath(path: string): string | undefined;
  /** SHA-256 of the text's UTF-8 bytes as lower-case hex, if the host has a fast one. */
  sha256?(text: string): string;
}

export interface ReadFailure {
  readonly failure: "missing" | "directory" | "denied" | "other";
  readonly message: string;
}

/** A host over files in memory: `{ "/p/networks/a.mantis": "…" }`. */
export function memoryHost(files: Readonly<Record<string, string | Uint8Array>>): Host {
  const has = (path: string) => Object.prototype.hasOwnProperty.call(files, path);
  return {
    read(path) {
      if (!has(path)) return { failure: "missing", message: "no such file" };
      const content = files[path]!;
      return typeof content === "string" ? new TextEncoder().encode(content) : content;
    },
    exists: (path) => has(path) || Object.keys(files).some((name) => name.startsWith(`${path}/`)),
    realPath: (path) => (has(path) ? path : undefined),
  };
}
