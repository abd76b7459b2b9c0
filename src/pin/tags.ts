/** Which of an image's tags is the newest, where tags are version numbers. */

/** undefined where any tag but `latest` is no version number: a registry gives no dates. Versions before a release (`1.2.0-rc1`) count only if there are no others. */
export function newest(tags: readonly string[]): string | undefined {
  const named = tags.filter((tag) => tag !== "latest");
  const versions = named.map(versionOf);
  if (versions.length === 0 || versions.some((version) => version === undefined)) return undefined;
  const known = versions as Version[];
  const released = known.filter(({ rest }) => rest === "");
  return (released.length > 0 ? released : known).reduce((best, one) => (order(one, best) > 0 ? one : best)).tag;
}

interface Version { readonly tag: string; readonly numbers: readonly number[]; readonly rest: string }

/** `1.2.3`, `v1.2`, `2021.06.01-rc1`: at least two numbers. */
function versionOf(tag: string): Version | undefined {
  const match = /^v?(\d{1,9}(?:\.\d{1,9}){1,3})(-[0-9A-Za-z.-]+)?$/.exec(tag);
  return match === null ? undefined : { tag, numbers: match[1]!.split(".").map(Number), rest: match[2] ?? "" };
}

function order(a: Version, b: Version): number {
  for (let i = 0; i < 4; i++) if ((a.numbers[i] ?? 0) !== (b.numbers[i] ?? 0)) return (a.numbers[i] ?? 0) - (b.numbers[i] ?? 0);
  return a.rest < b.rest ? -1 : a.rest > b.rest ? 1 : 0;
}
