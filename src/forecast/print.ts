/**
 * A forecast as operators read it: job by job what happens to which groups, why and on which line, what that means, how long it takes.
 * Groups to which the same happens are shown once, and what nothing happens to is only named.
 */
import { wrap } from "../diagnostics/render/wrap.ts";
import { many } from "../diff/words.ts";
import { textWidth, visible } from "../text/visible.ts";
import { familiesOf, type Family, type Row } from "./families.ts";
import type { Forecast, GroupForecast } from "./model.ts";

export interface PrintOptions {
  readonly colour: boolean;
  /** Columns that a line may take. */
  readonly width: number;
}

const colours = { destructive: 31, removed: 31, "in-place": 33, scaled: 33, created: 32, ignored: 2, bold: 1, warning: 33 } as const;

/** Empty where nothing happens. */
export function printForecast(forecast: Forecast, options: PrintOptions): string {
  const { groups, warnings } = forecast;
  const happens = new Set(groups.filter(({ outcome }) => outcome !== "ignored").map(({ job }) => job));
  if (happens.size === 0) return "";
  const printer = new Printer(options);
  for (const job of happens) printer.job(job, groups.filter((group) => group.job === job));
  const quiet = new Set(groups.map(({ job }) => job).filter((job) => !happens.has(job)));
  if (quiet.size > 0) printer.sentence(0, `Nothing happens to ${quiet.size === 1 ? "the job" : "the jobs"} ${[...quiet].map(visible).join(", ")}.\n`);
  for (const warning of warnings) printer.warning(warning);
  printer.sentence(0, `${totals(groups)} (rules of Nomad ${visible(forecast.nomad)})`);
  return printer.text;
}

class Printer {
  text = "";

  constructor(private readonly options: PrintOptions) {}

  paint(style: keyof typeof colours, text: string): string {
    return this.options.colour ? `\u001b[${colours[style]}m${text}\u001b[0m` : text;
  }

  line(text: string): void {
    this.text += `${text}\n`;
  }

  sentence(depth: number, text: string): void {
    for (const line of wrap(text, this.options.width - depth)) this.line(" ".repeat(depth) + line);
  }

  warning(text: string): void {
    const [first = "", ...rest] = wrap(`Warning: ${text}`, this.options.width);
    for (const line of [first.replace("Warning:", this.paint("warning", "Warning:")), ...rest, ""]) this.line(line);
  }

  job(name: string, groups: readonly GroupForecast[]): void {
    this.line(this.paint("bold", visible(name)));
    for (const family of familiesOf(groups)) this.family(family);
    this.line("");
  }

  private family({ group, names, lines }: Family): void {
    this.line(`  ${names}: ${this.paint(group.outcome, lines.outcome)}`);
    for (const row of lines.rows) this.row(row);
    if (lines.more !== "") this.sentence(6, lines.more);
    for (const sentence of lines.sentences) this.sentence(4, sentence);
  }

  /** In one line; where that is too long, the values in a line of their own. */
  private row({ what, change, where, width }: Row): void {
    const place = where === "" ? "" : `  ${this.paint("bold", where)}`;
    const fits = 8 + width + textWidth(change) + textWidth(where) <= this.options.width;
    const text = fits ? `      ${pad(what, width)}  ${change}${place}` : `      ${what}${place}\n          ${change}`;
    this.line(text);
  }
}

function totals(groups: readonly GroupForecast[]): string {
  const words: readonly (readonly [GroupForecast["outcome"], string])[] = [["destructive", "replaced"], ["in-place", "updated in place"], ["scaled", "scaled"], ["created", "new"], ["removed", "removed"], ["ignored", "untouched"]];
  const counts = words.map(([outcome, word]) => [groups.filter((group) => group.outcome === outcome).length, word] as const).filter(([count]) => count > 0);
  return counts.map(([count, word], i) => `${i === 0 ? many(count, "group") : count} ${word}`).join(", ");
}

function pad(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - textWidth(text)));
}
