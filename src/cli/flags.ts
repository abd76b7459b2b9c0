/** Flags that several commands have. */
import type { Flag } from "./command.ts";

export const root: Flag = { name: "root", value: "DIR", help: "where imports start (default: the nearest directory that holds kit/)" };
export const set: Flag = { name: "set", value: "NAME=VALUE", repeat: true, help: "gives an input of the network a value; may be repeated" };
export const format: Flag = { name: "format", value: "FORMAT", choices: ["text", "json", "sarif", "github"], help: "how problems are printed: text (on stderr), json, sarif or github (on stdout)" };
export const watch: Flag = { name: "watch", help: "runs again whenever a file it read changes" };
export const json: Flag = { name: "json", help: "prints JSON" };
export const network: Flag = { name: "network", value: "NAME", help: "which network of the file, where it holds several" };
export const yes: Flag = { name: "yes", help: "goes ahead without asking" };
export const only: Flag = { name: "only", value: "NAME", repeat: true, help: "a job, set, group or member to narrow it to, as a name after the file; may be repeated" };
/** Of every command that talks to a network's Nomad. */
export const site: readonly Flag[] = [network, set, root];
