/**
 * Secrets in a directory of this machine: one file a value, named by the secret's ID (`mantis-1/secret-key`, `genesis`), objects as JSON.
 * A value appears under its name whole or not at all: it is written beside it, brought to the disk, and then linked, which never replaces
 * anything. Readers of the network's jobs have no copies here. Whoever dies in the middle leaves a temporary that the next writer removes.
 */
import type { Clock } from "../http/clock.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { Failed } from "../deploy/failed.ts";
import { sameJson, type Json } from "../text/json.ts";
import { Damaged, textOf, valueOf } from "./content.ts";
import { lock, removeIfThere, unlock } from "./directory-lock.ts";
import type { Found, SecretSpec, SecretStore } from "./model.ts";
import type { PrivateFs } from "./private-fs.ts";
import { checkNames, nameProblem } from "./secret-names.ts";

export interface DirectorySettings {
  /** Absolute. */
  readonly path: string;
  /** How it is called in messages. */
  readonly shown: string;
  readonly fs: PrivateFs;
  readonly clock: Clock;
  readonly say: (line: string) => void;
  readonly warn: (diagnostic: Diagnostic) => void;
}

const temporary = ".new-";
const OTHERS = 0o077;

export class DirectoryStore implements SecretStore {
  readonly title: string;
  private locked = false;
  private count = 0;
  private readonly open = new Set<string>();
  private warned = 0;

  constructor(private readonly settings: DirectorySettings) {
    this.title = `the directory ${settings.shown}`;
  }

  async read(secrets: readonly SecretSpec[]): Promise<ReadonlyMap<string, Found>> {
    checkNames(secrets);
    const found = new Map<string, Found>();
    for (const secret of secrets) {
      const value = this.trying("read", secret.id, () => this.readOne(secret));
      if (value !== undefined) found.set(secret.id, { value, missing: [], different: [] });
    }
    this.warnOfOpenOnes();
    return found;
  }

  async add(secret: SecretSpec, value: Json): Promise<Json> {
    await this.writing(secret);
    return this.trying("written", secret.id, () => {
      const there = this.readOne(secret);
      if (there !== undefined) return there;
      return this.put(secret, value, false) ? value : this.readOne(secret)!;
    });
  }

  async replace(secret: SecretSpec, value: Json, before: Json): Promise<void> {
    await this.writing(secret);
    this.trying("written", secret.id, () => {
      const there = this.readOne(secret);
      if (there !== undefined && sameJson(there, value)) return;
      if (there === undefined || !sameJson(there, before)) throw new Failed(diagnose("secret-changed", { id: secret.id, store: this.title }));
      this.put(secret, value, true);
    });
  }

  async remove(secrets: readonly SecretSpec[]): Promise<void> {
    const { fs } = this.settings;
    for (const secret of secrets) {
      if (fs.kind(`${this.root()}/${secret.id}`) === "missing") continue;
      await this.writing(secret);
      this.trying("removed", secret.id, () => {
        // Looked at once more: what is no secret of ours stays.
        this.readOne(secret);
        removeIfThere(`${this.root()}/${secret.id}`, fs);
        if (secret.id.includes("/")) fs.removeEmptyDirectory(`${this.root()}/${secret.id.slice(0, secret.id.lastIndexOf("/"))}`);
      });
    }
  }

  async close(): Promise<void> {
    if (this.locked) this.trying("written", "", () => unlock(this.root(), this.settings.fs));
    this.locked = false;
  }

  /** The directory itself may be reached through links; nothing in it may be one. */
  private root(): string {
    return this.settings.fs.realPath(this.settings.path) ?? this.settings.path;
  }

  private shown(id: string): string {
    return id === "" ? this.settings.shown : `${this.settings.shown.replace(/\/$/, "")}/${id}`;
  }

  private async writing(secret: SecretSpec): Promise<void> {
    checkNames([secret]);
    if (this.locked) return;
    this.trying("written", "", () => this.makeRoot());
    await lock(this.root(), this.settings).catch((error: unknown) => this.fail("written", "", error));
    this.locked = true;
    this.trying("written", "", () => this.removeLeftovers());
  }

  private makeRoot(): void {
    const { fs, path } = this.settings;
    const missing: string[] = [];
    for (let at = path; at !== "" && fs.kind(at) === "missing"; at = at.slice(0, at.lastIndexOf("/"))) missing.unshift(at);
    for (const at of missing) this.makeDirectory(at);
  }

  private makeDirectory(path: string): void {
    const { fs } = this.settings;
    fs.makePrivateDirectory(path);
    fs.syncDirectory(path.slice(0, path.lastIndexOf("/")) || "/");
  }

  /** Of runs that died: nobody else writes while we hold the lock. */
  private removeLeftovers(): void {
    const { fs } = this.settings;
    const root = this.root();
    for (const directory of [root, ...fs.list(root).filter((name) => nameProblem(name) === undefined).map((name) => `${root}/${name}`).filter((path) => fs.kind(path) === "directory")]) {
      for (const name of fs.list(directory)) if (name.startsWith(temporary) && fs.kind(`${directory}/${name}`) === "file") removeIfThere(`${directory}/${name}`, fs);
    }
  }

  private readOne(secret: SecretSpec): Json | undefined {
    const { fs } = this.settings;
    const root = this.root();
    const steps = secret.id.split("/");
    for (let depth = 0; depth < steps.length; depth++) {
      const below = steps.slice(0, depth).join("/");
      const directory = below === "" ? root : `${root}/${below}`;
      const kind = fs.kind(directory);
      if (kind === "missing") return undefined;
      if (kind !== "directory") throw this.inTheWay(below, kind, "directory");
      this.noteOpen(below, fs.permissions(directory));
      this.refuseTwin(directory, below, steps[depth]!);
    }
    const kind = fs.kind(`${root}/${secret.id}`);
    if (kind === "missing") return undefined;
    if (kind !== "file") throw this.inTheWay(secret.id, kind, "file");
    const { bytes, permissions } = fs.readPrivate(`${root}/${secret.id}`);
    this.noteOpen(secret.id, permissions);
    return this.decoded(secret, bytes);
  }

  private inTheWay(id: string, found: string, wanted: string): Failed {
    return new Failed(diagnose(found === "link" ? "secret-link" : "secret-in-the-way", { path: this.shown(id), found: found === "other" ? "something else" : `a ${found}`, wanted }));
  }

  /** `Genesis` beside `genesis`: one of them would be lost where the file system does not tell them apart. */
  private refuseTwin(directory: string, below: string, name: string): void {
    const twin = this.settings.fs.list(directory).find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
    const id = (last: string) => (below === "" ? last : `${below}/${last}`);
    if (twin !== undefined) throw new Failed(diagnose("secret-names-collide", { first: id(name), second: id(twin) }));
  }

  /** One line break at the end belongs to the file, not to the value. */
  private decoded(secret: SecretSpec, bytes: Uint8Array): Json {
    try {
      if (bytes.length === 0) throw new Damaged("is empty");
      return valueOf(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes).replace(/\n$/, ""), secret.shape);
    } catch (error) {
      const problem = error instanceof Damaged ? error.message : "is no text";
      throw new Failed(diagnose("secret-damaged", { place: this.shown(secret.id), problem }));
    }
  }

  /** false: somebody else's value is there. */
  private put(secret: SecretSpec, value: Json, over: boolean): boolean {
    const { fs } = this.settings;
    const target = `${this.root()}/${secret.id}`;
    const directory = target.slice(0, target.lastIndexOf("/"));
    if (fs.kind(directory) === "missing") this.makeDirectory(directory);
    const beside = `${directory}/${temporary}${fs.process}-${++this.count}`;
    fs.writePrivate(beside, `${textOf(value)}\n`);
    const done = over ? (fs.rename(beside, target), true) : this.linked(beside, target);
    fs.syncDirectory(directory);
    return done;
  }

  private linked(beside: string, target: string): boolean {
    const { fs } = this.settings;
    try {
      fs.link(beside, target);
    } catch (error) {
      const { code = "" } = error as { code?: string };
      // File systems without second names. We hold the lock, so what is not there now is not there in a moment.
      if (["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"].includes(code) && fs.kind(target) === "missing") return fs.rename(beside, target), true;
      fs.removeFile(beside);
      if (code === "EEXIST") return false;
      throw error;
    }
    fs.removeFile(beside);
    return true;
  }

  private noteOpen(id: string, permissions: number): void {
    if ((permissions & OTHERS) !== 0) this.open.add(this.shown(id));
  }

  private warnOfOpenOnes(): void {
    if (this.open.size > this.warned) this.settings.warn(diagnose("secret-permissions", { paths: [...this.open], directory: this.settings.shown }));
    this.warned = this.open.size;
  }

  /** Errors of the operating system, in words. */
  private trying<T>(what: "read" | "written" | "removed", id: string, body: () => T): T {
    try {
      return body();
    } catch (error) {
      return this.fail(what, id, error);
    }
  }

  private fail(what: "read" | "written" | "removed", id: string, error: unknown): never {
    const { code } = error as { code?: string };
    if (error instanceof Failed || code === undefined) throw error;
    throw new Failed(diagnose("secret-file-trouble", { path: this.shown(id), what, code }));
  }
}
