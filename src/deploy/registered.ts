/**
 * Jobs as a server has them registered, for comparing them with a network's payloads. In: the API. Out: the job without what the server
 * keeps about it for itself. Compares nothing.
 */
import { isFields, type Fields } from "../check/fill.ts";
import { eachBlock } from "../nomad/blocks.ts";
import { stored } from "../nomad/stored.ts";
import type { Json } from "../text/json.ts";
import type { RegisteredJob } from "./api.ts";
import { jobPath, type Nomad } from "./nomad.ts";

/** undefined where no such job is registered. */
export async function registeredJob(nomad: Nomad, id: string): Promise<RegisteredJob | undefined> {
  return (await nomad.find<RegisteredJob>(jobPath(id)))?.value;
}

/**
 * The form in which a payload and a registered job are compared: what the server stores, without blocks in which it only says that there is
 * nothing. The `Update` of a job without batches and the `Consul` of 1.6 come back so, whether they were sent or not.
 */
export function comparable(job: Json, version: string): Json {
  const whole = stored(isFields(job) && job["SubmitTime"] !== undefined ? withoutEmpty(job) : job, version);
  return isFields(whole) ? eachBlock(withoutEmpty(written(whole)), "TaskGroups", (group) => eachBlock(withoutEmpty(group), "Tasks", withoutEmpty)) : whole;
}

/** Others that the server sets are known as such to the job's shape. */
function written({ Stop: _stop, Version: _version, VersionTag: _tag, ...job }: Fields): Fields {
  return job;
}

function withoutEmpty(owner: Fields): Fields {
  return Object.fromEntries(Object.entries(owner).filter(([name, value]) => !(name === "Update" || name === "Consul") || !isFields(value) || Object.values(value).some(says)));
}

function says(value: Json): boolean {
  return value !== null && value !== "" && value !== 0 && value !== false;
}
