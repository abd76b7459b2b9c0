/** `--spare SET=N` -> how many members each set should have. A set is also found by a word that is its name with an s. */
import { Failed } from "../deploy/failed.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { MemberSet, Network } from "../network/model.ts";

const most = 10_000;

/** Fails with `bad-flag-value`, `no-such-set-to-spare`. */
export function spareMembers(words: readonly string[], { sets }: Network): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>();
  for (const word of words) {
    const [, name = "", count = ""] = /^([^=]+)=(\d{1,9})$/.exec(word) ?? [];
    if (name === "" || Number(count) > most) throw new Failed(diagnose("bad-flag-value", { flag: "--spare", value: word, allowed: [], form: `--spare SET=N, N at most ${most}` }));
    wanted.set(setNamed(name, sets).name, Number(count));
  }
  return wanted;
}

function setNamed(name: string, sets: readonly MemberSet[]): MemberSet {
  const found = sets.find((set) => set.name === name) ?? sets.find((set) => `${set.name}s` === name);
  if (found !== undefined && found.form !== "one") return found;
  const others = sets.filter(({ form }) => form !== "one").map((set) => set.name);
  throw new Failed(diagnose("no-such-set-to-spare", { name, sets: others, one: found !== undefined }));
}
