/** Times of the API as text -> milliseconds since 1970. */

/** RFC 3339 in UTC, as Nomad writes it: `2026-11-23T19:42:16.396511305Z`. undefined for other text, and for the year 1, which means no time. */
export function timeOf(text: string): number | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (found === null || found[1] === "0001") return undefined;
  const [year, month, day, hours, minutes, seconds] = found.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const fraction = Math.floor(Number(`0.${found[7] ?? "0"}`) * 1000);
  return (((daysOf(year, month, day) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + fraction;
}

/** Days since 1970; years are counted from March, so that the leap day is their last. */
function daysOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * marchYear + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400) + dayOfYear - 719_468;
}
