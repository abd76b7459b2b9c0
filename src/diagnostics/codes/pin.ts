/** What can be wrong with pinning: what is to be pinned, where its value stands, what remotes and registries have. */
import { kind } from "../kind.ts";

export const pinCodes = {
  "pin-what": kind<{ usage: string }>({
    severity: "error",
    title: () => "What is to be pinned?",
    notes: (a) => [`Say it after the file: ${a.usage}.`],
    explain: `\`mantisc pin\` changes the revision of one source or the tag of one image, or with --all the revisions of all sources.

Wrong:   mantisc pin testnet mantis
Right:   mantisc pin testnet source mantis`,
  }),
  "pin-unknown": kind<{ kind: string; name: string; network: string; there: readonly string[]; guess: string | undefined }>({
    severity: "error",
    title: (a) => `There is no ${a.kind} \`${a.name}\` in the network ${a.network}`,
    notes: (a) => [...(a.guess === undefined ? [] : [`Did you mean \`${a.guess}\`?`]), a.there.length === 0 ? `It has no ${a.kind} at all.` : `There is: ${a.there.join(", ")}.`],
    explain: `A source is a block \`source NAME { … }\` of the network, an image one that its tasks run.

Wrong:   mantisc pin testnet source mantiss
Right:   mantisc pin testnet source mantis`,
  }),
  "pin-computed": kind<{ kind: string; name: string; attribute: string }>({
    severity: "error",
    title: (a) => `\`${a.attribute}\` of the ${a.kind} ${a.name} is computed`,
    label: () => "not a plain string",
    notes: () => ["Only a plain string is replaced. Change what it is computed from."],
    explain: `\`mantisc pin\` edits the string that stands in the file, and nothing that other values depend on.

Wrong:   rev = latest
Right:   rev = "4fc1d4ab5396f206319387e0283d597ea390f6b8"`,
  }),
  "pin-without-url": kind<{ name: string }>({
    severity: "error",
    title: (a) => `The source ${a.name} has no \`url\``,
    notes: () => ["Give one, or say the revision yourself: `--rev 4fc1d4ab…`."],
    explain: `The newest revision of a source is asked for at its \`url\`.

Wrong:   source mantis { ref = "develop" }
Right:   source mantis { url = "https://github.com/input-output-hk/mantis"  ref = "develop" }`,
  }),
  "pin-bad-revision": kind<{ value: string }>({
    severity: "error",
    title: (a) => `\`${a.value}\` is no revision`,
    notes: () => ["A revision is 40 hexadecimal digits; a branch or tag is given with `--ref`."],
    explain: `A short revision may become ambiguous one day, so sources hold whole ones.

Wrong:   mantisc pin testnet source mantis --rev 4fc1d4a
Right:   mantisc pin testnet source mantis --rev 4fc1d4ab5396f206319387e0283d597ea390f6b8`,
  }),
  "remote-failed": kind<{ url: string; reason: string }>({
    severity: "error",
    title: (a) => `The repository ${a.url} cannot be read`,
    notes: (a) => [a.reason, "Nothing was changed. `--rev` gives a revision without asking."],
    explain: `\`mantisc pin\` asks the remote with \`git ls-remote\`, with your own git settings and keys; it asks for no password.

Wrong:   url = "https://github.com/input-output-hk/mantiss"
Right:   url = "https://github.com/input-output-hk/mantis"`,
  }),
  "remote-without-ref": kind<{ url: string; ref: string; guess: string | undefined }>({
    severity: "error",
    title: (a) => `${a.url} has no branch or tag \`${a.ref}\``,
    notes: (a) => (a.guess === undefined ? [] : [`Did you mean \`${a.guess}\`?`]),
    explain: `The revision is that of the branch or tag in \`ref\`, or of \`--ref\`; without either of the remote's HEAD.

Wrong:   mantisc pin testnet source mantis --ref devlop
Right:   mantisc pin testnet source mantis --ref develop`,
  }),
  "registry-failed": kind<{ registry: string; repository: string; reason: string }>({
    severity: "error",
    title: (a) => `The registry ${a.registry} does not say what it has of ${a.repository}`,
    notes: (a) => [a.reason, "MANTISC_REGISTRY_AUTH holds `name:password` for a registry that asks; `--tag` gives a tag without asking."],
    explain: `Tags are asked for by the HTTP API that all registries of images have in common (version 2), over TLS except on this machine.

Wrong:   registry "docker.mantis.sw" { image mantis { } }
Right:   registry "docker.mantis.ws" { image mantis { } }`,
  }),
  "registry-choice": kind<{ image: string; tags: readonly string[] }>({
    severity: "error",
    title: (a) => (a.tags.length === 0 ? `The registry has no tag of ${a.image}` : `Which tag of ${a.image} is the newest cannot be seen`),
    notes: (a) => (a.tags.length === 0 ? [] : [`They are no version numbers: ${a.tags.slice(0, 20).join(", ")}${a.tags.length > 20 ? `, and ${a.tags.length - 20} more` : ""}.`, "Say which: `--tag TAG`."]),
    explain: `A registry lists tags without dates. Where all of them are version numbers the highest is taken; otherwise you say which.

Wrong:   mantisc pin testnet image mantis
Right:   mantisc pin testnet image mantis --tag 2jvvn7ax7nahgv36b28ccqa138dhbhwn`,
  }),
  "image-missing": kind<{ image: string; tag: string }>({
    severity: "error",
    title: (a) => `The registry has no image ${a.image}:${a.tag}`,
    label: () => "this tag",
    notes: () => ["A task that runs it would fail on its node when the image is pulled."],
    explain: `\`mantisc images --check\` asks each registry for each image that tasks of the network run.

Wrong:   image mantis { tag = "2jvvn7ax" }
Right:   image mantis { tag = "2jvvn7ax7nahgv36b28ccqa138dhbhwn" }`,
  }),
};
