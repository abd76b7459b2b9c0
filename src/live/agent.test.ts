import * as assert from "uvu/assert";
import { suite } from "uvu";
import { findAgent, isLoopback } from "./agent.ts";

const test = suite("agent of the live suite");

test("a loopback address is one of this machine", () => {
  assert.equal(["http://127.0.0.1:4646", "http://localhost:4646", "https://[::1]:4646", "http://127.9.9.9"].map(isLoopback), [true, true, true, true]);
  assert.equal(["http://10.0.0.1:4646", "https://nomad.example", "http://localhost.example:4646", "127.0.0.1:4646", "", "http://127.0.0.1@nomad.example"].map(isLoopback), [false, false, false, false, false, false]);
});

test("another machine's Nomad is refused, and without any there is a reason", async () => {
  const refused = await findAgent({ NOMAD_ADDR: "https://nomad.example", PATH: "" }, false).then(() => "", (error: Error) => error.message);
  assert.match(refused, "loopback");
  assert.match(String(await findAgent({ PATH: "/nowhere" }, false)), "no `nomad` on PATH");
  assert.match(String(await findAgent({ PATH: "/nowhere", NOMAD_ADDR: "https://nomad.example" }, true)), "no `nomad` on PATH");
});

test("what does not start is an error, not a reason to skip", async () => {
  const failed = await findAgent({ NOMAD_BIN: "/nowhere/nomad", PATH: "" }, false).then(() => "", (error: Error) => error.message);
  assert.match(failed, "ENOENT");
});

test.run();
