/** The names a template may use, and the ones its own blocks add. */
import type { Value } from "../evaluate/values.ts";

/** What a place expects of a bare name; undefined where nothing gives a type. */
export type Expects = "secret" | "service" | "port" | "host";

/**
 * The lexical scope of the template statement.
 * The roots of late values (`port address ip dir env attr meta node host`) are names too: records whose fields are late
 * text (under `host`: host values). A scope answers undefined for the roots that make no sense where its template
 * stands: a file that belongs to no task has no `port`.
 */
export interface TemplateScope {
  /** `expects` decides between a symbol and a variable of one name, as an attribute's type does in a `.mantis` file. */
  lookup(name: string, expects?: Expects): Value | undefined;
  names(): string[];
}

/** `this`, `@index` … live beside the names of block parameters; no author can write one as a plain name. */
export class LocalScope {
  private readonly own: ReadonlyMap<string, Value>;
  private readonly outer: LocalScope | undefined;
  readonly root: TemplateScope;

  private constructor(root: TemplateScope, outer: LocalScope | undefined, own: ReadonlyMap<string, Value>) {
    this.root = root;
    this.outer = outer;
    this.own = own;
  }

  static over(root: TemplateScope): LocalScope {
    return new LocalScope(root, undefined, new Map());
  }

  with(own: ReadonlyMap<string, Value>): LocalScope {
    return new LocalScope(this.root, this, own);
  }

  lookup(name: string, expects?: Expects): Value | undefined {
    for (let scope: LocalScope | undefined = this; scope !== undefined; scope = scope.outer) {
      const value = scope.own.get(name);
      if (value !== undefined) return value;
    }
    if (name === "this" || name.startsWith("@")) return undefined;
    return this.root.lookup(name, expects) ?? (name === "none" ? { type: "none" } : undefined);
  }

  names(): string[] {
    const names = this.root.names();
    for (let scope: LocalScope | undefined = this; scope !== undefined; scope = scope.outer) {
      for (const name of scope.own.keys()) if (/^[^@]/.test(name) && name !== "this") names.push(name);
    }
    return names;
  }

  /** `@index`, `@first` … that blocks around this place define. */
  dataNames(): string[] {
    const names: string[] = [];
    for (let scope: LocalScope | undefined = this; scope !== undefined; scope = scope.outer) {
      for (const name of scope.own.keys()) if (name.startsWith("@")) names.push(name);
    }
    return names;
  }
}
