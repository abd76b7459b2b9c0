/** What servers said while somebody logged in and out: golden/login/<server>.json. Tokens, accessors and IDs in it are names for the real ones. */
import * as fs from "node:fs";
import type { MemoryWorld } from "../cli/memory-world.ts";
import { run } from "../cli/run.ts";
import type { World } from "../cli/world.ts";
import { projectRoot } from "../golden/case-file.ts";
import type { Exchange } from "../http/replay.ts";

export interface LoginStep {
  readonly run: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly answers?: readonly string[];
  readonly exit: number;
  readonly printed: string;
  readonly exchanges: readonly Exchange[];
}

export interface LoginRecording { readonly server: string; readonly steps: readonly LoginStep[] }

const directory = `${projectRoot}/golden/login`;

/** Where the servers really are is nobody's business. */
export const loginEnv: Readonly<Record<string, string>> = { HOME: "/home/alice", VAULT_ADDR: "https://vault.example:8200", NOMAD_ADDR: "https://nomad.example:4646", CONSUL_HTTP_ADDR: "https://consul.example:8501" };

/** One call of the program, in a world whose disk goes on from the call before. */
export async function loginCall(world: MemoryWorld, step: Pick<LoginStep, "run" | "env" | "answers">, doors: Pick<World, "connect" | "clock">): Promise<{ readonly printed: string; readonly exit: number }> {
  const env = { ...loginEnv, ...step.env };
  const answers = [...(step.answers ?? [])];
  const before = world.printed().length;
  const exit = await run(step.run, { ...world, ...doors, env: (name) => env[name], ask: async () => answers.shift(), askSecret: async () => answers.shift() });
  return { printed: world.printed().slice(before), exit };
}

export function readLoginRecordings(): LoginRecording[] {
  return fs.readdirSync(directory).filter((name) => name.endsWith(".json")).sort().map((name) => JSON.parse(fs.readFileSync(`${directory}/${name}`, "utf8")) as LoginRecording);
}

const unneeded = new Set(["request_id", "accessor", "entity_id", "issue_time", "expire_time", "creation_time", "wrap_info", "warnings"]);

export function writeLoginRecording({ server, steps }: LoginRecording): void {
  const text = `{\n"server": ${JSON.stringify(server)},\n"steps": [\n${steps.map((step) => JSON.stringify(step, (key, value: unknown) => (unneeded.has(key) ? undefined : value))).join(",\n")}\n]\n}\n`;
  const names = new Map<string, string>();
  const named = text.replace(/\b(?:hvs|hvb|s|b)\.[A-Za-z0-9_-]{20,}/g, (token) => {
    if (!names.has(token)) names.set(token, `vault-token-${names.size + 1}`);
    return names.get(token)!;
  });
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(`${directory}/${server.replace(" ", "-")}.json`, named);
}
