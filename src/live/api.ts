/** The suite's own requests to the server, beside those of the program that it tests: namespaces, secrets, cleaning up. */
import type { Json } from "../text/json.ts";

export interface Api {
  /** undefined on 404. Any other refusal is an error. */
  get<T>(path: string): Promise<T | undefined>;
  put<T>(path: string, body: Json): Promise<T>;
  remove(path: string): Promise<void>;
}

export function apiAt(address: string): Api {
  const send = async (method: string, path: string, body?: Json): Promise<Response> => {
    const answer = await fetch(address + path, { method, signal: AbortSignal.timeout(60_000), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    if (!answer.ok && answer.status !== 404) throw new Error(`${method} ${path}: ${answer.status} ${(await answer.text()).slice(0, 500)}`);
    return answer;
  };
  const read = async <T>(answer: Response): Promise<T> => {
    const text = await answer.text();
    return (text === "" ? null : JSON.parse(text)) as T;
  };
  return {
    get: async (path) => {
      const answer = await send("GET", path);
      return answer.status === 404 ? undefined : read(answer);
    },
    put: async (path, body) => {
      const answer = await send("PUT", path, body);
      if (answer.status === 404) throw new Error(`PUT ${path}: 404 ${await answer.text()}`);
      return read(answer);
    },
    remove: async (path) => void (await send("DELETE", path)),
  };
}

/** The state in which every suite begins: no job, no variable, nothing dead. */
export async function wipe(api: Api): Promise<void> {
  for (const { ID, Namespace } of (await api.get<{ ID: string; Namespace: string }[]>("/v1/jobs?namespace=*")) ?? []) await api.remove(`/v1/job/${encodeURIComponent(ID)}?purge=true&namespace=${Namespace}`);
  for (const { Path, Namespace } of (await api.get<{ Path: string; Namespace: string }[]>("/v1/vars?namespace=*")) ?? []) await api.remove(`/v1/var/${Path}?namespace=${Namespace}`);
  await quiet(api);
  await api.put("/v1/system/gc", {});
}

/** Until nothing runs: a task gets its kill_timeout to end. */
async function quiet(api: Api): Promise<void> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const allocations = (await api.get<{ ClientStatus: string }[]>("/v1/allocations?namespace=*")) ?? [];
    if (!allocations.some(({ ClientStatus }) => ClientStatus === "running" || ClientStatus === "pending")) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error("allocations of purged jobs went on running for 30 s");
}
