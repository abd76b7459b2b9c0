/** The directory store on a real disk: what is there stays, what is not safe is refused, permissions, locks. */
import * as assert from "uvu/assert";
import * as fs from "node:fs";
import { suite } from "uvu";
import { checkOwner, claimDirectory, releaseDirectory } from "./directory-owner.ts";
import type { Json } from "../text/json.ts";
import { codesOf, directory, directoryStore, realFs, secret } from "./fixture.ts";
import type { PrivateFs } from "./private-fs.ts";

const test = suite("directory store");
const key = secret("mantis-1/secret-key");
const genesis = secret("genesis", { shape: "object" });
const made: string[] = [];
const fresh = (): string => `${(made.push(directory()), made.at(-1)!)}/keys`;
test.after(() => made.forEach((path) => fs.rmSync(path, { recursive: true, force: true })));

async function read(path: string, ...secrets: Parameters<typeof secret>[]): Promise<Record<string, Json>> {
  const found = await directoryStore(path).store.read(secrets.map((given) => secret(...given)));
  return Object.fromEntries([...found].map(([id, { value }]) => [id, value]));
}

test("a value is added once, and kept", async () => {
  const path = fresh();
  const { store } = directoryStore(path);
  assert.is(await store.add(key, "aa"), "aa");
  assert.is(await store.add(key, "bb"), "aa");
  assert.equal(await store.add(genesis, { alloc: { a: "1" } }), { alloc: { a: "1" } });
  await store.close();
  assert.equal(await read(path, ["mantis-1/secret-key"], ["genesis", { shape: "object" }], ["absent"]), { "mantis-1/secret-key": "aa", genesis: { alloc: { a: "1" } } });
  assert.is(fs.readFileSync(`${path}/mantis-1/secret-key`, "utf8"), "aa\n");
  assert.equal(fs.readdirSync(path), ["genesis", "mantis-1"]);
});

test("values come back as they went in", async () => {
  const path = fresh();
  const { store } = directoryStore(path);
  for (const [index, value] of ["", "\n", "a\n", "a\r\n", "\ufeffx", "ü€𝄞", " "].entries()) assert.is(await store.add(secret(`s${index}`), value), value);
  await store.close();
  assert.equal(Object.values(await read(path, ...["", "\n", "a\n", "a\r\n", "\ufeffx", "ü€𝄞", " "].map((_, index): [string] => [`s${index}`]))), ["", "\n", "a\n", "a\r\n", "\ufeffx", "ü€𝄞", " "]);
});

test("permissions: 0600 and 0700 under any umask, and a warning for others", async () => {
  const path = fresh();
  for (const mask of [0o000, 0o777, 0o277]) {
    const before = process.umask(mask);
    try {
      const { store } = directoryStore(path);
      await store.add(secret(`m${mask}/x`), "1");
      await store.close();
    } finally {
      process.umask(before);
    }
    assert.is(fs.statSync(`${path}/m${mask}`).mode & 0o777, 0o700);
    assert.is(fs.statSync(`${path}/m${mask}/x`).mode & 0o777, 0o600);
  }
  assert.is(fs.statSync(path).mode & 0o777, 0o700);
  const { store, warnings } = directoryStore(path);
  await store.read([secret("m0/x")]);
  assert.equal(warnings, []);
  fs.chmodSync(`${path}/m0/x`, 0o640);
  await store.read([secret("m0/x")]);
  await store.read([secret("m0/x")]);
  assert.equal(warnings.map(({ code, title }) => [code, title]), [["secret-permissions", "Others than you can get at keys/m0/x"]]);
});

test("replace: what was read, and nothing else", async () => {
  const path = fresh();
  const { store } = directoryStore(path);
  await store.add(key, "aa");
  await store.replace(key, "bb", "aa");
  await store.replace(key, "bb", "aa");
  assert.equal(await codesOf(() => store.replace(key, "cc", "aa")), ["secret-changed"]);
  assert.equal(await codesOf(() => store.replace(genesis, {}, {})), ["secret-changed"]);
  await store.close();
  assert.equal(await read(path, ["mantis-1/secret-key"]), { "mantis-1/secret-key": "bb" });
});

test("links, things in the way, names that lead out, twins, damage", async () => {
  const path = fresh();
  fs.mkdirSync(`${path}/dir`, { recursive: true });
  fs.writeFileSync(`${path}/plain`, "x");
  fs.writeFileSync(`${path}/Upper`, "x");
  fs.writeFileSync(`${path}/empty`, "");
  fs.writeFileSync(`${path}/binary`, Buffer.from([0xff, 0xfe]));
  fs.writeFileSync(`${path}/cut`, '{"alloc":');
  fs.writeFileSync(`${path}/huge-number`, '{"a": 1606938044258990275541962092341162602522202993782792835301376, "b": "3"}');
  fs.symlinkSync(`${path}/plain`, `${path}/link`);
  fs.symlinkSync(`${path}/dir`, `${path}/linked`);
  const { store } = directoryStore(path);
  const cases: [string, string, object?][] = [
    ["link", "secret-link"], ["linked/x", "secret-link"], ["dir", "secret-in-the-way"], ["plain/x", "secret-in-the-way"],
    ["upper", "secret-names-collide"], ["UPPER/x", "secret-names-collide"], ["empty", "secret-damaged"], ["binary", "secret-damaged"], ["cut", "secret-damaged", { shape: "object" }], ["huge-number", "secret-damaged", { shape: "object" }],
  ];
  for (const [id, code, given] of cases) {
    assert.equal(await codesOf(() => store.read([secret(id, given)])), [code], id);
    assert.equal(await codesOf(() => store.add(secret(id, given), given === undefined ? "1" : {})), [code], id);
  }
  assert.equal(await codesOf(() => store.read([secret("a/x"), secret("A/x")])), ["secret-names-collide"]);
  for (const id of ["../x", "a/../x", ".lock", "a//b", "a/b/c", "", "/x", "a\\b", "a\0b", "x".repeat(201)]) await store.read([secret(id)]).then(() => assert.unreachable(id), (error: Error) => assert.match(error.message, "cannot be a file"));
  await store.close();
  assert.is(fs.readFileSync(`${path}/plain`, "utf8"), "x");
});

test("the store's directory may be a link", async () => {
  const path = fresh();
  fs.mkdirSync(path);
  fs.symlinkSync(path, `${path}-link`);
  const { store } = directoryStore(`${path}-link`);
  await store.add(key, "aa");
  await store.close();
  assert.equal(await read(path, ["mantis-1/secret-key"]), { "mantis-1/secret-key": "aa" });
});

test("a living lock: waits, then says who holds it; locks and temporaries of the dead go", async () => {
  const path = fresh();
  const own = realFs();
  const [host] = own.process.split(".");
  const other: PrivateFs = { ...own, process: "elsewhere.7.8" };
  const holder = directoryStore(path, other);
  await holder.store.add(key, "aa");
  const { store, said } = directoryStore(path);
  assert.equal(await codesOf(() => store.add(genesis, {})), ["store-locked"]);
  assert.equal(said, ["keys is being written by process 7 on elsewhere; waiting for it"]);
  assert.equal(fs.readdirSync(path), [".lock-elsewhere.7.8", "mantis-1"]);
  await holder.store.close();
  for (const dead of [`.lock-${host}.999999999.1`, `.lock-${host}.${process.pid}.1`, `.new-${host}.1.1-1`, `mantis-1/.new-${host}.1.1-2`]) fs.writeFileSync(`${path}/${dead}`, "half");
  await store.add(genesis, {});
  assert.equal(fs.readdirSync(path), [`.lock-${own.process}`, "genesis", "mantis-1"]);
  assert.equal(fs.readdirSync(`${path}/mantis-1`), ["secret-key"]);
  await store.close();
  assert.equal(fs.readdirSync(path), ["genesis", "mantis-1"]);
});

test("a file system without second names", async () => {
  const path = fresh();
  const poor: PrivateFs = { ...realFs(), link: () => { throw Object.assign(new Error(), { code: "EPERM" }); } };
  const { store } = directoryStore(path, poor);
  assert.is(await store.add(key, "aa"), "aa");
  assert.is(await store.add(key, "bb"), "aa");
  await store.close();
  assert.equal(fs.readdirSync(`${path}/mantis-1`), ["secret-key"]);
});

test("what the system refuses is said in words", async () => {
  const failing = (code: string): PrivateFs => ({ ...realFs(), writePrivate: () => { throw Object.assign(new Error(), { code }); } });
  for (const code of ["ENOSPC", "EROFS", "EACCES", "EIO"]) assert.equal(await codesOf(() => directoryStore(fresh(), failing(code)).store.add(key, "aa")), ["secret-file-trouble"]);
});

test("what is removed is gone with its directory; everything else stays", async () => {
  const path = directory();
  const { store } = directoryStore(path, realFs());
  await store.add(secret("m-1/key"), "a");
  await store.add(secret("m-2/key"), "b");
  await store.add(secret("genesis"), "c");
  fs.writeFileSync(`${path}/m-2/notes`, "mine");
  await store.remove([secret("m-1/key"), secret("m-2/key"), secret("m-3/key")]);
  await store.close();
  assert.equal(fs.readdirSync(path).sort(), ["genesis", "m-2"]);
  assert.equal(fs.readdirSync(`${path}/m-2`), ["notes"]);
});

test("a directory says whose keys it holds, and is refused to others", async () => {
  const path = directory();
  const owned = (network: string) => ({ path, shown: "keys", network });
  const files = realFs();
  checkOwner(files, owned("first"));
  claimDirectory(files, owned("first"));
  claimDirectory(files, owned("second"));
  checkOwner(files, owned("first"));
  assert.equal(await codesOf(async () => checkOwner(files, owned("second"))), ["keys-of-another"]);
  releaseDirectory(files, owned("first"));
  checkOwner(files, owned("second"));
});

test.run();
