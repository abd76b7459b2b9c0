/** `keys set`: puts a value from a file or standard input into the store. It never stands among the arguments, where others could see it. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { SecretPlan, SecretSpec, SecretStore } from "../../secrets/model.ts";
import { Damaged, valueOf } from "../../secrets/content.ts";
import { assessFound, unfitShape } from "../../secrets/plan.ts";
import { sameJson, type Json } from "../../text/json.ts";
import type { KeyTools } from "../../keys/tools.ts";
import { inStore, type KeysSite } from "../keys-frame.ts";
import { resolvePath } from "../paths.ts";
import { exitCodes } from "../world.ts";
import { unknownKey } from "./keys-rotate.ts";

export function setKey(site: KeysSite): Promise<number> {
  const { args, plan, names, called } = site;
  const secret = plan.secrets.find(({ id }) => id === names[0]);
  if (secret === undefined) throw unknownKey(names[0]!, plan.secrets, called.network);
  const path = args.value("from-file");
  if (path === undefined) throw new Failed(diagnose("missing-argument", { argument: "`--from-file PATH`", usage: "mantisc keys set NETWORK SECRET --from-file PATH, with `-` for standard input" }));
  const value = parsed(secret, textAt(path, site));
  return inStore(site, args.value("store"), (store) => put(secret, value, { store, site }));
}

async function put(secret: SecretSpec, value: Json, { store, site: { args, plan, world } }: { store: SecretStore; site: KeysSite }): Promise<number> {
  const found = await store.read(plan.secrets);
  const before = found.get(secret.id)?.value;
  const problem = misfit(secret, value, { plan, found, tools: world.keyTools });
  if (problem !== undefined) throw new Failed(diagnose("key-unfit", { id: secret.id, problem }));
  if (before === undefined || sameJson(before, value)) {
    const there = await store.add(secret, value);
    if (!sameJson(there, value)) throw taken(secret, store);
  } else if (args.has("replace")) await store.replace(secret, value, before);
  else throw taken(secret, store);
  world.out.write(`${secret.id} is in ${store.title}\n`);
  return exitCodes.ok;
}

function taken({ id }: SecretSpec, { title }: SecretStore): Failed {
  return new Failed(diagnose("key-there-already", { id, store: title }));
}

interface Around { readonly plan: SecretPlan; readonly found: Awaited<ReturnType<SecretStore["read"]>>; readonly tools: KeyTools }

/** Does it fit what it is made of, and what is made of it? Completes "it …". */
function misfit(secret: SecretSpec, value: Json, { plan, found, tools }: Around): string | undefined {
  const { checked } = assessFound(plan, new Map([...found, [secret.id, { value, missing: [], different: [] }]]), { tools });
  const own = checked.find((one) => one.secret === secret)!;
  if (own.state === "wrong") return own.says;
  const of = checked.find((one) => one.state === "wrong" && one.secret.inputs.includes(secret.id));
  return of === undefined ? undefined : `does not belong to ${of.secret.id}, which is there`;
}

function textAt(path: string, { world }: KeysSite): string {
  if (path === "-") return world.stdin();
  const bytes = world.host.read(resolvePath(world.cwd, path));
  if (!(bytes instanceof Uint8Array)) throw new Failed(diagnose("secret-file-trouble", { path, what: "read", code: bytes.message }));
  return new TextDecoder().decode(bytes);
}

/** One line break at the end belongs to the file. */
function parsed(secret: SecretSpec, text: string): Json {
  try {
    const value = valueOf(text.replace(/\r?\n$/, ""), secret.shape);
    const problem = value === "" ? "is empty" : unfitShape(secret, value);
    if (problem === undefined) return value;
    throw new Damaged(problem);
  } catch (error) {
    if (error instanceof Damaged) throw new Failed(diagnose("key-unfit", { id: secret.id, problem: error.message }));
    throw error;
  }
}
