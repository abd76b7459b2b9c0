/** Grammar productions -> railroad diagrams (plain SVG) and EBNF. Pure text in and out; knows nothing of this language. */
import type { ISerializedGast } from "chevrotain";

export interface Production {
  readonly type: string;
  readonly name?: string;
  readonly label?: string;
  readonly definition?: readonly Production[];
  readonly separator?: Production;
}

export function asProductions(gast: readonly ISerializedGast[]): Production[] {
  return gast as unknown as Production[];
}

/** A drawn piece: its line enters and leaves at height 0; it needs `up` above and `down` below. */
interface Drawn {
  readonly width: number;
  readonly up: number;
  readonly down: number;
  draw(x: number, y: number): string;
}

const ROW = 11;
const GAP = 10;
const BEND = 12;

const path = (d: string) => `<path d="${d}"/>`;
const line = (x: number, y: number, width: number) => (width <= 0 ? "" : path(`M${x} ${y}h${width}`));

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (c) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[c]!);
}

/** Tokens as written lose their backticks; what a token means (`a name`) keeps its words. */
const shown = (label: string): string => label.replace(/`/g, "");
const literal = (label: string): boolean => /^`[^`]+`$/.test(label);

function box(text: string, kind: "token" | "word" | "rule"): Drawn {
  const width = text.length * 7.4 + 18;
  return {
    width, up: ROW, down: ROW,
    draw(x, y) {
      const shape = `<rect class="${kind}" x="${x}" y="${y - ROW}" width="${width}" height="${2 * ROW}" rx="${kind === "rule" ? 0 : ROW}"/><text x="${x + width / 2}" y="${y + 4}">${escapeHtml(text)}</text>`;
      return kind === "rule" ? `<a href="#${text}">${shape}</a>` : shape;
    },
  };
}

function sequence(items: readonly Drawn[]): Drawn {
  const width = items.reduce((sum, item) => sum + item.width, 0) + GAP * Math.max(0, items.length - 1);
  return {
    width, up: Math.max(0, ...items.map((item) => item.up)), down: Math.max(0, ...items.map((item) => item.down)),
    draw(x, y) {
      let at = x;
      return items.map((item, i) => {
        const lead = i === 0 ? "" : line(at - GAP, y, GAP);
        const drawn = lead + item.draw(at, y);
        at += item.width + GAP;
        return drawn;
      }).join("");
    },
  };
}

function choice(items: readonly Drawn[]): Drawn {
  const inner = Math.max(...items.map((item) => item.width));
  const offsets: number[] = [0];
  for (let i = 1; i < items.length; i++) offsets.push(Math.max(2 * BEND, offsets[i - 1]! + items[i - 1]!.down + items[i]!.up + 8));
  return {
    width: inner + 4 * BEND, up: items[0]!.up, down: offsets[offsets.length - 1]! + items[items.length - 1]!.down,
    draw: (x, y) => items.map((item, i) => {
      const [at, start, end] = [y + offsets[i]!, x + 2 * BEND, x + 2 * BEND + item.width];
      const rest = inner - item.width;
      if (i === 0) return line(x, y, 2 * BEND) + item.draw(start, y) + line(end, y, rest + 2 * BEND);
      const turn = (sign: number) => `q${BEND} 0 ${BEND} ${sign * BEND}`;
      const down = `M${x} ${y}${turn(1)}V${at - BEND}q0 ${BEND} ${BEND} ${BEND}`;
      const up = `M${end} ${at}h${rest}q${BEND} 0 ${BEND} ${-BEND}V${y + BEND}q0 ${-BEND} ${BEND} ${-BEND}`;
      return path(down) + item.draw(start, at) + path(up);
    }).join(""),
  };
}

const nothing: Drawn = { width: 0, up: 0, down: 0, draw: () => "" };

function repeated(item: Drawn, separator: Drawn): Drawn {
  const inner = Math.max(item.width, separator.width);
  const below = Math.max(2 * BEND, item.down + separator.up + 8);
  return {
    width: inner + 2 * BEND, up: item.up, down: below + separator.down,
    draw(x, y) {
      const [start, end, at] = [x + BEND, x + BEND + inner, y + below];
      const right = `M${end} ${y}q${BEND} 0 ${BEND} ${BEND}V${at - BEND}q0 ${BEND} ${-BEND} ${BEND}h${-(inner - separator.width)}`;
      const left = `M${start} ${at}q${-BEND} 0 ${-BEND} ${-BEND}V${y + BEND}q0 ${-BEND} ${BEND} ${-BEND}`;
      return line(x, y, BEND) + item.draw(start, y) + line(start + item.width, y, inner - item.width + BEND) + path(right) + separator.draw(start, at) + path(left);
    },
  };
}

/** `hide`: rules that stand only for what is wrong. */
function drawn(production: Production, hide: ReadonlySet<string>): Drawn {
  const all = visible(production.definition ?? [], hide).map((each) => drawn(each, hide));
  const inner = all.length === 1 ? all[0]! : sequence(all);
  switch (production.type) {
    case "Terminal": return box(shown(production.label ?? production.name!), literal(production.label ?? "") ? "token" : "word");
    case "NonTerminal": return box(production.name!, "rule");
    case "Alternation": return all.length === 1 ? inner : choice(all);
    case "Option": return choice([nothing, inner]);
    case "RepetitionMandatory": return repeated(inner, nothing);
    case "Repetition": return choice([nothing, repeated(inner, nothing)]);
    case "RepetitionWithSeparator": return choice([nothing, repeated(inner, drawn(production.separator!, hide))]);
    default: return inner;
  }
}

function visible(definition: readonly Production[], hide: ReadonlySet<string>): Production[] {
  return definition.filter((each) => !(each.type === "Alternative" && each.definition?.length === 1 && hide.has(each.definition[0]!.name ?? "")));
}

export function railroad(rule: Production, hide: ReadonlySet<string>): string {
  const track = drawn({ type: "Rule", definition: rule.definition ?? [] }, hide);
  const [width, height] = [track.width + 40, track.up + track.down + 20];
  const y = track.up + 10;
  const ends = `<circle cx="8" cy="${y}" r="4"/>${line(12, y, 8)}${line(20 + track.width, y, 8)}<circle cx="${track.width + 32}" cy="${y}" r="4"/>`;
  return `<svg width="${Math.ceil(width)}" height="${Math.ceil(height)}" viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}">${ends}${track.draw(20, y)}</svg>`;
}

export function ebnf(production: Production, hide: ReadonlySet<string>): string {
  const all = visible(production.definition ?? [], hide).map((each) => ebnf(each, hide));
  const inner = all.join(" ");
  switch (production.type) {
    case "Terminal": return literal(production.label ?? "") ? `"${shown(production.label!)}"` : `<${production.label ?? production.name}>`;
    case "NonTerminal": return production.name!;
    case "Alternation": return all.length === 1 ? inner : `( ${all.join(" | ")} )`;
    case "Option": return `[ ${inner} ]`;
    case "RepetitionMandatory": return `${inner} { ${inner} }`;
    case "Repetition": return `{ ${inner} }`;
    case "RepetitionWithSeparator": return `[ ${inner} { ${ebnf(production.separator!, hide)} ${inner} } ]`;
    default: return inner;
  }
}
