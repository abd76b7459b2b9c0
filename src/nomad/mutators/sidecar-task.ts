/** The author's `sidecar_task` on the proxy task that the server made: what it says wins, maps are joined. */
import type { Fields } from "../../check/fill.ts";
import type { Json } from "../../text/json.ts";
import { blockIn, listIn, numberIn, textIn } from "../blocks.ts";

export function mergedTask(task: Fields, own: Fields): Fields {
  const driver = textIn(own, "Driver");
  const other = driver !== "" && driver !== textIn(task, "Driver");
  return {
    ...task,
    ...said(own, ["Name", "User", "KillSignal"], (value) => typeof value === "string" && value !== ""),
    ...said(own, ["KillTimeout", "ShutdownDelay"], (value) => typeof value === "number"),
    ...said(own, ["VolumeMounts", "Identities"], (value) => Array.isArray(value)),
    ...(other ? { Driver: driver, Config: blockIn(own, "Config") ?? {} } : joined(task, own, "Config")),
    ...joined(task, own, "Env"),
    ...joined(task, own, "Meta"),
    Resources: { ...blockIn(task, "Resources"), ...resources(blockIn(own, "Resources")) } as Json,
    LogConfig: { ...blockIn(task, "LogConfig"), ...positive(blockIn(own, "LogConfig"), ["MaxFiles", "MaxFileSizeMB"]) } as Json,
  };
}

function said(own: Fields, names: readonly string[], counts: (value: Json | undefined) => boolean): Fields {
  return Object.fromEntries(names.filter((name) => counts(own[name])).map((name) => [name, own[name]!]));
}

function joined(task: Fields, own: Fields, name: string): Fields {
  const more = blockIn(own, name);
  return more === undefined ? {} : { [name]: { ...blockIn(task, name), ...more } };
}

function resources(own: Fields | undefined): Fields {
  const lists = ["Networks", "Devices"].filter((name) => listIn(own, name).length > 0);
  return { ...positive(own, ["CPU", "Cores", "MemoryMB", "MemoryMaxMB", "DiskMB", "SecretsMB"]), ...Object.fromEntries(lists.map((name) => [name, own![name]!])) };
}

function positive(own: Fields | undefined, names: readonly string[]): Fields {
  return Object.fromEntries(names.filter((name) => numberIn(own, name) !== 0).map((name) => [name, numberIn(own, name)]));
}
