/** The closest of `names` to a misspelt one, if close enough to be meant. */
export function closest(name: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = Math.max(1, Math.floor(name.length / 3)) + 1;
  for (const candidate of names) {
    if (Math.abs(candidate.length - name.length) >= bestDistance) continue;
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best ?? begunBy(name, names);
}

/** `mem` for `memory`: the only name that begins so. */
function begunBy(name: string, names: Iterable<string>): string | undefined {
  const longer = name.length < 3 ? [] : [...names].filter((candidate) => candidate.startsWith(name));
  return longer.length === 1 ? longer[0] : undefined;
}

/** Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1]! + 1, last[j]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j]!, beforeLast[j - 2]! + 1);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length]!;
}

/** Notes for an unknown name: the closest and, when they are few, the allowed ones. */
export function nameNotes(name: string, names: Iterable<string>): string[] {
  const all = [...new Set(names)].sort();
  const guess = closest(name, all);
  const notes: string[] = [];
  if (guess !== undefined) notes.push(`Did you mean \`${guess}\`?`);
  if (all.length > 0 && all.length <= 40) notes.push(`Allowed here: ${all.join(", ")}.`);
  return notes;
}
