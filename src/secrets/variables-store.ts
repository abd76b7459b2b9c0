/**
 * Nomad's variables as a store. Several secrets lie as items in one variable; every write says which state of it it was made from
 * (`?cas=ModifyIndex`, 0 for none), so that nobody's items are lost. Without an ACL policy a task reads variables of its own job only, which is
 * why there are copies.
 */
import type { Nomad } from "../deploy/nomad.ts";
import { Failed, Refused } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import { variableEncoding, type Items } from "./content.ts";
import { PlacedStore, type Document } from "./placed-store.ts";

/** GET and PUT /v1/var/:path. */
interface Variable {
  readonly Items: Readonly<Record<string, string>> | null;
  readonly ModifyIndex: number;
}

/** `maxVariableSize` of Nomad 1.6 and newer, over the bytes of names and values. */
const MOST_BYTES = 65536;

export function variablesStore(nomad: Nomad): PlacedStore {
  let namespace: Promise<void> | undefined;
  return new PlacedStore({
    title: `the variables of Nomad at ${nomad.options.address}`,
    encoding: variableEncoding,
    clock: nomad.options.clock,
    read: async (path) => {
      await (namespace ??= checkNamespace(nomad));
      return read(nomad, path);
    },
    write: (path, items, before) => write(nomad, { path, items, before }),
    remove: (path, { version }) => unlessChanged(() => nomad.put(`/v1/var/${path}`, null, { method: "DELETE", safe: true, query: { cas: version } })),
  });
}

/** Nomad itself takes variables for namespaces that do not exist, where no job will ever look. */
async function checkNamespace(nomad: Nomad): Promise<void> {
  const { namespace } = nomad.options;
  const found = await nomad.find(`/v1/namespace/${encodeURIComponent(namespace)}`);
  if (found === undefined) throw new Failed(diagnose("namespace-missing", { namespace, reason: "" }));
}

async function read(nomad: Nomad, path: string): Promise<Document | undefined> {
  checkPath(path);
  const found = await nomad.find<Variable>(`/v1/var/${path}`);
  return found === undefined ? undefined : { items: found.value.Items ?? {}, version: found.value.ModifyIndex };
}

interface Write { readonly path: string; readonly items: Items; readonly before: Document | undefined }

/** Sent twice it is refused the second time, and then what is there is our own. */
async function write(nomad: Nomad, { path, items, before }: Write): Promise<boolean> {
  checkSize(path, items);
  return unlessChanged(() => nomad.put(`/v1/var/${path}`, { Namespace: nomad.options.namespace, Path: path, Items: { ...items } }, { safe: true, query: { cas: before?.version ?? 0 } }));
}

/** false: somebody else was faster. */
async function unlessChanged(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof Refused && error.status === 409) return false;
    throw error;
  }
}

/** As Nomad checks it: `validVariablePath`. */
function checkPath(path: string): void {
  const problem = path.length > 128 ? "it is longer than 128 characters" : /^[a-zA-Z0-9_~/-]+$/.test(path) ? undefined : "it has other characters than letters, digits, `-`, `_`, `~` and `/`";
  if (problem !== undefined) throw new Failed(diagnose("variable-path", { path, problem }));
}

function checkSize(path: string, items: Items): void {
  const encoder = new TextEncoder();
  const bytes = Object.entries(items).reduce((sum, [name, value]) => sum + encoder.encode(name).length + encoder.encode(String(value)).length, 0);
  if (bytes > MOST_BYTES) throw new Failed(diagnose("secret-too-large", { path, bytes, most: MOST_BYTES }));
}
