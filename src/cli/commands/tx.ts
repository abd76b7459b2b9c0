/** `tx`: money from an account of the network, in one signed transaction through one of its members; waits for the receipt. */
import { look } from "../../chain/look.ts";
import { verdictText } from "../../chain/text.ts";
import { prepare, receiptOf, send, type Payment, type Through } from "../../chain/transfer.ts";
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import { checksummed } from "../../eth/address.ts";
import type { Receipt } from "../../eth/receipt.ts";
import { parseAmount, showAmount } from "../../eth/units.ts";
import { Accounts } from "../accounts.ts";
import type { Arguments } from "../arguments.ts";
import { lookingAt, throughOf } from "../chain-site.ts";
import { confirmed, declined } from "../confirm.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { durationOf } from "../duration.ts";
import { interruptible } from "../interrupt.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("tx", args, world, (site) => transfer(site));
}

async function transfer(site: Site): Promise<number> {
  const { args, world, build: { network } } = site;
  const [from, to, amount] = [required(args, "from"), required(args, "to"), amountOf(required(args, "value"))];
  const within = durationOf(args, "timeout", 120_000);
  const accounts = new Accounts(network, args.value("store"), world);
  const account = accounts.named(from);
  const payment: Payment = { payer: from, from: await accounts.address(from), to: await accounts.address(to), value: amount };
  const through = await member(site);
  const prepared = await prepare(through, payment);
  world.out.write(`${showAmount(amount)} from ${from} (${checksummed(payment.from)}) to ${checksummed(payment.to)}, through ${through.member} on the chain ${prepared.transaction.chainId}; the gas costs at most ${showAmount(prepared.fee)}\n`);
  if (!(await confirmed(args, world, "Send it?"))) return declined(world);
  const signed = await send(through, prepared, await accounts.key(account));
  world.out.write(`sent: ${signed.hash}\n`);
  return interruptible(world, async (signal) => {
    const receipt = await receiptOf(through, signed, { clock: world.clock, within, signal });
    if (receipt === undefined) return unfinished(site, signed.hash, { seconds: within / 1000, signal });
    return told(receipt, signed.hash, world);
  });
}

function required(args: Arguments, flag: string): string {
  const value = args.value(flag);
  if (value === undefined) throw new Failed(diagnose("missing-argument", { argument: `\`--${flag}\``, usage: "mantisc tx NETWORK --from ACCOUNT --to ADDRESS --value AMOUNT" }));
  return value;
}

function amountOf(word: string): bigint {
  const amount = parseAmount(word);
  if (typeof amount === "string") throw new Failed(diagnose("tx-bad-amount", { word, problem: `it ${amount}` }));
  return amount;
}

async function member(site: Site): Promise<Through> {
  const looking = lookingAt(site);
  const view = await look(looking);
  const through = await throughOf(view, looking);
  if (through === undefined) throw new Failed(diagnose("tx-nobody", { network: site.deployment.network, says: verdictText(view, site.world.clock.now()) }));
  return through;
}

async function unfinished(site: Site, hash: string, { seconds, signal }: { readonly seconds: number; readonly signal: AbortSignal }): Promise<number> {
  if (signal.aborted) {
    site.world.err.write(`Interrupted. The transaction was sent: ${hash}. \`mantisc chain ${site.deployment.file}\` says whether blocks come.\n`);
    return exitCodes.error;
  }
  const says = verdictText(await look(lookingAt(site)), site.world.clock.now());
  throw new Failed(diagnose("tx-waits", { hash, seconds, says, file: site.deployment.file }));
}

function told({ status, blockNumber, gasUsed }: Receipt, hash: string, { out }: World): number {
  if (status === false) throw new Failed(diagnose("tx-failed", { hash, block: blockNumber }));
  out.write(`in block ${blockNumber}, for ${gasUsed} gas\n`);
  return exitCodes.ok;
}
