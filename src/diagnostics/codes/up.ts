import { kind } from "../kind.ts";

/** What can keep a network of one machine from coming up, or from going. */
export const upCodes = {
  "up-no-nomad": kind<{ address: string; file: string; reason: string }>({
    severity: "error",
    title: (a) => `No Nomad answers at ${a.address}: ${a.reason}`,
    notes: (a) => [`\`mantisc up ${a.file} --agent\` starts one of its own, and \`mantisc down\` ends it.`, "Or start one yourself (`nomad agent -dev`), or say in NOMAD_ADDR where there is one."],
    explain: "`up` runs a network on a Nomad that is there, on one machine or many. With `--agent` it starts one on this machine.\n\nWrong:  mantisc up devnet\nRight:  mantisc up devnet --agent",
  }),
  "up-job-taken": kind<{ job: string; namespace: string; file: string }>({
    severity: "error",
    title: (a) => `A job called \`${a.job}\` is in the namespace ${a.namespace} already, and \`up\` did not make it`,
    notes: (a) => ["`up` changes no job that it did not make.", `If it is this network's all the same: \`mantisc run ${a.file}\` changes whatever is registered, after showing what that does.`],
    explain: "Job names are unique in a namespace. `up` notes the jobs that it registers (in the Nomad variable mantisc/NETWORK) and leaves all others alone.\n\nWrong:  mantisc up devnet in a namespace where somebody else runs a job of that name\nRight:  network mine extends devnet { namespace = \"mine\" }",
  }),
  "up-no-blocks": kind<{ network: string; seconds: number; says: string; file: string; silent: string | undefined }>({
    severity: "error",
    title: (a) => `${a.network} runs, and its chain was not well after ${a.seconds} s`,
    notes: (a) => [`What its members say: ${a.says}`, ...(a.silent === undefined ? [] : [`\`mantisc logs ${a.file} ${a.silent} --stderr --tail 50\` shows what one of them writes.`]), `\`mantisc chain ${a.file} --watch\` goes on looking; \`mantisc down ${a.file}\` stops everything.`],
    explain: "`up` is done when the chain is: every member answers, is connected, and holds the same chain, and blocks come.\n\nWrong:  two of three signers, where a majority has to be there and one cannot start\nRight:  mantisc logs devnet signer-2 --stderr",
  }),
  "up-other-client": kind<{ said: string; file: string }>({
    severity: "error",
    title: () => "It runs, and not with the client that the file expects",
    label: (a) => a.said,
    notes: (a) => [`Everything goes on as it is; \`mantisc down ${a.file}\` stops it.`, "Another release may know other settings, and leave the chain at the next fork. Either the program or the expectation has to change."],
    explain: "`expect \"…\" { client = \"…\" }` says how the version of every member's client begins, as web3_clientVersion tells it.\n\nWrong:  expect \"ours\" { client = \"Keeper/v2\" } where Keeper/v1.9 is on PATH\nRight:  mantisc up devnet --set client=/opt/keeper-2/bin/keeper",
  }),
  "down-other-name": kind<{ given: string; network: string }>({
    severity: "error",
    title: (a) => `\`--forget-keys ${a.given}\` does not name this network`,
    notes: (a) => [`Keys that are forgotten are lost, and with them whatever they hold. To say that this is meant, write its name: \`--forget-keys ${a.network}\`.`],
    explain: "`down` keeps the keys, so that the next `up` is the same network. They are removed only where the network's name is typed.\n\nWrong:  mantisc down devnet --forget-keys yes\nRight:  mantisc down devnet --forget-keys devnet",
  }),
  "keys-of-another": kind<{ directory: string; owner: string; network: string }>({
    severity: "error",
    title: (a) => `The directory ${a.directory} holds the keys of ${a.owner}`,
    notes: (a) => [`${a.network} would take them for its own. \`--store dir:PATH\` names another directory.`],
    explain: "Each network has keys of its own; a directory of keys says whose they are in its file `.network`.\n\nWrong:  mantisc up devnet --store dir:keys/other\nRight:  mantisc up devnet --store dir:keys/devnet",
  }),
  "down-store-keeps": kind<{ store: string }>({
    severity: "error",
    title: (a) => `Keys in ${a.store} are not removed by mantisc`,
    notes: () => ["`--forget-keys` removes what `up` put into a directory of this machine and into Nomad's variables. Nothing was done."],
    explain: "Keys in Vault belong to more than one machine; who may delete them is Vault's to say.\n\nWrong:  mantisc down testnet --forget-keys mantis-testnet\nRight:  mantisc down testnet",
  }),
};
