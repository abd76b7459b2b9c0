/** Version constraints as Nomad checks them: `>= 1.4.0, < 2` against `1.6.3-dev`. */

interface Version { readonly segments: readonly number[]; readonly pre: string }

/**
 * Mirrors the operands `version` (a pre-release satisfies nothing that names none) and `semver` (pre-releases are ordered before their
 * release). What is no version or no constraint satisfies nothing.
 */
export function satisfies(text: string, constraints: string, operand: "version" | "semver"): boolean {
  const have = parsed(text);
  return have !== undefined && constraints.split(",").every((one) => {
    const [, operator = "", wanted = ""] = /^\s*(=|!=|>=|<=|>|<|~>|)\s*(\S+)\s*$/.exec(one) ?? [];
    const want = parsed(wanted);
    return want !== undefined && check(have, { operator, want, strict: operand === "version" });
  });
}

function parsed(text: string): Version | undefined {
  const [, numbers, pre] = /^v?(\d+(?:\.\d+)*)(?:-([0-9A-Za-z.~-]+))?(?:\+[0-9A-Za-z.~-]+)?$/.exec(text.trim()) ?? [];
  return numbers === undefined ? undefined : { segments: numbers.split(".").map(Number), pre: pre ?? "" };
}

interface Wanted { readonly operator: string; readonly want: Version; readonly strict: boolean }

function check(have: Version, { operator, want, strict }: Wanted): boolean {
  const order = compare(have, want);
  if (operator === "" || operator === "=") return order === 0;
  if (operator === "!=") return order !== 0;
  if (strict && have.pre !== "" && (want.pre === "" || compare({ ...have, pre: "" }, { ...want, pre: "" }) !== 0)) return false;
  if (operator === "~>") return order >= 0 && want.segments.slice(0, -1).every((segment, i) => (have.segments[i] ?? 0) === segment);
  return operator === ">=" ? order >= 0 : operator === "<=" ? order <= 0 : operator === ">" ? order > 0 : order < 0;
}

function compare(a: Version, b: Version): number {
  for (let i = 0; i < Math.max(a.segments.length, b.segments.length); i++) {
    const difference = (a.segments[i] ?? 0) - (b.segments[i] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.pre === b.pre) return 0;
  if (a.pre === "" || b.pre === "") return a.pre === "" ? 1 : -1;
  return a.pre < b.pre ? -1 : 1;
}
