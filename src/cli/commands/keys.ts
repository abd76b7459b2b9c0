/** `keys`: makes a network's secrets; with a word before the network it looks at them, renews, copies or sets them. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Arguments } from "../arguments.ts";
import { reporting } from "../deploy-frame.ts";
import { keysSite, type KeysSite } from "../keys-frame.ts";
import type { World } from "../world.ts";
import { copyKeys } from "./keys-copy.ts";
import { makeKeys } from "./keys-make.ts";
import { rotateKeys } from "./keys-rotate.ts";
import { setKey } from "./keys-set.ts";
import { verifyKeys } from "./keys-verify.ts";

interface Action {
  readonly usage: string;
  /** After the network. */
  readonly operands: number;
  /** Its own among the flags of the command. */
  readonly flags: readonly string[];
  readonly run: (site: KeysSite) => Promise<number>;
}

const makes: Action = { usage: "mantisc keys NETWORK [flags]", operands: 0, flags: ["store", "spare", "dry-run", "yes", "json", "keep-genesis", "replace-genesis", "repair-copies"], run: makeKeys };
const actions: Readonly<Record<string, Action>> = {
  verify: { usage: "mantisc keys verify NETWORK [flags]", operands: 0, flags: ["store", "spare", "json", "keep-genesis"], run: verifyKeys },
  rotate: { usage: "mantisc keys rotate NETWORK MEMBER|SECRET [flags]", operands: 1, flags: ["store", "spare", "dry-run", "yes", "replace-genesis"], run: rotateKeys },
  copy: { usage: "mantisc keys copy NETWORK --from STORE --to STORE [flags]", operands: 0, flags: ["spare", "from", "to", "dry-run", "yes"], run: copyKeys },
  set: { usage: "mantisc keys set NETWORK SECRET --from-file PATH [flags]", operands: 1, flags: ["store", "spare", "from-file", "replace"], run: setKey },
};

export function run(args: Arguments, world: World): Promise<number> {
  return reporting(world, async () => {
    const [first = "", ...rest] = args.operands;
    const action = Object.hasOwn(actions, first) ? actions[first]! : makes;
    const [network, ...names] = action === makes ? args.operands : rest;
    const { usage, operands } = action;
    if (network === undefined) throw new Failed(diagnose("missing-argument", { argument: "The network", usage }));
    if (names.length < operands) throw new Failed(diagnose("missing-argument", { argument: "The name of a secret or member", usage }));
    if (names.length > operands) throw new Failed(diagnose("unexpected-argument", { argument: names[operands]!, usage }));
    refuseOthers(action, args);
    return action.run(keysSite(args, world, [network, ...names]));
  });
}

/** Flags of the other actions. */
function refuseOthers(action: Action, args: Arguments): void {
  const foreign = [makes, ...Object.values(actions)].flatMap(({ flags }) => flags).find((flag) => args.has(flag) && !action.flags.includes(flag));
  const command = action.usage.slice("mantisc ".length).replace(/ NETWORK.*/, "");
  if (foreign !== undefined) throw new Failed(diagnose("unknown-flag", { flag: `--${foreign}`, command, flags: action.flags.map((flag) => `--${flag}`) }));
}
