/** The door to files that only their owner reads. Every method may throw an error with a `code` as Node's do; paths are absolute. */
export interface PrivateFs {
  /** What stands at a path itself; a link is not followed. */
  kind(path: string): "missing" | "file" | "directory" | "link" | "other";
  realPath(path: string): string | undefined;
  /** Names in a directory, sorted; none if it cannot be read. */
  list(path: string): string[];
  /** A regular file, not through a link; its permissions are those of `stat`, the last nine bits. EFBIG above 16 MiB. */
  readPrivate(path: string): { readonly bytes: Uint8Array; readonly permissions: number };
  /** Of a file or directory. */
  permissions(path: string): number;
  /** With permissions 0700, whatever the umask says; another process may have been first. */
  makePrivateDirectory(path: string): void;
  /** A new file with permissions 0600, on the disk when this returns; EEXIST if there is anything. */
  writePrivate(path: string, text: string): void;
  /** A second name for a file; EEXIST if there is anything at `to`. */
  link(from: string, to: string): void;
  /** In the place of whatever file is at `to`. */
  rename(from: string, to: string): void;
  removeFile(path: string): void;
  /** Only if it is empty; otherwise it stays. */
  removeEmptyDirectory(path: string): void;
  /** The names in a directory are on the disk when this returns. */
  syncDirectory(path: string): void;
  /** This process among all of all machines: `host.pid.start`, letters, digits and `-` between the dots. */
  readonly process: string;
  /** Of `process` as another one has it. true where that cannot be known: on another machine. */
  isAlive(process: string): boolean;
}
