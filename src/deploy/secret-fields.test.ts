import { test } from "uvu";
import * as assert from "uvu/assert";
import type { FieldDiff, JobDiff } from "../nomad/diff/model.ts";
import { withoutSecrets } from "./secret-fields.ts";

const field = (Name: string, Old: string, New: string): FieldDiff => ({ Type: "Edited", Name, Old, New, Annotations: null });
const diff = (...Fields: FieldDiff[]): JobDiff => ({
  Type: "Edited", ID: "j", Fields: null, Objects: null,
  TaskGroups: [{ Type: "Edited", Name: "g", Fields: null, Objects: null, Updates: null, Tasks: [{ Type: "Edited", Name: "t", Annotations: null, Fields, Objects: [{ Type: "Edited", Name: "Config", Fields, Objects: null }] }] }],
});

test("values that look like credentials are hidden wherever they stand, and that they differ is not", () => {
  const text = JSON.stringify(withoutSecrets(diff(field("Env[DB_PASSWORD]", "hunter2", "swordfish"), field("Env[API_KEY]", "s3cr3t", ""), field("VaultToken", "", "hvs.abc"))));
  assert.not.match(text, /hunter2|swordfish|s3cr3t|hvs\.abc/);
  assert.match(text, /hidden, another one/);
});

test("places and references, and everything else, stay", () => {
  const fields = [field("Env[PASSWORD_FILE]", "/secrets/a", "secrets/b"), field("Env[TOKEN]", "${env.TOKEN}", ""), field("Env[RACK]", "a", "b"), field("SecretsMB", "0", "10")];
  assert.equal(withoutSecrets(diff(...fields)), diff(...fields));
});

test.run();
