/** Fields of Nomad's API and of the network: unknown, missing, of a wrong type, out of range, not of the target's version. */
import { kind } from "../kind.ts";

export const fieldCodes = {
  "field-unknown": kind<{ name: string; owner: string }>({
    severity: "error",
    title: (a) => `\`${a.owner}\` has no field \`${a.name}\``,
    label: () => "unknown here",
    notes: () => ["Nomad ignores a field it does not know without a word, so the setting would be lost."],
    explain: "A field that Nomad's API does not have at this place.\n\nWrong:  restart { attemps = 3 }\nRight:  restart { attempts = 3 }",
  }),
  "field-missing": kind<{ name: string; owner: string }>({
    severity: "error",
    title: (a) => `\`${a.owner}\` needs \`${a.name}\``,
    label: (a) => `\`${a.name}\` is missing`,
    explain: "Nomad refuses the job without this field, and it has no default.\n\nWrong:  volume data { type = host }\nRight:  volume data { type = host  source = \"data\" }",
  }),
  "field-type": kind<{ name: string; wanted: string; found: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` takes ${a.wanted}, but this is ${a.found}`,
    label: (a) => `${a.wanted} expected`,
    explain: "A value of another kind than the field takes. Nomad answers with HTTP 400, or drops the value.\n\nWrong:  nomad { Priority = \"high\" }\nRight:  priority = 70",
  }),
  "field-value": kind<{ name: string; value: string }>({
    severity: "error",
    title: (a) => `\`${a.value}\` is no value of \`${a.name}\``,
    label: () => "not one of the allowed values",
    explain: "The field takes one of a few words.\n\nWrong:  restart { mode = wait }\nRight:  restart { mode = delay }",
  }),
  "field-range": kind<{ name: string; limit: string; value: string; low: boolean }>({
    severity: "error",
    title: (a) => `\`${a.name}\` must be at ${a.low ? "least" : "most"} ${a.limit}, but is ${a.value}`,
    label: (a) => `at ${a.low ? "least" : "most"} ${a.limit}`,
    explain: "A number below or above what Nomad accepts.\n\nWrong:  check tcp { interval = 500ms  timeout = 1s }\nRight:  check tcp { interval = 1s  timeout = 1s }",
  }),
  "field-length": kind<{ name: string; limit: number; empty: boolean }>({
    severity: "error",
    title: (a) => (a.empty ? `\`${a.name}\` is empty` : `\`${a.name}\` is longer than ${a.limit} characters`),
    explain: "Nomad limits the length of this text, or does not take an empty one.\n\nWrong:  task node { driver = \"\" }\nRight:  task node { driver = \"docker\" }",
  }),
  "field-form": kind<{ name: string; value: string; says?: string }>({
    severity: "error",
    title: (a) => `\`${a.value}\` cannot be \`${a.name}\``,
    notes: (a) => (a.says === undefined ? [] : [`It takes ${a.says}.`]),
    explain: "The text does not have the form its reader needs: a namespace of letters, digits and hyphens, a revision of 40 digits.\n\nWrong:  namespace = \"my net\"\nRight:  namespace = \"my-net\"",
  }),
  "field-count": kind<{ name: string; limit: number; few: boolean }>({
    severity: "error",
    title: (a) => (a.few ? `At least ${a.limit === 1 ? "one" : a.limit} \`${a.name}\` is needed here` : `\`${a.name}\` takes at most ${a.limit}`),
    explain: "A list with too few or too many entries: a job without groups, a group without tasks.\n\nWrong:  job empty { }\nRight:  job empty { passive { } }",
  }),
  "field-too-new": kind<{ name: string; since: string; target: string; instead?: string }>({
    severity: "error",
    title: (a) => `Nomad ${a.target} does not know \`${a.name}\` yet`,
    label: (a) => `since ${a.since}`,
    notes: (a) => ["An older server ignores the field without a word, so the setting would be lost.", a.instead ?? `Remove it, or raise \`nomad_version\` to ${a.since} once the servers run it.`],
    explain: "The network's target is older than the field. `nomad_version` says what the network runs on; `\"1.6\"` is the newest patch of 1.6.\n\nWrong:  nomad_version = \"1.6\" and disconnect { lost_after = 1h }\nRight:  nomad_version = \"1.8\" and disconnect { lost_after = 1h }",
  }),
  "field-dropped": kind<{ name: string; since?: string; target: string; instead?: string }>({
    severity: "error",
    title: (a) => `Nomad ${a.since === undefined ? "" : `${a.target} `}takes \`${a.name}\` and forgets it`,
    label: (a) => (a.since === undefined ? "never kept" : `not kept since ${a.since}`),
    notes: (a) => [a.instead ?? "Remove it."],
    explain: "The server accepts the field and does not store it: the setting never has an effect, and no error says so.\n\nWrong:  nomad_version = \"1.10\" and vault { policies = [\"net\"] }\nRight:  vault { role = \"net\" }",
  }),
  "field-deprecated": kind<{ name: string; instead: string }>({
    severity: "warning",
    title: (a) => `\`${a.name}\` here is a thing of the past`,
    notes: (a) => [a.instead],
    explain: "Servers accept the field and warn: bandwidth, disk operations, networks of tasks, vault_grace.\n\nWrong:  network { mbits = 10 }\nRight:  network { }",
  }),
};
