/** The command line, reading the files it names, and writing the output. */
import { nameNotes } from "../did-you-mean.ts";
import { kind } from "../kind.ts";

const untouched = "What an earlier build wrote there is as it was.";

export const ioCodes = {
  "unknown-command": kind<{ name: string; commands: readonly string[] }>({
    severity: "error",
    title: ({ name }) => `mantisc has no command \`${name}\``,
    notes: ({ name, commands }) => [...nameNotes(name, commands), "`mantisc --help` says what each does."],
    explain: "The first word after `mantisc` names what to do.\n\nWrong: mantisc biuld networks/testnet.mantis\nRight: mantisc build networks/testnet.mantis",
  }),
  "unknown-flag": kind<{ flag: string; command: string; flags: readonly string[] }>({
    severity: "error",
    title: ({ flag, command }) => `\`mantisc ${command}\` has no flag \`${flag}\``,
    notes: ({ flag, command, flags }) => [...nameNotes(flag, flags), `\`mantisc ${command} --help\` says what each does. A file whose name begins with a hyphen goes after \`--\`.`],
    explain: "A flag that the command does not have.\n\nWrong: mantisc build --ouput build networks/testnet.mantis\nRight: mantisc build --out build networks/testnet.mantis",
  }),
  "flag-without-value": kind<{ flag: string; value: string }>({
    severity: "error",
    title: ({ flag, value }) => `\`${flag}\` needs a value: ${value}`,
    notes: ({ flag, value }) => [`Write \`${flag} ${value}\` or \`${flag}=${value}\`.`],
    explain: "The flag takes a value and none follows.\n\nWrong: mantisc build networks/testnet.mantis --out\nRight: mantisc build networks/testnet.mantis --out build",
  }),
  "flag-with-value": kind<{ flag: string }>({
    severity: "error",
    title: ({ flag }) => `\`${flag}\` takes no value`,
    notes: ({ flag }) => [`Write \`${flag}\` alone.`],
    explain: "The flag is on when it is there.\n\nWrong: mantisc build --watch=yes networks/testnet.mantis\nRight: mantisc build --watch networks/testnet.mantis",
  }),
  "bad-flag-value": kind<{ flag: string; value: string; allowed: readonly string[]; form?: string }>({
    severity: "error",
    title: ({ flag, value }) => `\`${flag}\` does not take \`${value}\``,
    notes: ({ value, allowed, form }) => (form === undefined ? nameNotes(value, allowed) : [`It is written \`${form}\`.`]),
    explain: "A value that the flag does not know, or in another form than it takes.\n\nWrong: mantisc check --format xml\nRight: mantisc check --format json\n\nWrong: mantisc build networks/testnet.mantis --set miners\nRight: mantisc build networks/testnet.mantis --set miners=3",
  }),
  "flag-twice": kind<{ flag: string }>({
    severity: "error",
    title: ({ flag }) => `\`${flag}\` is given twice`,
    notes: () => ["Only one of them could count: leave one out."],
    explain: "A flag that takes one value stands there more than once.\n\nWrong: mantisc build --out a --out b networks/testnet.mantis\nRight: mantisc build --out a networks/testnet.mantis",
  }),
  "flags-together": kind<{ flag: string; other: string; reason: string }>({
    severity: "error",
    title: ({ flag, other }) => `\`${flag}\` and \`${other}\` do not go together this way`,
    notes: ({ reason }) => [reason],
    explain: "Two flags that exclude or need each other.\n\nWrong: mantisc build networks/testnet.mantis --stdout\nRight: mantisc build networks/testnet.mantis --job mantis --stdout",
  }),
  "unexpected-argument": kind<{ argument: string; usage: string }>({
    severity: "error",
    title: ({ argument }) => `\`${argument}\` is one argument too many`,
    notes: ({ usage }) => [`Usage: ${usage}`],
    explain: "The command takes fewer arguments than it was given.\n\nWrong: mantisc new alice bob\nRight: mantisc new alice",
  }),
  "missing-argument": kind<{ argument: string; usage: string }>({
    severity: "error",
    title: ({ argument }) => `${argument} is missing`,
    notes: ({ usage }) => [`Usage: ${usage}`],
    explain: "The command needs an argument that was not given.\n\nWrong: mantisc new\nRight: mantisc new alice-testnet",
  }),
  "unknown-code": kind<{ code: string; codes: readonly string[] }>({
    severity: "error",
    title: ({ code }) => `There is no diagnostic code \`${code}\``,
    notes: ({ code, codes }) => [...nameNotes(code, codes), "`mantisc explain` lists them all."],
    explain: "`mantisc explain` takes the code that stands in brackets at the head of a diagnostic.\n\nWrong: mantisc explain unknown-atribute\nRight: mantisc explain unknown-attribute",
  }),
  "unknown-network-file": kind<{ name: string; names: readonly string[] }>({
    severity: "error",
    title: ({ name }) => `There is no file \`${name}\``,
    notes: ({ name, names }) => {
      const plain = name.replace(/^.*\//, "").replace(/\.mantis$/, "");
      return [...nameNotes(plain, names), "A file is given by its path, or by its name alone if it lies in `networks/`."];
    },
    explain: "A file named on the command line is not there.\n\nWrong: mantisc build networks/tesnet.mantis\nRight: mantisc build networks/testnet.mantis (or: mantisc build testnet)",
  }),
  "unreadable-file": kind<{ path: string; reason: string }>({
    severity: "error",
    title: ({ path, reason }) => `\`${path}\` cannot be read: ${reason}`,
    notes: () => ["A .mantis file is UTF-8 text that you may read."],
    explain: "A file named on the command line is there and cannot be read as text.\n\nWrong: mantisc fmt networks/\nRight: mantisc fmt networks/testnet.mantis",
  }),
  "no-network-files": kind<{ directory: string }>({
    severity: "error",
    title: ({ directory }) => `There are no .mantis files in \`${directory}\``,
    notes: () => ["Without a file name every network in `networks/` below the current directory is taken. Name a file, go to the project's directory, or give it with `--root`."],
    explain: "The command was given no file and found none to take.\n\nWrong: cd /tmp && mantisc check\nRight: cd my-project && mantisc check",
  }),
  "not-a-directory": kind<{ flag: string; path: string }>({
    severity: "error",
    title: ({ path }) => `\`${path}\` is not a directory`,
    notes: ({ flag }) => [`\`${flag}\` takes a directory that is there.`],
    explain: "A flag that takes a directory was given something else.\n\nWrong: mantisc check --root networks/testnet.mantis\nRight: mantisc check --root networks",
  }),
  "unknown-job": kind<{ name: string; jobs: readonly string[] }>({
    severity: "error",
    title: ({ name }) => `No network that was built has a job \`${name}\``,
    notes: ({ name, jobs }) => nameNotes(name, jobs),
    explain: "`--job` takes the name of a job as it stands in the network.\n\nWrong: mantisc build networks/testnet.mantis --job miners --stdout\nRight: mantisc build networks/testnet.mantis --job mantis --stdout",
  }),
  "ambiguous-job": kind<{ name: string; networks: readonly string[] }>({
    severity: "error",
    title: ({ name, networks }) => `More than one network has a job \`${name}\`: ${networks.join(", ")}`,
    notes: () => ["Name the one file whose job you want: `--stdout` prints one payload."],
    explain: "`--job NAME --stdout` prints exactly one payload.\n\nWrong: mantisc build --job mantis --stdout\nRight: mantisc build networks/testnet.mantis --job mantis --stdout",
  }),
  "same-output": kind<{ name: string; first: string; second: string }>({
    severity: "error",
    title: ({ name }) => `Two networks are called \`${name}\` and would be written to one place`,
    notes: ({ first, second }) => [`They are written in ${first} and ${second}. Rename one, or build them one at a time with different \`--out\`.`],
    explain: "A network's output goes to `out/<its name>/`, so the names of networks built together differ.\n\nWrong: mantisc build a.mantis b.mantis, both with `network testnet { … }`\nRight: rename one of the networks",
  }),
  "bad-network-name": kind<{ name: string }>({
    severity: "error",
    title: ({ name }) => `\`${name}\` cannot be a network's name`,
    notes: () => ["A name begins with a letter or `_`; letters, digits, `_` and single hyphens follow."],
    explain: "The name becomes an identifier of the language, a file and a directory.\n\nWrong: mantisc new \"alice's testnet\"\nRight: mantisc new alice-testnet",
  }),
  "file-exists": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `\`${path}\` is already there`,
    notes: () => ["`mantisc new` writes over nothing. Take another name, or remove the file first."],
    explain: "`mantisc new` starts a file and never changes one.\n\nWrong: mantisc new testnet\nRight: mantisc new alice-testnet",
  }),
  "no-base-network": kind<{ path: string; names: readonly string[] }>({
    severity: "error",
    title: ({ path, names }) => (names.length === 0 ? `There is no network in \`${path}\`` : `\`${path}\` holds ${names.length} networks`),
    notes: ({ names }) => [names.length === 0 ? "`--from` takes a file with one network, which the new one extends." : `The new network extends one of them (${names.join(", ")}): write the file by hand.`],
    explain: "`mantisc new` writes a network that extends the one network of the file given with `--from`.\n\nWrong: mantisc new alice --from kit/profiles\nRight: mantisc new alice --from testnet",
  }),
  "output-in-the-way": kind<{ path: string; what: string }>({
    severity: "error",
    title: ({ path, what }) => `\`${path}\` is a ${what} that mantisc did not write`,
    notes: () => [`The build would write over it, so nothing was written. ${untouched}`, "Move it away, or build to another place with `--out`."],
    explain: "mantisc writes over and removes only files that the manifest.json of an earlier build lists. Here something else stands where an artifact should go.\n\nWrong: cp notes.json out/testnet/nomad/mantis.json && mantisc build testnet --out out\nRight: keep your own files out of the output directory",
  }),
  "output-outside": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `\`${path}\` leads out of the output directory`,
    notes: () => [`A link or a name on the way points elsewhere, so nothing was written. ${untouched}`, "Remove the link, or give the real place with `--out`."],
    explain: "Output stays below the directory it is meant for, whatever links are in the way.\n\nWrong: ln -s /etc out/testnet && mantisc build testnet\nRight: mantisc build testnet --out /srv/networks",
  }),
  "output-not-a-directory": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `\`${path}\` should be a directory and is something else`,
    notes: () => [untouched, "Move what stands there away, or build to another place with `--out`."],
    explain: "A directory of the output cannot be made because a file has its name.\n\nWrong: touch out && mantisc build testnet\nRight: rm out && mantisc build testnet",
  }),
  "output-is-a-directory": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `\`${path}\` is a directory where a file should go`,
    notes: () => [untouched, "Move the directory away, or build to another place with `--out`."],
    explain: "An artifact cannot be written because a directory has its name.\n\nWrong: mkdir -p out/testnet/manifest.json && mantisc build testnet\nRight: rmdir out/testnet/manifest.json && mantisc build testnet",
  }),
  "output-disk-full": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `No space left on the disk for \`${path}\``,
    notes: () => [untouched, "Free some space, or build to another disk with `--out`."],
    explain: "The disk, or your quota on it, was full while the output was written. New files are written beside the old ones and renamed when all are complete, so the old output is whole.\n\nRight: free some space, or write elsewhere with --out DIR, and build again",
  }),
  "output-read-only": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `\`${path}\` lies on a read-only file system`,
    notes: () => ["Build to another place with `--out`."],
    explain: "The output directory cannot be written because its file system is mounted read-only.\n\nWrong: mantisc build testnet --out /usr/share/networks\nRight: mantisc build testnet --out ~/networks",
  }),
  "output-denied": kind<{ path: string }>({
    severity: "error",
    title: ({ path }) => `No permission to write \`${path}\``,
    notes: () => [untouched, "Change the permissions of the directory, or build to another place with `--out`."],
    explain: "The directory or a file of the output may not be written by you.\n\nWrong: sudo mantisc build testnet, later: mantisc build testnet\nRight: sudo chown -R $USER out && mantisc build testnet",
  }),
  "output-failed": kind<{ path: string; reason: string }>({
    severity: "error",
    title: ({ path, reason }) => `\`${path}\` could not be written: ${reason}`,
    notes: () => [untouched],
    explain: "The operating system refused to write the output, for the reason in the title.\n\nRight: make the directory writable, or write elsewhere with --out DIR",
  }),
} as const;
