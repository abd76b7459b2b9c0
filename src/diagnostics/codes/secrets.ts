/** What can go wrong with secrets and the stores that keep them. No text holds a value. */
import { kind } from "../kind.ts";

/** What the system says of a file, by its code. */
export const reasons: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full", EDQUOT: "your quota of the disk is used up", EROFS: "the file system is read-only", EACCES: "permission denied", EPERM: "permission denied",
  ENOENT: "there is no such file or directory any more", ENOTDIR: "a part of the path is no directory", EISDIR: "it is a directory", ELOOP: "it is a link", EFBIG: "it is too large for a secret", EIO: "the disk does not work", EEXIST: "something is in the way", ENAMETOOLONG: "the name is too long",
};

export const secretCodes = {
  "secret-file-trouble": kind<{ path: string; what: "read" | "written" | "removed"; code: string }>({
    severity: "error",
    title: (a) => `${a.path} cannot be ${a.what}: ${reasons[a.code] ?? a.code}`,
    notes: (a) => (a.what !== "written" ? [] : ["What was made before it is kept, each value whole; the next run goes on from there."]),
    explain: `The system refused a file or directory of a store of secrets.

Wrong:   mantisc keys testnet --store dir:/mnt/full-disk
Right:   the same with a directory that you may write to, on a disk with room`,
  }),
  "secret-link": kind<{ path: string; found: string; wanted: string }>({
    severity: "error",
    title: (a) => `${a.path} is a link, where a ${a.wanted} of the store should be`,
    notes: () => ["Secrets are neither read nor written through links: one could lead a value out of the directory. Put the file itself there; the directory of the whole store may be a link."],
    explain: `A store in a directory holds one file a value, and nothing in it may be a link.

Wrong:   keys/mantis-1 -> /srv/old-keys/mantis-1
Right:   keys -> /srv/old-keys`,
  }),
  "secret-in-the-way": kind<{ path: string; found: string; wanted: string }>({
    severity: "error",
    title: (a) => `${a.path} is ${a.found}, where a ${a.wanted} of the store should be`,
    notes: () => ["A store in a directory holds files `<secret>` and `<member>/<secret>`. Look what it is and move it away, or name another directory."],
    explain: `Something else stands where the store keeps a value.

Wrong:   keys/genesis/            a directory
Right:   keys/genesis             a file`,
  }),
  "secret-permissions": kind<{ paths: readonly string[]; directory: string }>({
    severity: "warning",
    title: (a) => `Others than you can get at ${a.paths[0]!}${a.paths.length > 1 ? ` and ${a.paths.length - 1} more` : ""}`,
    notes: (a) => [`Secrets are for their owner only: \`chmod -R go= ${a.directory}\` takes everybody else's permissions away. Whoever could read a value may have a copy: \`mantisc keys rotate\` makes a new one.`],
    explain: `Files of a store have the permissions 0600 and its directories 0700. Those that are made here do; these came from elsewhere.

Wrong:   -rw-r--r-- keys/mantis-1/secret-key
Right:   -rw------- keys/mantis-1/secret-key`,
  }),
  "secret-names-collide": kind<{ first: string; second: string }>({
    severity: "error",
    title: (a) => `${a.first} and ${a.second} differ in upper and lower case only`,
    notes: () => ["Where the file system does not tell them apart (macOS, Windows) they would be one file, and one value would be lost. Rename one of them."],
    explain: `A store in a directory can be moved to any machine, so names of its files differ in more than their case.

Wrong:   keys/mantis-1/Account and keys/mantis-1/account
Right:   keys/mantis-1/account`,
  }),
  "secret-damaged": kind<{ place: string; problem: string }>({
    severity: "error",
    title: (a) => `${a.place} ${a.problem}`,
    notes: () => ["It is kept as it is, and nothing that depends on it is made. Restore it from a copy; if it is of no use, move it away and the next run makes a new one."],
    explain: `A value in a store is not what the network says it is: objects are JSON, everything else is text. A file that was cut off, or put there by hand, looks like that.

Wrong:   keys/genesis holding {"alloc": {
Right:   keys/genesis holding {"alloc": {}}`,
  }),
  "store-locked": kind<{ directory: string; file: string; holder: string }>({
    severity: "error",
    title: (a) => `${a.directory} is being written by ${a.holder}`,
    notes: (a) => [`Only one run at a time writes secrets there. If that machine or process is gone for good, remove ${a.directory.replace(/\/$/, "")}/${a.file}; locks of processes that died on this machine go by themselves.`],
    explain: `Another run of mantisc writes to the same directory of secrets; this one waited for it for half a minute.

Wrong:   mantisc keys testnet --store dir:keys, twice at once and one of them waiting for an answer
Right:   one after the other`,
  }),
  "secret-changed": kind<{ id: string; store: string }>({
    severity: "error",
    title: (a) => `${a.id} in ${a.store} is not what it was when this run read it`,
    notes: () => ["Somebody else changed or removed it meanwhile. Nothing was written over it; run the command again to go on from what is there now."],
    explain: `A value is replaced only where the one that was read before is still there.

Wrong:   two people rotate the same key at once
Right:   one after the other`,
  }),
  "secret-too-large": kind<{ path: string; bytes: number; most: number }>({
    severity: "error",
    title: (a) => `The variable ${a.path} would have ${a.bytes} bytes, and Nomad takes ${a.most}`,
    notes: () => ["Names and values of all its items count. Secrets that are read by one task lie in one variable: let another task read some of them, or keep the network's secrets in Vault."],
    explain: `A variable of Nomad holds at most 64 KiB.

Wrong:   a genesis with a thousand accounts and store variables
Right:   the same with store vault { mount = "kv" }`,
  }),
  "variable-path": kind<{ path: string; problem: string }>({
    severity: "error",
    title: (a) => `Nomad takes no variable at ${a.path}: ${a.problem}`,
    notes: () => ["The path is made of the names of job, group and task. Rename them, or keep the network's secrets in Vault."],
    explain: `Paths of Nomad's variables have at most 128 characters: letters, digits, \`-\`, \`_\`, \`~\` and \`/\`.

Wrong:   job "chain.main" { … } with store variables
Right:   job chain-main { … }`,
  }),
  "store-busy": kind<{ store: string; path: string }>({
    severity: "error",
    title: (a) => `${a.path} in ${a.store} changes faster than it can be written`,
    notes: () => ["Each write says what it was made from, and each time somebody else wrote in between. Find out who does that; nothing of theirs was written over, and the next run goes on from here."],
    explain: `Values are written with check-and-set, and tried again when somebody else was faster, many times.

Wrong:   a script that writes to the same variable without a pause
Right:   the same once it has stopped`,
  }),
  "bad-store": kind<{ text: string; problem: string }>({
    severity: "error",
    title: (a) => `There is no store \`${a.text}\`: ${a.problem}`,
    notes: () => ["`dir:PATH` is a directory on this machine, `vault` or `vault:MOUNT` Vault's KV engine at VAULT_ADDR, `nomad` the variables of the Nomad at NOMAD_ADDR."],
    explain: `A store is a directory, Vault, or Nomad's variables.

Wrong:   mantisc keys testnet --store keys/
Right:   mantisc keys testnet --store dir:keys/`,
  }),
  "no-store": kind<{ network: string }>({
    severity: "error",
    title: (a) => `${a.network} does not say where its secrets are`,
    notes: () => ["Give the network a store (`store vault { … }` or `store variables`), or name one for this run: `--store dir:PATH`."],
    explain: `Secrets are kept where the network's jobs read them, and this network names no such place.

Wrong:   mantisc keys testnet
Right:   mantisc keys testnet --store dir:keys`,
  }),
  "kv-missing": kind<{ path: string }>({
    severity: "error",
    title: (a) => `Vault has no KV engine at ${a.path}, or your token may not see it`,
    notes: (a) => [`\`vault secrets list\` shows the engines, \`vault secrets enable -path=${a.path.split("/")[0]!} -version=2 kv\` makes one. A token sees an engine once one of its policies allows something below it. VAULT_NAMESPACE says in which namespace to look.`],
    explain: `Secrets in Vault lie in a KV engine, whose path the network's store gives.

Wrong:   store vault { mount = "vk" }
Right:   store vault { mount = "kv" }`,
  }),
  "kv-other-engine": kind<{ mount: string; type: string }>({
    severity: "error",
    title: (a) => `The engine at ${a.mount}/ in Vault is of the type ${a.type}, not kv`,
    notes: () => ["Secrets of networks lie in KV engines; `vault secrets list` shows which there are."],
    explain: `The network's store, or \`--store vault:MOUNT\`, names an engine of another type.

Wrong:   mantisc keys testnet --store vault:transit
Right:   mantisc keys testnet --store vault:kv`,
  }),
  "kv-version": kind<{ mount: string; version: number; declared: number; path: string }>({
    severity: "error",
    title: (a) => `The KV engine at ${a.mount}/ is of version ${a.version}, and the network's jobs read it as version ${a.declared}`,
    notes: (a) => [`They would look at ${a.path} and find nothing. Say \`version = ${a.version}\` in the network's store${a.version === 1 ? `, or make the engine one of version 2: \`vault kv enable-versioning ${a.mount}\`` : ""}.`],
    explain: `Version 2 of Vault's KV engine has another path for the same secret (\`kv/data/…\` for \`kv/…\`), so what a job reads depends on the version.

Wrong:   store vault { mount = "kv"  version = 1 }, with an engine of version 2
Right:   store vault { mount = "kv"  version = 2 }`,
  }),
  "kv-changed": kind<{ mount: string; version: number }>({
    severity: "error",
    title: (a) => `The KV engine at ${a.mount}/ was replaced while this run was using it`,
    notes: (a) => [`It was of version ${a.version} a moment ago. Nothing of the new one was read. Run the command again; if values are missing then, somebody has disabled the engine that held them.`],
    explain: `Another engine, or another version of it, is at the same path in the middle of a run.

Wrong:   vault secrets disable kv, while mantisc keys runs
Right:   one after the other`,
  }),
  "kv-deleted": kind<{ mount: string; name: string; version: number; destroyed: boolean }>({
    severity: "warning",
    title: (a) => `${a.mount}/${a.name} in Vault was ${a.destroyed ? "destroyed" : "deleted"}, and counts as missing`,
    notes: (a) => [a.destroyed ? `Its version ${a.version} cannot come back${a.version > 1 ? `; older ones may still be there: \`vault kv get -version=${a.version - 1} ${a.mount}/${a.name}\`` : ""}.` : `\`vault kv undelete -versions=${a.version} ${a.mount}/${a.name}\` brings it back. A new value would become version ${a.version + 1}, and leaves the old one as it is.`],
    explain: `The latest version of a secret in a KV engine of version 2 is deleted. The old value is still there until it is destroyed.

Wrong:   mantisc keys testnet, after vault kv delete kv/testnet/genesis by mistake
Right:   vault kv undelete -versions=1 kv/testnet/genesis`,
  }),
  "vault-token": kind<{ address: string }>({
    severity: "error",
    title: (a) => `Vault at ${a.address} does not know your token, or no longer`,
    notes: () => ["It may have expired, been revoked, or belong to another Vault or namespace. `mantisc login` gets a new one; VAULT_TOKEN in the environment wins over it."],
    explain: `Tokens of Vault live for a time, and are refused afterwards as if they had never been.

Wrong:   VAULT_TOKEN of last week
Right:   mantisc login`,
  }),
};
