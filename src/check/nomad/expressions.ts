/** Right sides of constraints that have a language of their own: version conditions and Go's regular expressions. Says what is wrong, or undefined. */
const release = "v?[0-9]+(?:\\.[0-9]+)*(?:-[0-9]+[0-9A-Za-z\\-~]*(?:\\.[0-9A-Za-z\\-~]+)*|-?[A-Za-z\\-~]+[0-9A-Za-z\\-~]*(?:\\.[0-9A-Za-z\\-~]+)*)?(?:\\+[0-9A-Za-z\\-~]+(?:\\.[0-9A-Za-z\\-~]+)*)?\\??";
const semanticRelease = "v?(?:0|[1-9][0-9]*)(?:\\.(?:0|[1-9][0-9]*))*(?:-[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?(?:\\+[0-9A-Za-z-]+(?:\\.[0-9A-Za-z-]+)*)?";
const versionCondition = new RegExp(`^\\s*(?:=|!=|>|<|>=|<=|~>)?\\s*${release}\\s*$`);
const semverCondition = new RegExp(`^\\s*(?:=|!=|>|<|>=|<=)?\\s*${semanticRelease}\\s*$`);

/** Conditions of hashicorp/go-version, separated by commas; `semver` has no `~>`. */
export function versionProblem(text: string, semver: boolean): string | undefined {
  const wrong = text.split(",").find((part) => part.length > 256 || !(semver ? semverCondition : versionCondition).test(part));
  if (wrong === undefined) return undefined;
  return `\`${wrong.trim()}\` is no condition such as \`>= 1.6\`${semver ? "; `~>` is for `version`" : ""}. Separate several with commas.`;
}

/** What RE2 lacks, then whether the rest compiles at all. An approximation that refuses nothing RE2 takes. */
export function regexpProblem(text: string): string | undefined {
  if (/(?<!\\)(?:\\\\)*\(\?(?:[=!>]|<[=!])/.test(text)) return "Go's regular expressions have no lookahead, lookbehind and atomic groups.";
  if (/(?<!\\)(?:\\\\)*\\(?:[1-9]|k)/.test(text)) return "Go's regular expressions have no backreferences.";
  const escape = /\\(.)/g;
  for (const [, letter] of text.matchAll(escape)) {
    if (/[A-Za-z]/.test(letter!) && !"aAbBCdDfnpPQErsStvwWxz".includes(letter!)) return `\`\\${letter}\` means nothing in Go's regular expressions.`;
  }
  for (const [, count] of text.matchAll(/\{(\d+)(?:,\d*)?\}/g)) if (Number(count) > 1000) return "A repetition goes up to 1000.";
  return compileProblem(text);
}

/** Go's syntax in the words of the engine at hand, as far as they differ. */
function compileProblem(text: string): string | undefined {
  const translated = text
    .replace(/\\Q[\s\S]*?(?:\\E|$)/g, "q").replace(/\(\?P</g, "(?<").replace(/\(\?[imsU-]+\)/g, "").replace(/\(\?[imsU-]+:/g, "(?:")
    .replace(/\[\[:\^?[a-z]+:\]/g, "[a").replace(/\[:\^?[a-z]+:\]/g, "a").replace(/\\[pP](?:\{[^}]*\}|.)/g, "p").replace(/\\x\{[0-9A-Fa-f]+\}/g, "x").replace(/\\[AzC]/g, "a");
  try {
    new RegExp(translated);
    return undefined;
  } catch {
    return "It is not complete: a bracket or a repetition is out of place.";
  }
}
