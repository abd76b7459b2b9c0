import { existsSync, readFileSync } from "node:fs";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { nomadJob, type Property } from "../src/check/schema.ts";
import { validateNomadJob } from "./validators.js";

type Names = Record<string, string[]>;

const structs = Object.entries(nomadJob.$defs);
const inSchema: Names = Object.fromEntries(structs.map(([name, struct]) => [name, Object.keys(struct.properties ?? {})]));
const every = structs.flatMap(([struct, { properties }]) => Object.entries(properties ?? {}).map(([name, property]) => [`${struct}.${name}`, property] as [string, Property]));

function listed(): Names {
  const lines = readFileSync(new URL("nomad-fields.txt", import.meta.url), "utf8").split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => line.split(":")).map(([name, fields]) => [name!, fields!.split(" ").filter(Boolean)]));
}

test("72 structs and 447 fields, none missing, none made up", () => {
  assert.equal(inSchema, listed());
  assert.is(structs.length, 72);
  assert.is(every.length, 447);
});

test("the facts agree where they are at hand", () => {
  const facts = new URL("../../shared/facts/nomad-fields.json", import.meta.url);
  if (!existsSync(facts)) return;
  type Fact = { hcl?: string; hcl_kind?: string; kind: string; since: string };
  const { _meta, ...all } = JSON.parse(readFileSync(facts, "utf8")) as Record<string, Record<string, Fact>>;
  assert.equal(inSchema, Object.fromEntries(Object.entries(all).map(([name, fields]) => [name, Object.keys(fields)])));
  for (const [key, property] of every) {
    const [struct, name] = key.split(".") as [string, string];
    const fact = all[struct]![name]!;
    assert.is(property["x-hcl"] === undefined, fact.hcl === undefined, key);
    if (fact.hcl !== undefined && fact.hcl !== "(label)") assert.is(property["x-hcl"], fact.hcl, key);
    assert.is(property["x-unit"] === "ns", fact.kind === "duration_ns", key);
    assert.is(property["x-since"] ?? "<=1.3.0", fact.since.replace(/^v/, ""), key);
  }
});

test("structs are closed, and words are unique in a struct", () => {
  for (const [name, struct] of structs) {
    assert.is(struct.additionalProperties, false, name);
    const words = Object.values(struct.properties ?? {}).flatMap((property) => property["x-hcl"] ?? []);
    assert.is(new Set(words).size, words.length, name);
  }
});

test("sizes and frequencies have their unit", () => {
  const units = every.flatMap(([key, property]) => (property["x-unit"] === undefined || property["x-unit"] === "ns" ? [] : [`${key} ${property["x-unit"]}`]));
  assert.equal(units.sort(), ["EphemeralDisk.SizeMB MiB", "LogConfig.MaxFileSizeMB MiB", "Resources.CPU MHz", "Resources.DiskMB MiB", "Resources.MemoryMB MiB", "Resources.MemoryMaxMB MiB", "Resources.SecretsMB MiB"]);
});

test("the compiled validator is the schema", () => {
  const job = (fields: object) => ({ Job: { ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "docker", ...fields }] }] } });
  assert.ok(validateNomadJob(job({ Env: { __x: "1" }, Config: { any: [1, { thing: null }] } })));
  assert.not(validateNomadJob(job({ Env: { A: 1 } })));
  assert.not(validateNomadJob(job({ Enw: {} })));
  assert.is(validateNomadJob.errors![0]!.keyword, "additionalProperties");
});

test.run();
