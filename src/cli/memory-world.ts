/** A world in memory, for tests and golden cases: files, links, faults to order, and what was printed. Its disk is the Host and the output at once. */
import type { Host } from "../host.ts";
import type { Connection } from "../http/http.ts";
import { replay, type Exchange, type Replay } from "../http/replay.ts";
import { memoryDaemons, type DaemonsSetup } from "./agent/memory-daemons.ts";
import { directoryOf, resolvePath } from "./paths.ts";
import { seededKeys } from "./seeded-keys.ts";
import type { CommandFs, World } from "./world.ts";

export interface Fault {
  readonly op: "read" | "write" | "rename" | "remove" | "make" | "link";
  /** The end of the path it strikes; all paths if empty. */
  readonly path: string;
  readonly code: string;
}

export interface MemorySetup {
  /** Absolute path -> content. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** Absolute path -> absolute target. */
  readonly links?: Readonly<Record<string, string>>;
  readonly directories?: readonly string[];
  /** Absolute path -> permissions in octal: `640`. Files and directories have 600 and 700 otherwise. */
  readonly permissions?: Readonly<Record<string, string>>;
  readonly faults?: readonly Fault[];
  readonly cwd: string;
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What is answered to questions, in order; then nobody answers. */
  readonly answers?: readonly string[];
  /** What the servers said. */
  readonly exchanges?: readonly Exchange[];
  /** Refs with their commits by the URL of their repository. */
  readonly remotes?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Exit codes of the programs that are there, by name. */
  readonly programs?: Readonly<Record<string, number>>;
  /** Programs that may go on, processes that are there, ports that are taken. */
  readonly daemons?: DaemonsSetup;
  /** Keys are made of a stream of numbers that is the same for the same seed. */
  readonly seed?: number;
  /** The clock at the start, milliseconds since 1970; it moves only while somebody waits. */
  readonly now?: number;
  /** Ctrl-C is pressed when the clock reaches these times (milliseconds after the start). */
  readonly interrupts?: readonly number[];
}

export interface MemoryWorld extends World {
  readonly disk: Map<string, string | Uint8Array>;
  /** Names of all operations that changed the disk, in order. */
  readonly journal: string[];
  readonly servers: Replay;
  /** Everything that was connected to. */
  readonly connections: readonly Connection[];
  stdout(): string;
  stderr(): string;
  /** What both channels printed, in order. */
  printed(): string;
}

export function memoryWorld(setup: MemorySetup): MemoryWorld {
  const disk = new MemoryDisk(setup);
  const printed: { handle: 1 | 2; text: string }[] = [];
  const channel = (handle: 1 | 2) => ({ colour: false, terminal: false, columns: undefined, write: (text: string | Uint8Array) => void printed.push({ handle, text: typeof text === "string" ? text : new TextDecoder().decode(text) }) });
  const of = (handle: 1 | 2) => printed.filter((entry) => entry.handle === handle).map(({ text }) => text).join("");
  const servers = replay(setup.exchanges ?? []);
  const connections: Connection[] = [];
  const answers = [...(setup.answers ?? [])];
  const time = new MemoryTime(setup.now ?? Date.UTC(2026, 0, 1), setup.interrupts ?? []);
  const files = disk.files();
  return {
    env: (name) => (setup.env?.[name] === "" ? undefined : setup.env?.[name]),
    ask: async (question) => {
      const answer = answers.shift();
      printed.push({ handle: 2, text: `${question}${answer ?? ""}\n` });
      return answer;
    },
    askSecret: async (question) => (printed.push({ handle: 2, text: `${question}\n` }), answers.shift()),
    lsRemote: (url) => (setup.remotes?.[url] === undefined ? { failure: "no such repository" } : { refs: new Map(Object.entries(setup.remotes[url])) }),
    connect: (connection) => (connections.push(connection), servers.at(connection.address)),
    start: (command, directory) => {
      printed.push({ handle: 1, text: `(${command.join(" ")} runs in ${directory})\n` });
      const code = setup.programs?.[command[0]!];
      return { command: command[0]!, ended: Promise.resolve(code ?? { failure: "there is no such program" }), stop: () => {} };
    },
    daemons: memoryDaemons(setup.daemons ?? {}, { clock: time, files, removeTree: (path) => disk.removeTree(path), print: (line) => void printed.push({ handle: 1, text: `${line}\n` }) }),
    keyTools: seededKeys(setup.seed ?? 0),
    clock: time, interrupts: (called) => time.onInterrupt(called), servers, connections,
    host: disk.host(), files, cwd: setup.cwd, version: "0.0.0-test", out: channel(1), err: channel(2),
    stdin: () => setup.stdin ?? "", watch: () => () => {},
    disk: disk.content, journal: disk.journal, stdout: () => of(1), stderr: () => of(2), printed: () => printed.map(({ text }) => text).join(""),
  };
}

/** Nobody ever really waits. */
class MemoryTime {
  private readonly interrupts: number[];
  private readonly listeners = new Set<() => void>();

  constructor(private time: number, interrupts: readonly number[]) {
    this.interrupts = interrupts.map((after) => time + after);
  }

  now(): number {
    return this.time;
  }

  random(): number {
    return 1;
  }

  async wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return;
    this.time += milliseconds;
    await Promise.resolve();
    while (this.interrupts.length > 0 && this.interrupts[0]! <= this.time) {
      this.interrupts.shift();
      for (const listener of [...this.listeners]) listener();
    }
  }

  onInterrupt(called: () => void): () => void {
    this.listeners.add(called);
    return () => void this.listeners.delete(called);
  }
}

class MemoryDisk {
  readonly content: Map<string, string | Uint8Array>;
  readonly journal: string[] = [];
  private readonly links: Map<string, string>;
  private readonly directories: Set<string>;
  private readonly faults: readonly Fault[];
  private readonly modes: ReadonlyMap<string, string>;

  constructor(setup: MemorySetup) {
    this.modes = new Map(Object.entries(setup.permissions ?? {}));
    this.content = new Map(Object.entries(setup.files));
    this.links = new Map(Object.entries(setup.links ?? {}));
    this.faults = setup.faults ?? [];
    this.directories = new Set(["/"]);
    for (const path of [...this.content.keys(), ...this.links.keys()]) this.addParents(directoryOf(path));
    for (const path of [setup.cwd, ...(setup.directories ?? [])]) this.addParents(path);
  }

  private addParents(path: string): void {
    for (let current = path; !this.directories.has(current); current = directoryOf(current)) this.directories.add(current);
  }

  /** Links on the way are followed, at most 40 of them. */
  private real(path: string): string | undefined {
    let current = resolvePath("/", path);
    for (let follow = 0; follow < 40; follow++) {
      const link = [...this.links.keys()].find((name) => current === name || current.startsWith(`${name}/`));
      if (link === undefined) return this.content.has(current) || this.directories.has(current) ? current : undefined;
      current = resolvePath("/", this.links.get(link)! + current.slice(link.length));
    }
    return undefined;
  }

  private place(path: string): string {
    const directory = this.real(directoryOf(path));
    return directory === undefined ? path : `${directory === "/" ? "" : directory}/${path.slice(path.lastIndexOf("/") + 1)}`;
  }

  private strike(op: Fault["op"], path: string): void {
    const fault = this.faults.find((candidate) => candidate.op === op && path.endsWith(candidate.path));
    if (fault !== undefined) throw errno(fault.code, path);
    if (op !== "read") this.journal.push(`${op} ${path}`);
  }

  host(): Host {
    return {
      read: (path) => {
        const fault = this.faults.find((candidate) => candidate.op === "read" && path.endsWith(candidate.path));
        if (fault !== undefined) return { failure: fault.code === "EACCES" ? "denied" : "other", message: fault.code === "EACCES" ? "permission denied" : fault.code };
        const real = this.real(path);
        if (real === undefined) return { failure: "missing", message: "no such file" };
        if (this.directories.has(real)) return { failure: "directory", message: "it is a directory" };
        const content = this.content.get(real)!;
        return typeof content === "string" ? new TextEncoder().encode(content) : content;
      },
      exists: (path) => this.real(path) !== undefined,
      realPath: (path) => this.real(path),
    };
  }

  files(): CommandFs {
    return {
      tag: "0",
      kind: (path) => this.kind(this.place(path)),
      realPath: (path) => this.real(path),
      readText: (path) => {
        this.strike("read", path);
        const content = this.content.get(this.real(path) ?? path);
        if (content === undefined) throw errno("ENOENT", path);
        return typeof content === "string" ? content : new TextDecoder().decode(content);
      },
      writeText: (path, text) => {
        if (this.kind(this.place(directoryOf(path))) === "file") throw errno("ENOTDIR", path);
        if (this.kind(this.place(path)) === "directory") throw errno("EISDIR", path);
        this.strike("write", path);
        this.content.set(this.place(path), text);
      },
      rename: (from, to) => {
        this.strike("rename", to);
        const content = this.content.get(this.place(from));
        if (content === undefined) throw errno("ENOENT", from);
        this.content.delete(this.place(from));
        this.content.set(this.place(to), content);
      },
      removeFile: (path) => {
        this.strike("remove", path);
        if (!this.content.delete(this.place(path))) throw errno("ENOENT", path);
      },
      makeDirectory: (path) => {
        this.strike("make", path);
        const parent = this.real(directoryOf(path));
        if (parent === undefined || !this.directories.has(parent)) throw errno(parent === undefined ? "ENOENT" : "ENOTDIR", path);
        this.directories.add(this.place(path));
      },
      removeEmptyDirectory: (path) => {
        const place = this.place(path);
        const below = (name: string) => name.startsWith(`${place}/`);
        if (![...this.content.keys()].some(below) && ![...this.directories].some(below)) this.directories.delete(place);
      },
      list: (path) => this.list(this.real(path) ?? path),
      ...this.privateFiles(),
    };
  }

  private privateFiles(): Pick<CommandFs, "readPrivate" | "permissions" | "makePrivateDirectory" | "writePrivate" | "link" | "syncDirectory" | "process" | "isAlive"> {
    const permissions = (path: string) => Number.parseInt(this.modes.get(path) ?? (this.directories.has(path) ? "700" : "600"), 8);
    return {
      permissions,
      readPrivate: (path) => {
        this.strike("read", path);
        const content = this.content.get(this.place(path));
        if (content === undefined) throw errno("ENOENT", path);
        return { bytes: typeof content === "string" ? new TextEncoder().encode(content) : content, permissions: permissions(path) };
      },
      makePrivateDirectory: (path) => {
        this.strike("make", path);
        this.directories.add(this.place(path));
      },
      writePrivate: (path, text) => this.addFile("write", path, text),
      link: (from, to) => this.addFile("link", to, this.content.get(this.place(from)) ?? ""),
      syncDirectory: () => {},
      process: "laptop.100.1",
      isAlive: (process) => process.startsWith("laptop.100.") || !process.startsWith("laptop."),
    };
  }

  private addFile(op: "write" | "link", path: string, content: string | Uint8Array): void {
    if (this.kind(this.place(path)) !== "missing") throw errno("EEXIST", path);
    this.strike(op, path);
    this.content.set(this.place(path), content);
  }

  removeTree(path: string): void {
    this.strike("remove", path);
    for (const kept of [this.content, this.links, this.directories]) {
      for (const name of [...kept.keys()]) if (name === path || name.startsWith(`${path}/`)) kept.delete(name);
    }
  }

  private kind(place: string): "missing" | "file" | "directory" | "link" {
    if (this.links.has(place)) return "link";
    return this.content.has(place) ? "file" : this.directories.has(place) ? "directory" : "missing";
  }

  private list(directory: string): string[] {
    const prefix = directory === "/" ? "/" : `${directory}/`;
    const names = [...this.content.keys(), ...this.directories, ...this.links.keys()].filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length).split("/")[0]!);
    return [...new Set(names)].filter((name) => name !== "").sort();
  }
}

function errno(code: string, path: string): Error {
  return Object.assign(new Error(`${code}: ${path}`), { code });
}
