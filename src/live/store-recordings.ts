/** What servers said to the cases of the stores of secrets: golden/secrets/<server>.json, one exchange a line. */
import * as fs from "node:fs";
import { projectRoot } from "../golden/case-file.ts";
import type { Exchange } from "../http/replay.ts";
import type { Json } from "../text/json.ts";

export interface StoreRecording {
  /** `bao 2.4.4`, `nomad 1.6.3`. */
  readonly server: string;
  readonly cases: Readonly<Record<string, readonly Exchange[]>>;
}

const directory = `${projectRoot}/golden/secrets`;

export function readStoreRecordings(): StoreRecording[] {
  return fs.readdirSync(directory).filter((name) => name.endsWith(".json")).sort().map((name) => JSON.parse(fs.readFileSync(`${directory}/${name}`, "utf8")) as StoreRecording);
}

export function writeStoreRecording({ server, cases }: StoreRecording): void {
  const printed = Object.entries(cases).map(([name, exchanges]) => `${JSON.stringify(name)}: [\n${exchanges.map((exchange) => JSON.stringify(exchange)).join(",\n")}\n]`);
  fs.mkdirSync(directory, { recursive: true });
  fs.writeFileSync(`${directory}/${server.replace(/ .*$/, (version) => version.replace(" ", "-"))}.json`, `{\n"server": ${JSON.stringify(server)},\n"cases": {\n${printed.join(",\n")}\n}\n}\n`);
}

const kept: Readonly<Record<string, readonly string[]>> = { mount: ["path", "type", "options"], self: [] };

/** Answers without what tells one server from another, and what is asked about tokens. */
export function cleanedAnswer(path: string, body: Json): Json {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const { request_id: _request, lease_id: _lease, auth: _auth, wrap_info: _wrap, ...rest } = body;
  const fields = path.startsWith("/v1/sys/internal/ui/mounts/") ? kept["mount"]! : path.startsWith("/v1/auth/token/lookup-self") ? kept["self"]! : undefined;
  if (fields === undefined || typeof rest["data"] !== "object" || rest["data"] === null || Array.isArray(rest["data"])) return rest;
  return { ...rest, data: Object.fromEntries(Object.entries(rest["data"]).filter(([name]) => fields.includes(name))) };
}
