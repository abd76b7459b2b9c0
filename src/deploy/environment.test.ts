import { suite } from "uvu";
import * as assert from "uvu/assert";
import { capabilityFor } from "./capabilities.ts";
import { nomadSettings, nomadToken } from "./environment.ts";
import { Failed } from "./failed.ts";
import { validationErrors } from "./validation-errors.ts";

const test = suite("environment");

const settings = (env: Readonly<Record<string, string>>) => nomadSettings((name) => env[name]);

function fails(work: () => unknown, words: RegExp): void {
  try {
    work();
  } catch (error) {
    assert.instance(error, Failed);
    return assert.match(JSON.stringify((error as Failed).diagnostics), words);
  }
  assert.unreachable("it does not fail");
}

test("without variables: this machine, verified", () => assert.equal(settings({}), { address: "http://127.0.0.1:4646", tls: { verify: true } }));

test("all variables", () => assert.equal(
  settings({ NOMAD_ADDR: "https://n.example:4646", NOMAD_CACERT: "a", NOMAD_CAPATH: "b", NOMAD_CLIENT_CERT: "c", NOMAD_CLIENT_KEY: "d", NOMAD_TLS_SERVER_NAME: "e", NOMAD_HTTP_AUTH: "me:pa:ss", NOMAD_SKIP_VERIFY: "1" }),
  { address: "https://n.example:4646", tls: { ca: "a", caDirectory: "b", certificate: "c", key: "d", serverName: "e", verify: false }, basic: "me:pa:ss" },
));

for (const [address, expected, basic] of [
  ["http://127.0.0.1:4646/", "http://127.0.0.1:4646"],
  ["HTTPS://Nomad.Example/ui/jobs?x=1", "https://nomad.example"],
  ["http://[::1]:4646", "http://[::1]:4646"],
  ["unix:///run/nomad.sock", "unix:///run/nomad.sock"],
  ["https://me:p%40ss@nomad.example:4646", "https://nomad.example:4646", "me:p@ss"],
] as const) {
  test(`NOMAD_ADDR=${address}`, () => {
    const made = settings({ NOMAD_ADDR: address, ...(basic === undefined ? {} : { NOMAD_HTTP_AUTH: "other:one" }) });
    assert.equal([made.address, made.basic], [expected, basic]);
  });
}

test("a name alone has an empty password", () => assert.is(settings({ NOMAD_HTTP_AUTH: "me" }).basic, "me:"));

for (const address of ["127.0.0.1:4646", "nomad.example", "ftp://nomad.example", "http://", "http://a b", "localhost:4646"]) {
  test(`fault: NOMAD_ADDR=${address}`, () => fails(() => settings({ NOMAD_ADDR: address }), /NOMAD_ADDR/));
}

test("a login in an address that is none is not shown", () => {
  for (const address of ["me:secret@nomad.example", "ftp://me:secret@nomad.example", "http://me:secret@"]) {
    try {
      settings({ NOMAD_ADDR: address });
      assert.unreachable(address);
    } catch (error) {
      assert.not.match(JSON.stringify((error as Failed).diagnostics), "secret");
    }
  }
});

test("NOMAD_SKIP_VERIFY is read as Go reads a bool; what is none is not set", () => {
  const verify = (value: string) => settings({ NOMAD_SKIP_VERIFY: value }).tls.verify;
  assert.equal(["1", "t", "T", "TRUE", "true", "True"].map(verify), [false, false, false, false, false, false]);
  assert.equal(["0", "f", "false", "yes", "on", "tRUE", " true"].map(verify), [true, true, true, true, true, true, true]);
});

test("fault: a certificate without its key, and a key without its certificate", () => {
  fails(() => settings({ NOMAD_CLIENT_CERT: "c" }), /NOMAD_CLIENT_KEY is missing/);
  fails(() => settings({ NOMAD_CLIENT_KEY: "k" }), /NOMAD_CLIENT_CERT is missing/);
});

test("fault: a token that no header can carry; it is not shown", () => {
  assert.is(nomadToken(() => undefined), undefined);
  assert.is(nomadToken(() => "8a3fbb1c-5c1d"), "8a3fbb1c-5c1d");
  for (const token of ["8a3fbb1c\n", "8a3fbb1c\r", "8a3f bb1c", "8a3fbb1c\u0000", "8a3fbb1ć"]) {
    fails(() => nomadToken(() => token), /NOMAD_TOKEN/);
    try { nomadToken(() => token); } catch (error) { assert.not.match(JSON.stringify((error as Failed).diagnostics), "8a3f"); }
  }
});

test("what a request needs", () => {
  const needs = (method: string, path: string) => /`([a-z-]+)`/.exec(capabilityFor(method, path, "n") ?? "")?.[1];
  assert.equal(
    [["GET", "/v1/jobs"], ["PUT", "/v1/jobs"], ["GET", "/v1/job/a%2Fb"], ["PUT", "/v1/job/a/plan"], ["DELETE", "/v1/job/a"], ["PUT", "/v1/validate/job"], ["PUT", "/v1/job/a/scale"], ["GET", "/v1/job/a/scale"], ["PUT", "/v1/job/a/revert"], ["GET", "/v1/client/fs/logs/x"], ["GET", "/v1/client/fs/stat/x"], ["GET", "/v1/deployment/x"], ["PUT", "/v1/deployment/fail/x"], ["GET", "/v1/allocations"], ["GET", "/v1/evaluation/x"], ["GET", "/v1/client/allocation/x/checks"], ["GET", "/v1/status/leader"]].map(([method, path]) => needs(method!, path!)),
    ["list-jobs", "submit-job", "read-job", "submit-job", "submit-job", "read-job", "scale-job", "read-job", "submit-job", "read-logs", "read-fs", "read-job", "submit-job", "read-job", "read-job", "read-job", undefined],
  );
  assert.match(capabilityFor("GET", "/v1/nodes", "n")!, 'node { policy = "read" }');
  assert.match(capabilityFor("GET", "/v1/agent/self", "n")!, "agent");
});

test("lists of errors come apart, each with what it belongs to", () => {
  const nested = '2 errors occurred:\n\t* Task group a validation failed: 2 errors occurred:\n\t* count is odd\n\t* Task t validation failed: 1 error occurred:\n\t* Missing driver\n\n\n\n\n\n\t* job priority must be between [1, 100]\n\n';
  assert.equal(validationErrors(`rpc error: ${nested}`), ["Task group a validation failed: count is odd", "Task group a validation failed: Task t validation failed: Missing driver", "job priority must be between [1, 100]"]);
  assert.equal(validationErrors("1 error occurred:\n\t* one\ngoes on\n\n"), ["one\ngoes on"]);
  assert.equal(validationErrors("job not found\n"), ["job not found"]);
  assert.equal(validationErrors("rpc error: rpc error: "), []);
  assert.is(validationErrors(`${"1 error occurred:\n\t* ".repeat(20_000)}x`).length, 1);
});

test.run();
