/** `transfer`: a little money from an account of the network arrives at an address that nobody used before, and another member sees it. */
import { bytesToHex } from "@noble/hashes/utils";
import { look } from "../../chain/look.ts";
import { nodeAt } from "../../chain/ask.ts";
import { isWell } from "../../chain/health.ts";
import { prepare, receiptOf, send } from "../../chain/transfer.ts";
import { Failed } from "../../deploy/failed.ts";
import { RpcFailure } from "../../eth/rpc-failure.ts";
import { showAmount } from "../../eth/units.ts";
import { Accounts } from "../accounts.ts";
import { throughOf } from "../chain-site.ts";
import type { Testing, Trial, Trouble } from "./model.ts";

/** Wei. */
const AMOUNT = 1_000_000_000n;
const PAUSE = 1000;

export const transfer: Trial = async ({ name = "", within }, testing) => {
  const { site: { world, build: { network }, args }, looking, signal } = testing;
  const end = world.clock.now() + within * 1000;
  try {
    const accounts = new Accounts(network, args.value("store"), world);
    const account = accounts.named(name);
    const through = await throughOf(await look(looking), looking);
    if (through === undefined) return "no member takes a transaction";
    const to = `0x${bytesToHex(world.keyTools.random(20))}`;
    const prepared = await prepare(through, { payer: name, from: await accounts.address(name), to, value: AMOUNT });
    const signed = await send(through, prepared, await accounts.key(account));
    const receipt = await receiptOf(through, signed, { clock: world.clock, within: end - world.clock.now(), signal });
    if (receipt === undefined) return `${signed.hash} is in no block`;
    if (receipt.status === false) return `${signed.hash} failed in block ${receipt.blockNumber}`;
    return await arrived(to, through.member, { ...testing, end });
  } catch (error) {
    if (error instanceof Failed) return error.diagnostics.map(({ title }) => title).join("; ");
    throw error;
  }
};

interface Waiting extends Testing { readonly end: number }

/** At the member that is last in the file, other than the one that took it, where there is another. */
async function arrived(to: string, taker: string, { looking, site: { world: { clock } }, signal, end }: Waiting): Promise<Trouble> {
  const well = (await look(looking)).members.filter(isWell).map(({ member }) => member);
  const witness = well.filter((member) => member !== taker).at(-1) ?? taker;
  const address = (await looking.endpoints()).find(({ member }) => member === witness)?.address;
  if (address === undefined) return `${witness} is gone`;
  for (;;) {
    const balance = await nodeAt(address, looking).balance(to).catch(silent);
    if (balance === AMOUNT) return undefined;
    if (clock.now() >= end || signal.aborted) return `${witness} sees ${balance === undefined ? "nothing" : showAmount(balance)} where ${showAmount(AMOUNT)} should be`;
    await clock.wait(PAUSE, signal);
  }
}

function silent(error: unknown): undefined {
  if (!(error instanceof RpcFailure)) throw error;
}
