/**
 * Secrets on a server that keeps items under paths: at home, and a copy where each reading task looks. In: the server's documents and how a
 * value lies in them. A value is decided at home: whoever writes there first has made it, and copies are made of what is at home.
 */
import type { Clock } from "../http/clock.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import { sameJson, type Json } from "../text/json.ts";
import { Damaged, type Encoding, type Items } from "./content.ts";
import type { Found, Place, SecretSpec, SecretStore } from "./model.ts";

/** What lies under one path, and what a check-and-set write names it by. */
export interface Document {
  readonly items: Items;
  readonly version: number;
}

export interface Documents {
  /** `Nomad at http://127.0.0.1:4646`. */
  readonly title: string;
  readonly encoding: Encoding;
  readonly clock: Clock;
  /** undefined: there is nothing. */
  read(path: string): Promise<Document | undefined>;
  /** Removes what lies there if it still is what `before` says. false: somebody else was faster. Undefined where that is not ours to do. */
  remove?(path: string, before: Document): Promise<boolean>;
  /** Writes all items if there still is what `before` says. false: somebody else was faster. */
  write(path: string, items: Items, before: Document | undefined): Promise<boolean>;
}

/** Others that write to the same path have been faster this often. */
const MOST_TRIES = 100;
const AT_ONCE = 8;

export class PlacedStore implements SecretStore {
  readonly title: string;
  readonly remove?: NonNullable<SecretStore["remove"]>;

  constructor(private readonly documents: Documents) {
    this.title = documents.title;
    const { remove } = documents;
    if (remove !== undefined) this.remove = (secrets) => this.removeAll(secrets, remove);
  }

  async read(secrets: readonly SecretSpec[]): Promise<ReadonlyMap<string, Found>> {
    const documents = await this.documentsAt([...new Set(secrets.flatMap((secret) => placesOf(secret).map(({ path }) => path)))]);
    const found = new Map<string, Found>();
    for (const secret of secrets) {
      const one = this.foundIn(secret, documents);
      if (one !== undefined) found.set(secret.id, one);
    }
    return found;
  }

  async add(secret: SecretSpec, value: Json): Promise<Json> {
    const there = (await this.read([secret])).get(secret.id);
    const [home, ...copies] = placesOf(secret);
    const kept = await this.settle(secret, home, (current) => current ?? there?.value ?? value);
    for (const copy of copies) await this.settle(secret, copy, (current) => current ?? kept);
    return kept;
  }

  async replace(secret: SecretSpec, value: Json, before: Json): Promise<void> {
    const there = (await this.read([secret])).get(secret.id);
    const expected = (current: Json | undefined) => {
      if (current === undefined || !(sameJson(current, before) || sameJson(current, value))) throw new Failed(diagnose("secret-changed", { id: secret.id, store: this.title }));
    };
    expected(there?.value);
    const [home, ...copies] = placesOf(secret);
    await this.settle(secret, home, (current) => {
      if (current !== undefined) expected(current);
      return value;
    });
    for (const copy of copies) await this.settle(secret, copy, () => value);
  }

  async close(): Promise<void> {}

  private async documentsAt(paths: readonly string[]): Promise<ReadonlyMap<string, Document | undefined>> {
    const found = new Map<string, Document | undefined>();
    for (let at = 0; at < paths.length; at += AT_ONCE) {
      await Promise.all(paths.slice(at, at + AT_ONCE).map(async (path) => found.set(path, await this.documents.read(path))));
    }
    return found;
  }

  private foundIn(secret: SecretSpec, documents: ReadonlyMap<string, Document | undefined>): Found | undefined {
    const copies = placesOf(secret).map((place) => ({ place, value: this.valueAt(secret, place, documents.get(place.path)) }));
    const value = copies.find((copy) => copy.value !== undefined)?.value;
    if (value === undefined) return undefined;
    return {
      value,
      missing: copies.filter((copy) => copy.value === undefined).map(({ place }) => place),
      different: copies.filter((copy) => copy.value !== undefined && !sameJson(copy.value, value)).map(({ place }) => place),
    };
  }

  private valueAt(secret: SecretSpec, place: Place, document: Document | undefined): Json | undefined {
    if (document === undefined) return undefined;
    try {
      return this.documents.encoding.get(document.items, secret, place.item);
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      throw new Failed(diagnose("secret-damaged", { place: shownPlace(place), problem: error.message }));
    }
  }

  private async removeAll(secrets: readonly SecretSpec[], remove: NonNullable<Documents["remove"]>): Promise<void> {
    const paths = new Map<string, string[]>();
    for (const secret of secrets) for (const { path, item } of placesOf(secret)) paths.set(path, [...(paths.get(path) ?? []), ...itemsOf(secret, item)]);
    for (const [path, items] of paths) await this.removeAt(path, items, remove);
  }

  /** What lies beside our items stays. */
  private async removeAt(path: string, items: readonly string[], remove: NonNullable<Documents["remove"]>): Promise<void> {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await this.documents.read(path);
      if (before === undefined) return;
      const rest = Object.fromEntries(Object.entries(before.items).filter(([name]) => !items.includes(name)));
      const done = Object.keys(rest).length === 0 ? await remove(path, before) : await this.documents.write(path, rest, before);
      if (done) return;
      await this.documents.clock.wait(Math.round(20 * Math.min(tries + 1, 10) * this.documents.clock.random()));
    }
    throw new Failed(diagnose("store-busy", { store: this.title, path }));
  }

  /** Makes what is at a place what `wanted` says of it, and returns that. What lies beside it stays. */
  private async settle(secret: SecretSpec, place: Place, wanted: (current: Json | undefined) => Json): Promise<Json> {
    const { encoding, clock } = this.documents;
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const before = await this.documents.read(place.path);
      const current = this.valueAt(secret, place, before);
      const value = wanted(current);
      if (current !== undefined && sameJson(current, value)) return current;
      if (await this.documents.write(place.path, encoding.put(before?.items ?? {}, secret, { item: place.item, value }), before)) return value;
      await clock.wait(Math.round(20 * Math.min(tries + 1, 10) * clock.random()));
    }
    throw new Failed(diagnose("store-busy", { store: this.title, path: place.path }));
  }
}

/** As the encoding of variables lays them down: each field is an item of its own. */
function itemsOf({ shape, fields }: SecretSpec, item: string | undefined): string[] {
  if (item === undefined) return [];
  return shape === "fields" ? fields.map((field) => `${item}.${field}`) : [item];
}

/** Home first, each once. */
export function placesOf({ home, readers }: Pick<SecretSpec, "home" | "readers">): readonly [Place, ...Place[]] {
  const known = new Set([keyOf(home)]);
  const copies = readers.map(({ place }) => place).filter((place) => !known.has(keyOf(place)) && known.add(keyOf(place)));
  return [home, ...copies];
}

function keyOf({ path, item }: Place): string {
  return JSON.stringify([path, item ?? null]);
}

/** For messages: `nomad/jobs/chain/g/t, item mantis-1.coinbase`. */
export function shownPlace({ path, item }: Place): string {
  return item === undefined ? path : `${path}, item ${item},`;
}
