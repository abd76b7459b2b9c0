/** Times as text, as the API writes them, and as milliseconds since 1970. */

/** RFC 3339 in UTC, as Nomad writes it: `2026-11-23T19:42:16.396511305Z`. undefined for other text, and for the year 1, which means no time. */
export function timeOf(text: string): number | undefined {
  const found = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?Z$/.exec(text);
  if (found === null || found[1] === "0001") return undefined;
  const [year, month, day, hours, minutes, seconds] = found.slice(1, 7).map(Number) as [number, number, number, number, number, number];
  const fraction = Math.floor(Number(`0.${found[7] ?? "0"}`) * 1000);
  return (((daysOf(year, month, day) * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000 + fraction;
}

/** To the second, RFC 3339 in UTC: `2026-11-23T19:42:16Z`. From 1970 to the year 9999. */
export function timeText(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000);
  const { year, month, day } = dateOf(Math.floor(seconds / 86_400));
  const clock = [Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(":");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${clock}Z`;
}

function two(number: number): string {
  return String(number).padStart(2, "0");
}

/** `daysOf` backwards: days since 1970 -> a date. */
function dateOf(days: number): { year: number; month: number; day: number } {
  const since = days + 719_468;
  const century = Math.floor(since / 146_097);
  const dayOfEra = since - century * 146_097;
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const march = Math.floor((5 * dayOfYear + 2) / 153);
  const month = march < 10 ? march + 3 : march - 9;
  return { year: yearOfEra + century * 400 + (month <= 2 ? 1 : 0), month, day: dayOfYear - Math.floor((153 * march + 2) / 5) + 1 };
}

/** Days since 1970; years are counted from March, so that the leap day is their last. */
function daysOf(year: number, month: number, day: number): number {
  const marchYear = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return 365 * marchYear + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400) + dayOfYear - 719_468;
}
