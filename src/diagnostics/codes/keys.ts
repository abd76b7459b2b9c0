/** What the secrets of a network lack, and what `mantisc keys` cannot do. No text holds a value. */
import { kind } from "../kind.ts";

interface Called { readonly network: string; readonly flags: string }

const most = 6;
function listed(names: readonly string[]): string {
  return names.length <= most ? names.join(", ") : `${names.slice(0, most).join(", ")} and ${names.length - most} more`;
}

export const keyCodes = {
  "key-wrong": kind<Called & { id: string; says: string; made: boolean }>({
    severity: "error",
    title: (a) => `The secret ${a.id} ${a.says}`,
    notes: (a) => [
      "It was left as it is, and nothing else was written.",
      a.made ? `If the right value exists somewhere, put it back. Otherwise \`mantisc keys rotate ${a.network} ${a.id}${a.flags}\` makes it anew, and what is made of it.` : `\`mantisc keys set ${a.network} ${a.id} --from-file FILE --replace${a.flags}\` puts another value there.`,
    ],
    explain: `Every value that is found is checked: a private key is a number of the curve, public keys and addresses belong to their private key, a keystore holds the account it is for. One that does not is never written over by itself, because it may be the only copy of something.

Wrong:   mantis-1/enode-hash copied from mantis-2
Right:   mantisc keys rotate testnet mantis-1/enode-hash`,
  }),
  "key-orphan": kind<Called & { id: string; inputs: readonly string[]; made: boolean }>({
    severity: "error",
    title: (a) => `The secret ${a.id} is there, but not ${listed(a.inputs)}, of which it is made`,
    notes: (a) => [
      `A new ${a.inputs[0]!} would not belong to it, so nothing was written.`,
      `Put the lost value back with \`mantisc keys set ${a.network} ${a.inputs[0]!} --from-file FILE${a.flags}\`.${a.made ? ` If it is gone for good, \`mantisc keys rotate ${a.network} ${a.inputs[0]!}${a.flags}\` makes a new one, and what is made of it.` : ""}`,
    ],
    explain: `Of two secrets that belong together the one that the other is made of is missing: somebody removed a private key and left its public key. A new private key would be another identity.

Wrong:   a store with mantis-1/enode-hash and without mantis-1/secret-key
Right:   mantisc keys set testnet mantis-1/secret-key --from-file saved-key`,
  }),
  "key-stale": kind<Called & { id: string; says: string; because: readonly string[]; jobs: readonly string[] }>({
    severity: "error",
    title: (a) => (a.because.length === 0 ? `The network would make ${a.id} otherwise today: it ${a.says}` : `${a.id} was made before there was ${listed(a.because)}`),
    notes: (a) => [
      "Nothing was written: what runs was started with it, and may not go on with another.",
      "--keep-genesis leaves it as it is, and makes the rest: what runs goes on, and what is new is not in it.",
      `--replace-genesis extends it; what it has beyond that stays. Whatever was started from the old one has to start anew${a.jobs.length === 0 ? "" : `: it is read by ${listed(a.jobs)}`}.`,
    ],
    explain: `An object that is made of other secrets, such as the genesis of a chain, exists and would be made otherwise today: there are new members, or its definition changed. A running chain cannot change its genesis, so you say which it is.

Wrong:   mantisc keys testnet                      after \`miner 1..5\` became \`miner 1..6\`
Right:   mantisc keys testnet --keep-genesis       the chain goes on, mantis-6 has no funds from the start
Right:   mantisc keys testnet --replace-genesis    the chain starts anew
Right:   mantisc keys testnet --miners 8           the first time: keys for members to come`,
  }),
  "key-copies-differ": kind<Called & { id: string; places: readonly string[] }>({
    severity: "error",
    title: (a) => `Not every task reads the same ${a.id}`,
    notes: (a) => [`These copies differ from the value at its home: ${listed(a.places)}.`, `\`mantisc keys ${a.network} --repair-copies${a.flags}\` writes the home's value over them.`],
    explain: `Where a task may read one variable only, each reader has its own copy of a secret. All of them should be the same: members that see different keys of each other never meet. Somebody changed one by hand, or a rotation was stopped in the middle.

Wrong:   nomad var put -force nomad/jobs/mantis/mantis-1/mantis-1 mantis-2.enode-hash=…
Right:   mantisc keys laptop --repair-copies`,
  }),
  "key-not-given": kind<Called & { id: string; shape: "value" | "object" | "fields"; fields: readonly string[]; readers: string; waiting: readonly string[] }>({
    severity: "error",
    title: (a) => `The secret ${a.id} has to be given`,
    label: () => "it has no `make`",
    notes: (a) => [
      `It is read by ${a.readers}; the network does not run without it.`,
      ...(a.waiting.length === 0 ? [] : [`Of it are made: ${listed(a.waiting)}.`]),
      `\`mantisc keys set ${a.network} ${a.id} --from-file FILE${a.flags}\` puts it there; ${a.shape === "value" ? "FILE holds the value" : a.shape === "object" ? "FILE holds a JSON object" : `FILE holds a JSON object with ${listed(a.fields)}`}, \`-\` is standard input.`,
    ],
    explain: `A secret without \`make\` comes from outside: a password of another service, say. Everything else is made; then this is what is left to do.

Wrong:   mantisc keys testnet                                        alone
Right:   mantisc keys set testnet restic --from-file restic.json     and then mantisc keys testnet`,
  }),
  "key-not-made": kind<{ id: string; reason: string }>({
    severity: "error",
    title: (a) => `The secret ${a.id} cannot be made: ${a.reason}`,
    notes: () => ["What was made before it is kept; the next run goes on from there."],
    explain: `The functions of \`make\` take private keys, numbers and text of a certain form. What is made by \`key()\` always fits; what is given from outside may not.

Wrong:   secret password { }   secret account { make = keystore(password, "") }
Right:   secret node-key { make = key() }   secret account { make = keystore(node-key, "") }`,
  }),
  "key-made-elsewhere": kind<{ id: string; says: string }>({
    severity: "error",
    title: (a) => `Meanwhile another run made ${a.id}, and it ${a.says}`,
    notes: () => ["That one stays. The other run is of another version of the network: agree on one, then run this again."],
    explain: `Two runs at once end in the same state, if both are of the same network. Here one of them knew other members.

Wrong:   mantisc keys testnet & mantisc keys testnet --miners 8
Right:   mantisc keys testnet --miners 8`,
  }),
  "no-such-key": kind<{ id: string; network: string; guess: string | undefined }>({
    severity: "error",
    title: (a) => `The network ${a.network} has no secret and no member with secrets \`${a.id}\``,
    notes: (a) => [...(a.guess === undefined ? [] : [`Did you mean \`${a.guess}\`?`]), `\`mantisc keys ${a.network} --dry-run\` lists them.`],
    explain: `Secrets are called \`<member>/<secret>\`, those of the whole network \`<secret>\`.

Wrong:   mantisc keys rotate testnet miner-1
Right:   mantisc keys rotate testnet mantis-1`,
  }),
  "key-outside": kind<Called & { id: string }>({
    severity: "error",
    title: (a) => `The secret ${a.id} is given from outside: no new one can be made`,
    label: () => "it has no `make`",
    notes: (a) => [`\`mantisc keys set ${a.network} ${a.id} --from-file FILE --replace${a.flags}\` puts another value there.`],
    explain: `\`mantisc keys rotate\` makes a secret anew as its \`make\` says. One without is changed where it comes from.

Wrong:   mantisc keys rotate testnet restic
Right:   mantisc keys set testnet restic --from-file restic.json --replace`,
  }),
  "key-there-already": kind<{ id: string; store: string }>({
    severity: "error",
    title: (a) => `There is another value of ${a.id} in ${a.store}`,
    notes: () => ["Nothing was written. --replace puts yours in its place; the old one is gone then."],
    explain: `\`mantisc keys set\` puts a value where none is.

Wrong:   mantisc keys set testnet restic --from-file restic.json
Right:   mantisc keys set testnet restic --from-file restic.json --replace`,
  }),
  "key-unfit": kind<{ id: string; problem: string }>({
    severity: "error",
    title: (a) => `What was given as ${a.id} ${a.problem}`,
    notes: () => ["Nothing was written."],
    explain: `A secret has the form that the network says: text, a JSON object, or a JSON object with certain fields. One that could be made, such as a private key that is put back, must be one that could have been made.

Wrong:   echo hunter2 | mantisc keys set testnet restic --from-file -
Right:   mantisc keys set testnet restic --from-file restic.json`,
  }),
  "keys-copy-differs": kind<{ ids: readonly string[]; from: string; to: string }>({
    severity: "error",
    title: (a) => `Values in ${a.to} differ from those in ${a.from}`,
    notes: (a) => [`They differ in ${listed(a.ids)}.`, "Nothing was written: a copy never replaces anything. Find out which are the network's own, and copy into an empty place."],
    explain: `\`mantisc keys copy\` adds what the other store does not have. Two stores with different identities are two networks.

Wrong:   mantisc keys copy testnet --from dir:keys --to vault     after both made keys of their own
Right:   mantisc keys copy testnet --from vault --to dir:backup`,
  }),
  "keys-missing": kind<Called & { ids: readonly string[] }>({
    severity: "error",
    title: (a) => `${a.ids.length === 1 ? "A secret is" : `${a.ids.length} secrets are`} missing: ${listed(a.ids)}`,
    notes: (a) => [`\`mantisc keys ${a.network}${a.flags}\` makes what can be made.`],
    explain: `\`mantisc keys verify\` looks at every secret of the network, or of a copy of it, and changes nothing.

Wrong:   mantisc keys verify testnet --store dir:keys     before anything was made there
Right:   mantisc keys testnet --store dir:keys`,
  }),
  "no-such-set-to-spare": kind<{ name: string; sets: readonly string[]; one: boolean }>({
    severity: "error",
    title: (a) => (a.one ? `\`${a.name}\` is one member, and there are never more of it` : `There is no set of members \`${a.name}\``),
    notes: (a) => [a.sets.length === 0 ? "The network has no set with a range or a count." : `Sets that can have more: ${listed(a.sets)}.`],
    explain: `\`--spare SET=N\`, or in short \`--SET N\`, also makes the keys of members that the set would have if there were N.

Wrong:   mantisc keys testnet --spare faucet=2
Right:   mantisc keys testnet --spare miner=8`,
  }),
};
