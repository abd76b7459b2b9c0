/** Constraints, affinities, spreads; periodic and parameterized jobs. */
import { kind } from "../kind.ts";

export const placementCodes = {
  "constraint-attribute": kind<{ attribute: string }>({
    severity: "error",
    title: (a) => `\`${a.attribute}\` is no attribute of a node`,
    notes: () => ["Placement sees node.unique.id, node.unique.name, node.datacenter, node.class, node.pool, attr.…, meta.… and, for devices, device.…; nothing of the job and nothing around the reference."],
    explain: "Constraints, affinities and spreads compare attributes of nodes. Newer servers refuse others, older ones never place the group.\n\nWrong:  constraint { attribute = raw \"${NOMAD_DC}\"  value = \"dc1\" }\nRight:  constraint { attribute = \"\\(node.datacenter)\"  value = \"dc1\" }",
  }),
  "constraint-literal": kind<{ attribute: string }>({
    severity: "warning",
    title: (a) => `\`${a.attribute}\` is plain text: every node compares it with the same value`,
    notes: () => ["An attribute of the node is written `attr.…`, `meta.…` or `node.…` outside of quotes."],
    explain: "Without ${…} the left side of a constraint is a literal.\n\nWrong:  constraint { attribute = \"node.class\"  value = \"big\" }\nRight:  constraint { attribute = node.class  value = \"big\" }",
  }),
  "constraint-needs": kind<{ operator: string; field: string }>({
    severity: "error",
    title: (a) => `The operator \`${a.operator}\` needs \`${a.field}\``,
    explain: "Comparisons have two sides.\n\nWrong:  constraint { attribute = attr.arch  operator = \"=\" }\nRight:  constraint { attribute = attr.arch  operator = \"=\"  value = \"amd64\" }",
  }),
  "constraint-value": kind<{ operator: string; value: string; why: string }>({
    severity: "error",
    title: (a) => `\`${a.value}\` does not fit the operator \`${a.operator}\``,
    notes: (a) => [a.why],
    explain: "version takes conditions such as \">= 1.6, < 2\", semver the same without ~>, regexp an expression of Go (RE2: no lookaround, no backreferences), distinct_property a number from 1, is_set nothing.\n\nWrong:  operator = \"regexp\"  value = \"a(?=b)\"\nRight:  operator = \"regexp\"  value = \"ab\"",
  }),
  "constraint-task": kind<{ operator: string }>({
    severity: "error",
    title: (a) => `\`${a.operator}\` belongs to a group or a job, not to a task`,
    explain: "Distinctness is about allocations, and the tasks of a group share one.\n\nWrong:  task node { constraint { operator = \"distinct_hosts\" } }\nRight:  group { constraint { operator = \"distinct_hosts\" } }",
  }),
  "affinity-weight": kind({
    severity: "error",
    title: () => "An affinity of weight 0 prefers nothing",
    notes: () => ["Weights go from -100 (avoid) to 100 (prefer), without 0."],
    explain: "Nomad refuses affinities of weight 0.\n\nWrong:  affinity { weight = 0 }\nRight:  affinity { weight = 50 }",
  }),
  "spread-percent": kind<{ sum: number }>({
    severity: "error",
    title: (a) => `The targets of this spread ask for ${a.sum} percent`,
    explain: "The percentages of a spread add up to 100 at most; the rest goes anywhere.\n\nWrong:  targets of 60 and 60 percent\nRight:  targets of 60 and 40 percent",
  }),
  "spread-target-twice": kind<{ value: string }>({
    severity: "error",
    title: (a) => `The spread has the target \`${a.value}\` twice`,
    explain: "Each value of the attribute is one target.\n\nWrong:  target eu { percent = 20 }  target eu { percent = 30 }\nRight:  target eu { percent = 50 }",
  }),
  "cron-six-fields": kind<{ cron: string; five: string }>({
    severity: "error",
    title: (a) => `The sixth field of \`${a.cron}\` is the year, not the weekday`,
    notes: (a) => ["Nomad reads five fields: minute, hour, day of month, month, weekday. A sixth is the year; seconds come first, with seven fields.", `Write \`${a.five}\`, or seven fields if seconds or years are meant.`],
    explain: "Six fields mean seconds in some other crons, and the year in Nomad's.\n\nWrong:  cron = \"0 15 * * * *\" for a quarter past every hour\nRight:  cron = \"15 * * * *\"",
  }),
  "cron-form": kind<{ cron: string; why: string }>({
    severity: "error",
    title: (a) => `\`${a.cron}\` is no cron expression`,
    notes: (a) => [a.why],
    explain: "Five fields: minute, hour, day of month, month, weekday, each with numbers, names, `*`, ranges a-b, lists a,b and steps */n. Or one of @yearly, @annually, @monthly, @weekly, @daily, @hourly.\n\nWrong:  cron = \"@midnight\"\nRight:  cron = \"@daily\"",
  }),
  "cron-missing": kind({
    severity: "error",
    title: () => "A periodic job needs `cron` or `crons`",
    explain: "When the job runs.\n\nWrong:  periodic { prohibit_overlap = true }\nRight:  periodic { cron = \"15 * * * *\"  prohibit_overlap = true }",
  }),
  "cron-twice": kind({
    severity: "error",
    title: () => "A periodic job has `cron` or `crons`, not both",
    explain: "crons is the list form of cron, from Nomad 1.6.2 on.\n\nWrong:  periodic { cron = \"@daily\"  crons = [\"@hourly\"] }\nRight:  periodic { crons = [\"@daily\", \"@hourly\"] }",
  }),
  "time-zone": kind<{ zone: string }>({
    severity: "error",
    title: (a) => `\`${a.zone}\` is no time zone`,
    notes: () => ["It is a name of the IANA time zone database, in its own spelling: UTC, Europe/Berlin."],
    explain: "The time zone of a cron expression.\n\nWrong:  time_zone = \"CEST\"\nRight:  time_zone = \"Europe/Berlin\"",
  }),
  "meta-twice": kind<{ key: string }>({
    severity: "error",
    title: (a) => `The meta key \`${a.key}\` is both required and optional`,
    explain: "A parameterized job asks for a key or allows it.\n\nWrong:  parameterized { meta_required = [\"a\"]  meta_optional = [\"a\"] }\nRight:  parameterized { meta_required = [\"a\"] }",
  }),
};
