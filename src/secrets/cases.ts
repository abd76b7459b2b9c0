/**
 * What the stores on servers must do, case by case. Each runs against a real server in the live suite, which records what it says, and
 * against the recording in the ordinary one, with the same outcome.
 */
import { Failed } from "../deploy/failed.ts";
import type { Json } from "../text/json.ts";
import { secret } from "./fixture.ts";
import type { Place, SecretSpec, SecretStore } from "./model.ts";

export interface StoreOptions {
  /** Otherwise one that may do everything. */
  readonly token?: string;
  readonly namespace?: string;
  /** Paths are those of the network; see `vaultStore`. */
  readonly declared?: boolean;
  /** Done once, right before the first write leaves. */
  readonly meanwhile?: () => Promise<unknown>;
}

export interface Ground {
  store(options?: StoreOptions): SecretStore;
  /** What somebody else does to the server; nothing where it is a recording. */
  admin(method: "GET" | "PUT" | "POST" | "DELETE", path: string, body?: Json): Promise<Json>;
  /** Titles of warnings, and lines said, so far. */
  readonly warnings: string[];
  readonly said: string[];
  /** Real time; none where it is a recording. */
  pause(milliseconds: number): Promise<void>;
}

export interface StoreCase {
  readonly name: string;
  readonly server: "vault" | "nomad";
  readonly run: (ground: Ground) => Promise<unknown>;
  readonly expect: unknown;
}

async function failure(body: () => Promise<unknown>): Promise<string[]> {
  try {
    return ["no failure", JSON.stringify(await body())];
  } catch (error) {
    if (error instanceof Failed) return error.diagnostics.map(({ code, title }) => `${code}: ${title.replace(/http:\/\/[^ ]*\d/, "ADDRESS")}`);
    throw error;
  }
}

const values = async (store: SecretStore, ...secrets: SecretSpec[]) => Object.fromEntries([...(await store.read(secrets))].map(([id, { value }]) => [id, value]));

/* Vault */

const at = (path: string, given: Parameters<typeof secret>[1] = {}): SecretSpec => secret(path.split("/").slice(-2).join("/"), { home: { store: "vault", path, item: "value" }, ...given });
const object = (path: string): SecretSpec => at(path, { shape: "object", home: { store: "vault", path } });
const engine = (ground: Ground, mount: string, version: number) => ground.admin("POST", `/v1/sys/mounts/${mount}`, { type: "kv", options: { version: String(version) } });
const kept = { other: "theirs", count: 3 };

const kv = (version: 1 | 2): StoreCase => {
  const mount = `kv${version}`;
  const below = version === 2 ? `${mount}/data` : mount;
  return {
    name: `kv version ${version}: added once, beside what is there, replaced`, server: "vault",
    run: async (ground) => {
      await engine(ground, mount, version);
      await ground.admin("POST", `/v1/${below}/net/m-1/key`, version === 2 ? { data: kept } : kept);
      const store = ground.store();
      const [key, genesis] = [at(`${below}/net/m-1/key`), object(`${below}/net/m-1/genesis`)];
      const first = await store.read([key, genesis]);
      const added = [await store.add(key, "one"), await store.add(key, "two"), await store.add(genesis, { alloc: { a: "1" }, n: 5 })];
      await store.replace(key, "three", "one");
      const late = await failure(() => store.replace(key, "four", "one"));
      const beside = await values(store, object(`${below}/net/m-1/key`));
      return { empty: first.size, added, late, beside, said: ground.said };
    },
    expect: {
      empty: 0, added: ["one", "one", { alloc: { a: "1" }, n: 5 }], late: ["secret-changed: m-1/key in Vault at ADDRESS is not what it was when this run read it"], beside: { "m-1/key": { ...kept, value: "three" } },
      said: version === 2 ? [] : ["The KV engine at kv1/ is of version 1, which has no check-and-set: let nobody else write there meanwhile."],
    },
  };
};

const vaultCases: readonly StoreCase[] = [
  kv(2), kv(1),
  {
    name: "kv version 2: somebody else is faster", server: "vault",
    run: async (ground) => {
      await engine(ground, "race", 2);
      const key = at("race/data/net/m-1/key");
      const winner = await ground.store({ meanwhile: () => ground.admin("POST", "/v1/race/data/net/m-1/key", { data: { value: "theirs" } }) }).add(key, "ours");
      const beside = at("race/data/net/m-1/beside");
      await ground.store({ meanwhile: () => ground.admin("POST", "/v1/race/data/net/m-1/beside", { data: { other: "theirs" } }) }).add(beside, "ours");
      return [winner, await values(ground.store(), object("race/data/net/m-1/beside"))];
    },
    expect: ["theirs", { "m-1/beside": { other: "theirs", value: "ours" } }],
  },
  {
    name: "kv version 2: deleted and destroyed", server: "vault",
    run: async (ground) => {
      await engine(ground, "gone", 2);
      const key = at("gone/data/net/m-1/key");
      await ground.admin("POST", "/v1/gone/data/net/m-1/key", { data: { value: "old" } });
      await ground.admin("DELETE", "/v1/gone/data/net/m-1/key");
      const deleted = [await values(ground.store(), key), await ground.store().add(key, "new")];
      const old = await ground.admin("GET", "/v1/gone/metadata/net/m-1/key");
      await ground.admin("PUT", "/v1/gone/destroy/net/m-1/key", { versions: [2] });
      return { deleted, history: old === null ? 2 : Object.keys((old as { data: { versions: object } }).data.versions).length, destroyed: await values(ground.store(), key), warnings: [...new Set(ground.warnings)] };
    },
    expect: { deleted: [{}, "new"], history: 2, destroyed: {}, warnings: ["gone/net/m-1/key in Vault was deleted, and counts as missing", "gone/net/m-1/key in Vault was destroyed, and counts as missing"] },
  },
  {
    name: "the wrong version, no engine, another engine", server: "vault",
    run: async (ground) => {
      await engine(ground, "first", 1);
      await engine(ground, "second", 2);
      const read = (path: string, options?: StoreOptions) => failure(() => ground.store(options).read([at(path)]));
      const free = ground.store({ declared: false });
      return [await read("first/data/m/key"), await read("second/m/key"), await read("nowhere/data/m/key"), await read("cubbyhole/m/key"), await free.add(at("second/m/key"), "x"), await values(ground.store(), at("second/data/m/key"))];
    },
    expect: [
      ["kv-version: The KV engine at first/ is of version 1, and the network's jobs read it as version 2"],
      ["kv-version: The KV engine at second/ is of version 2, and the network's jobs read it as version 1"],
      ["kv-missing: Vault has no KV engine at nowhere/data/m/key, or your token may not see it"],
      ["kv-other-engine: The engine at cubbyhole/ in Vault is of the type cubbyhole, not kv"],
      "x", { "m/key": "x" },
    ],
  },
  {
    name: "the engine is replaced by one of the other version in the middle", server: "vault",
    run: async (ground) => {
      const swap = (mount: string, version: number) => async () => {
        await ground.admin("DELETE", `/v1/sys/mounts/${mount}`);
        await engine(ground, mount, version);
      };
      await engine(ground, "swap", 2);
      await engine(ground, "back", 1);
      return [
        await failure(() => ground.store({ meanwhile: swap("swap", 1) }).add(at("swap/data/m/key"), "value")),
        await failure(() => ground.store({ meanwhile: swap("back", 2) }).add(at("back/m/key"), "value")),
      ];
    },
    expect: [["kv-changed: The KV engine at swap/ was replaced while this run was using it"], ["kv-changed: The KV engine at back/ was replaced while this run was using it"]],
  },
  {
    name: "tokens that may not, have expired, or never were", server: "vault",
    run: async (ground) => {
      await engine(ground, "guarded", 2);
      await ground.admin("PUT", "/v1/sys/policies/acl/reader", { policy: 'path "guarded/data/*" { capabilities = ["read"] }' });
      const tokenFor = async (ttl: string) => ((await ground.admin("POST", "/v1/auth/token/create", { policies: ["reader"], ttl, no_parent: true })) as { auth: { client_token: string } } | null)?.auth.client_token ?? "recorded-token";
      const [reader, short] = [await tokenFor("1h"), await tokenFor("1s")];
      await ground.pause(2000);
      const key = at("guarded/data/m/key");
      const from = (token: string) => ({ read: failure(() => ground.store({ token }).read([key])), add: failure(() => ground.store({ token }).add(key, "value")) });
      return [await from(reader).read, await from(reader).add, await from(short).read, await from("never-was-one").read, await failure(() => ground.store({ namespace: "elsewhere" }).read([key]))];
    },
    expect: [
      ["no failure", "{}"], ["vault-denied: Your Vault token does not allow POST /v1/guarded/data/m/key"],
      ["vault-token: Vault at ADDRESS does not know your token, or no longer"], ["vault-token: Vault at ADDRESS does not know your token, or no longer"],
      ["vault-namespace: Vault has no namespace `elsewhere`"],
    ],
  },
];

/* Nomad */

const copy = (task: string, item: string): Place => ({ store: "variables", path: `nomad/jobs/chain/g/${task}`, item });
const shared = secret("m-1/key", { copies: [copy("a", "m-1.key"), copy("b", "m-1.key")] });
const variable = (ground: Ground, path: string, Items: Record<string, string>) => ground.admin("PUT", `/v1/var/${path}`, { Path: path, Items });

const nomadCases: readonly StoreCase[] = [
  {
    name: "home and copies, beside what is there, replaced", server: "nomad",
    run: async (ground) => {
      await variable(ground, "nomad/jobs/chain/g/a", { other: "theirs" });
      const store = ground.store();
      const [genesis, restic] = [secret("genesis", { shape: "object" }), secret("restic", { shape: "fields", fields: ["id", "password"] })];
      const added = [await store.add(shared, "one"), await store.add(shared, "two"), await store.add(genesis, { n: 5 }), await store.add(restic, { id: "i", password: "p" })];
      await store.replace(shared, "three", "one");
      const late = await failure(() => store.replace(shared, "four", "one"));
      const beside = await values(store, secret("other", { home: copy("a", "other") }), shared, genesis, restic, secret("restic.password"));
      return { added, late, beside };
    },
    expect: {
      added: ["one", "one", { n: 5 }, { id: "i", password: "p" }], late: ["secret-changed: m-1/key in the variables of Nomad at ADDRESS is not what it was when this run read it"],
      beside: { other: "theirs", "m-1/key": "three", genesis: { n: 5 }, restic: { id: "i", password: "p" }, "restic.password": "p" },
    },
  },
  {
    name: "copies that are missing are filled, different ones are left until they are replaced", server: "nomad",
    run: async (ground) => {
      await variable(ground, "nomad/jobs/chain/g/a", { "m-1.key": "of a" });
      await variable(ground, "nomad/jobs/chain/g/b", { "m-1.key": "of b" });
      const store = ground.store();
      const paths = async () => [...(await store.read([shared])).values()].map(({ value, missing, different }) => [value, missing.map(({ path }) => path), different.map(({ path }) => path)]);
      const before = await paths();
      const kept = await store.add(shared, "ours");
      const between = await paths();
      await store.replace(shared, "of a", "of a");
      return { before, kept, between, after: await paths() };
    },
    expect: {
      before: [["of a", ["nomad/jobs/net"], ["nomad/jobs/chain/g/b"]]], kept: "of a",
      between: [["of a", [], ["nomad/jobs/chain/g/b"]]], after: [["of a", [], []]],
    },
  },
  {
    name: "somebody else is faster", server: "nomad",
    run: async (ground) => {
      const winner = await ground.store({ meanwhile: () => variable(ground, "nomad/jobs/net", { "m-1.key": "theirs", secret: "sesame" }) }).add(secret("m-1/key"), "ours");
      await ground.store({ meanwhile: () => variable(ground, "nomad/jobs/chain/g/a", { other: "theirs" }) }).add(secret("m-2/key", { home: copy("a", "m-2.key") }), "ours");
      return [winner, await values(ground.store(), secret("m-2/key", { home: copy("a", "m-2.key") }), secret("other", { home: copy("a", "other") }))];
    },
    expect: ["theirs", { "m-2/key": "ours", other: "theirs" }],
  },
  {
    name: "what Nomad takes no variable for", server: "nomad",
    run: async (ground) => [
      await failure(() => ground.store({ namespace: "nowhere" }).add(shared, "value")),
      await failure(() => ground.store().add(secret("big"), "x".repeat(65534))),
      await failure(() => ground.store().read([secret("spaces", { home: { store: "variables", path: "nomad/jobs/a b", item: "x" } })])),
      await failure(() => ground.store().add(secret("long", { home: { store: "variables", path: `nomad/jobs/${"x".repeat(118)}`, item: "x" } }), "1")),
    ],
    expect: [
      ["namespace-missing: Nomad has no namespace `nowhere`"], ["secret-too-large: The variable nomad/jobs/net would have 65537 bytes, and Nomad takes 65536"],
      ["variable-path: Nomad takes no variable at nomad/jobs/a b: it has other characters than letters, digits, `-`, `_`, `~` and `/`"],
      [`variable-path: Nomad takes no variable at nomad/jobs/${"x".repeat(118)}: it is longer than 128 characters`],
    ],
  },
];

export const storeCases: readonly StoreCase[] = [...vaultCases, ...nomadCases];
