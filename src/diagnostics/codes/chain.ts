import { kind } from "../kind.ts";

/** What can be wrong with looking at a chain, and with moving money on it. */
export const chainCodes = {
  "chain-nobody-speaks": kind<{ network: string }>({
    severity: "error",
    title: (a) => `No service of ${a.network} speaks of a chain`,
    notes: () => ["A service says so itself: `service rpc { speaks = eth }` is one that answers Ethereum's JSON-RPC."],
    explain: "`chain`, `tx` and `test` ask the members of a network over Ethereum's JSON-RPC, at the port of the service that says it speaks that.\n\nWrong:  service rpc { port = rpc }\nRight:  service rpc { port = rpc  speaks = eth }",
  }),
  "chain-not-reached": kind<{ height: number; seconds: number; network: string; says: string }>({
    severity: "error",
    title: (a) => `${a.network} was not at height ${a.height} after ${a.seconds} s`,
    notes: (a) => [`What its members say: ${a.says}`, "It is reached when every member is there, has blocks so far, and holds the same chain."],
    explain: "`--wait-height` waits until every member has got so far and all agree, and no longer than `--timeout` says.\n\nWrong:  mantisc chain devnet --wait-height 1000 --timeout 10s\nRight:  mantisc chain devnet --wait-height 10 --timeout 2m",
  }),
  "tx-no-account": kind<{ name: string; network: string; accounts: readonly string[] }>({
    severity: "error",
    title: (a) => `${a.name} has no account to pay from`,
    notes: (a) => [a.accounts.length === 0 ? `${a.network} has no accounts: none of its secrets is an \`address\`.` : `Accounts of ${a.network}: ${a.accounts.join(", ")}.`],
    explain: "An account is a secret that is made as the `address` of a private key; it is called by the member or wallet that owns it.\n\nWrong:  mantisc tx devnet --from node --to signer-1 --value 1ether\nRight:  mantisc tx devnet --from faucet --to signer-1 --value 1ether",
  }),
  "tx-key-missing": kind<{ id: string; store: string; network: string }>({
    severity: "error",
    title: (a) => `${a.id} is not in ${a.store}`,
    notes: (a) => [`\`mantisc keys ${a.network}\` makes what is missing; \`--store dir:PATH\` takes keys from a directory.`],
    explain: "Who pays signs with the private key of his account, which is a secret of the network.\n\nWrong:  mantisc tx devnet --from faucet … before there are keys\nRight:  mantisc up devnet",
  }),
  "tx-bad-address": kind<{ word: string; problem: string; accounts: readonly string[] }>({
    severity: "error",
    title: (a) => `\`${a.word}\` is no address: ${a.problem}`,
    notes: (a) => (a.accounts.length === 0 ? [] : [`Accounts of this network may be called by name: ${a.accounts.join(", ")}.`]),
    explain: "An address is `0x` and 40 hex digits. One with capital and small letters holds a checksum (EIP-55), and is refused where that does not fit: somebody mistyped it.\n\nWrong:  --to 0x5aaeb6053F3E94C9b9A09f33669435E7Ef1BeAed\nRight:  --to 0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
  }),
  "tx-bad-amount": kind<{ word: string; problem: string }>({
    severity: "error",
    title: (a) => `\`${a.word}\` is no amount: ${a.problem}`,
    explain: "An amount is a number with its unit: wei, gwei (10^9 wei) or ether (10^18 wei).\n\nWrong:  --value 1\nRight:  --value 1ether",
  }),
  "tx-poor": kind<{ from: string; has: string; needs: string }>({
    severity: "error",
    title: (a) => `${a.from} has ${a.has}, and ${a.needs} are needed`,
    notes: () => ["What is needed is the value and the most that the transaction may cost."],
    explain: "An account pays the value it sends and the gas for it.\n\nWrong:  --value 5ether from an account that has 5 ether\nRight:  --value 4.9ether",
  }),
  "tx-nobody": kind<{ network: string; says: string }>({
    severity: "error",
    title: (a) => `No member of ${a.network} takes a transaction`,
    notes: (a) => [`What its members say: ${a.says}`],
    explain: "A transaction is sent through a member that answers and is not behind the others.\n\nWrong:  mantisc tx devnet --from faucet … before the network runs\nRight:  mantisc up devnet",
  }),
  "tx-refused": kind<{ member: string; reason: string }>({
    severity: "error",
    title: (a) => `${a.member} does not take the transaction`,
    notes: (a) => [`It says: ${a.reason}`, "Nothing was sent."],
    explain: "The member looked at the transaction and said no, in its own words: the fee is too low, the account has not enough, another transaction has its number.\n\nWrong:  sending from two places at once\nRight:  one after the other",
  }),
  "tx-lost": kind<{ member: string; hash: string; reason: string }>({
    severity: "error",
    title: (a) => `Whether ${a.member} got the transaction is not known`,
    notes: (a) => [`No answer came: ${a.reason}`, `Its hash is ${a.hash}. Look for that before you send it again: a second one would pay a second time.`],
    explain: "The connection broke after the transaction was sent and before its hash came back. It may be in the next block.\n\nWrong:  sending it again at once\nRight:  mantisc chain devnet, and a look for its hash",
  }),
  "tx-waits": kind<{ hash: string; seconds: number; says: string; file: string }>({
    severity: "error",
    title: (a) => `The transaction is in no block after ${a.seconds} s`,
    notes: (a) => [`Its hash is ${a.hash}; it was sent, and may still come into one. Do not send it again.`, `The chain: ${a.says}`, `\`mantisc chain ${a.file}\` says whether blocks come.`],
    explain: "A transaction is done when a block holds it. Where no blocks come, it waits.\n\nWrong:  sending it again: that may pay twice\nRight:  mantisc chain devnet --watch",
  }),
  "tx-failed": kind<{ hash: string; block: number }>({
    severity: "error",
    title: (a) => `The transaction failed in block ${a.block}`,
    notes: (a) => [`Its hash is ${a.hash}. Nothing was paid but the gas.`],
    explain: "A block holds the transaction, and it was undone: the receiver is a contract that does not take it.\n\nWrong:  sending money to a contract that cannot receive it\nRight:  sending it to an account",
  }),
  "no-expectations": kind<{ network: string }>({
    severity: "error",
    title: (a) => `${a.network} expects nothing`,
    notes: () => ["Say in its file what a test is to look for: `expect \"blocks come\" { blocks = 3  within = 1m }`."],
    explain: "`mantisc test` looks for what the network's `expect` blocks say.\n\nWrong:  network devnet { job … }\nRight:  network devnet { job …  expect \"all are connected\" { peers = 3 } }",
  }),
};
