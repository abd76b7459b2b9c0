/** Names that differ in one number, written once: `mantis-1 mantis-2 mantis-3 faucet` -> `mantis-{1..3} faucet`. Keeps the order of first appearance. */
export function compactNames(names: Iterable<string>): string[] {
  const families = new Map<string, { head: string; tail: string; numbers: number[]; only: string }>();
  for (const name of new Set(names)) {
    const [, head, digits, tail] = /^(.*?)(0|[1-9]\d{0,8})(\D*)$/su.exec(name) ?? [undefined, name, undefined, ""];
    const key = digits === undefined ? `=${name}` : `#${head}\0${tail}`;
    const family = families.get(key) ?? { head: head!, tail: tail!, numbers: [], only: name };
    if (digits !== undefined) family.numbers.push(Number(digits));
    families.set(key, family);
  }
  return [...families.values()].map(({ head, tail, numbers, only }) => (numbers.length < 2 ? only : `${head}{${ranges(numbers)}}${tail}`));
}

function ranges(numbers: number[]): string {
  const runs: [number, number][] = [];
  for (const n of numbers.sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === n - 1) last[1] = n;
    else runs.push([n, n]);
  }
  return runs.map(([from, to]) => (from === to ? `${from}` : to === from + 1 ? `${from},${to}` : `${from}..${to}`)).join(",");
}
