/** IDs of secrets as names of files: what would leave the directory, hide in it or be two secrets in one file is refused. */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import type { SecretSpec } from "./model.ts";

const MOST_BYTES = 200;

/** Fails with `secret-names-collide`; other names than the language has are a mistake of the caller. */
export function checkNames(secrets: readonly Pick<SecretSpec, "id">[]): void {
  const folded = new Map<string, string>();
  for (const { id } of secrets) {
    const steps = id.split("/");
    const problem = steps.length > 2 ? "it has more than one slash" : steps.map(nameProblem).find((found) => found !== undefined);
    if (problem !== undefined) throw new Error(`the secret ${JSON.stringify(id)} cannot be a file: ${problem}`);
    const same = folded.get(id.toLowerCase());
    if (same !== undefined && same !== id) throw new Failed(diagnose("secret-names-collide", { first: same, second: id }));
    folded.set(id.toLowerCase(), id);
  }
}

/** undefined: it is one. Names that begin with a dot are the store's own. */
export function nameProblem(name: string): string | undefined {
  if (name === "") return "a part of it is empty";
  if (name.startsWith(".")) return "a part of it begins with a dot";
  if (!/^[A-Za-z0-9._-]+$/.test(name)) return "there are other characters in it than letters, digits, `.`, `_` and `-`";
  return name.length > MOST_BYTES ? `a part of it is longer than ${MOST_BYTES} characters` : undefined;
}
