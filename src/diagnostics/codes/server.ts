/** What can go wrong between the program and a server: reaching it, being let in, being understood. */
import { kind } from "../kind.ts";

export const serverCodes = {
  "nomad-unreachable": kind<{ address: string; reason: string }>({
    severity: "error",
    title: (a) => `Nomad does not answer at ${a.address}`,
    notes: (a) => [a.reason, "NOMAD_ADDR says where Nomad is; `nomad agent -dev` starts one on this machine."],
    explain: `Commands that look at what runs, or change it, talk to Nomad's HTTP API at NOMAD_ADDR (default http://127.0.0.1:4646).

Wrong:   NOMAD_ADDR=http://127.0.0.1:4664 mantisc status networks/laptop.mantis
Right:   NOMAD_ADDR=http://127.0.0.1:4646 mantisc status networks/laptop.mantis`,
  }),
  "nomad-refused": kind<{ what: string; status: number; reason: string }>({
    severity: "error",
    title: (a) => `Nomad answered ${a.status} to ${a.what}`,
    notes: (a) => [a.reason],
    explain: `Nomad did not do what it was asked to. The note holds its own words.

Wrong:   a job with count = 200000
Right:   a job with count = 3`,
  }),
};
