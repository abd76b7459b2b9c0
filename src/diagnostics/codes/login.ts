/** What can go wrong with logging in and out, and with what a login keeps. No text holds a token or a password. */
import { kind } from "../kind.ts";
import { reasons } from "./secrets.ts";

export const loginCodes = {
  "login-nobody": kind<{ what: string; variable: string }>({
    severity: "error",
    title: (a) => `${a.what} is needed, and nobody is here to ask for it`,
    notes: (a) => [`There is no terminal to ask on, or the question was not answered. ${a.variable.startsWith("--") ? `\`${a.variable}\` gives it.` : `Put it into the variable ${a.variable}; it is never taken from the command line, where others could see it.`}`],
    explain: `Tokens and passwords are asked for on the terminal, without echo. In a script they come from variables: VAULT_TOKEN, GITHUB_TOKEN, VAULT_PASSWORD.

Wrong:   echo secret | mantisc login --method userpass --user alice
Right:   VAULT_PASSWORD=… mantisc login --method userpass --user alice`,
  }),
  "login-unusable": kind<{ what: string; problem: string }>({
    severity: "error",
    title: (a) => `${a.what} cannot be used: ${a.problem}`,
    notes: () => ["Nothing was sent."],
    explain: `A token is one word of plain characters, as Vault or GitHub printed it. A line break or a space often comes along when it is copied.

Wrong:   an empty answer to "Vault token:"
Right:   the token, as \`vault token create\` prints it`,
  }),
  "login-token": kind<{ address: string }>({
    severity: "error",
    title: (a) => `Vault at ${a.address} does not know this token, or no longer`,
    notes: () => ["It may have expired, been revoked, or belong to another Vault or namespace (VAULT_NAMESPACE). `--method github` and `--method userpass` get a new one."],
    explain: `\`mantisc login\` asks Vault about a token before it keeps it, and this one was refused.

Wrong:   VAULT_ADDR of one cluster, and a token of another
Right:   both of the same`,
  }),
  "login-refused": kind<{ address: string; method: string; path: string; reason: string }>({
    severity: "error",
    title: (a) => `Vault at ${a.address} does not let you in`,
    notes: (a) => [
      ...(a.reason === "" ? [] : [`Vault says: ${a.reason}`]),
      ...(a.reason.includes("second factor") ? [] : [a.method === "userpass" ? "Look at the user's name and the password." : "GitHub must know the token (it needs the scope `read:org`), and its user must be in the organisation that Vault lets in."]),
      ...(/permission denied|^$/.test(a.reason) ? [`Vault says that too where no auth method is mounted at auth/${a.path}: \`vault auth list\` shows them, \`--path\` names another.`] : []),
    ],
    explain: `The auth method refused the name and password, or the GitHub token; or it is not mounted where it was asked for.

Wrong:   mantisc login --method github
Right:   mantisc login --method github --path github-employees, where \`vault auth list\` shows github-employees/`,
  }),
  "login-no-engine": kind<{ server: string; flag: string; mount: string }>({
    severity: "error",
    title: (a) => `Vault has no ${a.server} secrets engine at ${a.mount}`,
    notes: (a) => [`\`vault secrets list\` shows where it is: \`--${a.flag} MOUNT\` says it here. \`--without ${a.flag}\` logs in without a token for ${a.server}.`],
    explain: `Tokens for Nomad and Consul come from Vault's secrets engines for them, at nomad/creds/<role> and consul/creds/<role>.

Wrong:   mantisc login, where Vault keeps its Nomad engine at nomad-prod
Right:   mantisc login --nomad nomad-prod`,
  }),
  "login-no-role": kind<{ server: string; mount: string; role: string }>({
    severity: "error",
    title: (a) => `Vault's ${a.server} secrets engine has no role \`${a.role}\``,
    notes: (a) => [`\`vault list ${a.mount}/${a.server === "Nomad" ? "role" : "roles"}\` shows those that there are; \`--role\` names another.`],
    explain: `A role says which policies the tokens get that are made for it.

Wrong:   mantisc login --role develper
Right:   mantisc login --role developer`,
  }),
  "login-not-allowed": kind<{ server: string; flag: string; path: string; role: string }>({
    severity: "error",
    title: (a) => `You may not have a token for ${a.server} in the role \`${a.role}\``,
    notes: (a) => [`It needs \`path "${a.path}" { capabilities = ["read"] }\` in a policy of yours. \`--role\` names another role; \`--without ${a.flag}\` logs in without a token for ${a.server}.`],
    explain: `Vault let you in, and none of your policies allows to read the credentials of this role. What Vault gave you is kept.

Wrong:   mantisc login --role admin, as a developer
Right:   mantisc login`,
  }),
  "login-expired": kind<{ server: string; address: string; ago: string }>({
    severity: "error",
    title: (a) => `Your login for ${a.server} at ${a.address} ended ${a.ago} ago`,
    notes: () => ["Log in again: `mantisc login`. `mantisc logout` forgets the old login, and a token in the environment wins over it."],
    explain: `Tokens that \`mantisc login\` got are good for as long as Vault said. Commands that need one say so when it has ended, instead of asking without.

Wrong:   mantisc plan testnet, the day after mantisc login
Right:   mantisc login && mantisc plan testnet`,
  }),
  "login-cache": kind<{ path: string; problem: string }>({
    severity: "error",
    title: (a) => `${a.path} is not used: ${a.problem}`,
    notes: () => ["Tokens lie in files with the permissions 0600, in directories with 0700, and never behind links. `mantisc logout` revokes and removes what others could read; anything else is for you to look at and move away."],
    explain: `\`mantisc login\` keeps tokens below $XDG_CACHE_HOME/mantisc or ~/.cache/mantisc, for their owner only. What is found there with other permissions may have been read by somebody else, or put there.

Wrong:   -rw-r--r-- ~/.cache/mantisc/…/tokens.json
Right:   -rw------- ~/.cache/mantisc/…/tokens.json`,
  }),
  "login-cache-trouble": kind<{ path: string; what: "read" | "written"; code: string }>({
    severity: "error",
    title: (a) => `${a.path} cannot be ${a.what}: ${reasons[a.code] ?? a.code}`,
    notes: (a) => (a.what === "read" ? [] : ["XDG_CACHE_HOME names another place for caches; `mantisc login --export` keeps nothing."]),
    explain: `The system refused the file in which a login is kept.

Wrong:   mantisc login, with a home directory that is read-only
Right:   eval "$(mantisc login --export)"`,
  }),
  "login-no-cache": kind<{}>({
    severity: "error",
    title: () => "There is no place to keep a login",
    notes: () => ["Neither XDG_CACHE_HOME nor HOME names a directory. `mantisc login --export` prints the tokens for a shell and keeps nothing."],
    explain: `A login is kept below $XDG_CACHE_HOME/mantisc or ~/.cache/mantisc.

Wrong:   env -u HOME mantisc login
Right:   XDG_CACHE_HOME=/run/user/1000 mantisc login`,
  }),
  "login-unrevoked": kind<{ address: string; until: string }>({
    severity: "error",
    title: (a) => `The login is forgotten here, but Vault at ${a.address} could not revoke it`,
    notes: (a) => [`Its tokens are good ${a.until}, for whoever has them. \`vault token revoke -accessor\` ends them sooner.`],
    explain: `\`mantisc logout\` revokes the tokens in Vault, which takes those of Nomad and Consul with them, and removes them from this machine. Vault did not do its part; the message before this one says why.

Wrong:   mantisc logout, without the network that Vault is in
Right:   mantisc logout, with it`,
  }),
};
