/** Rows as aligned columns, two spaces apart. */
import { textWidth, visible } from "../text/visible.ts";

export function columns(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map(visible));
  const widths: number[] = [];
  for (const row of cells) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, textWidth(cell))));
  return cells.map((row) => `${row.map((cell, i) => cell + " ".repeat(widths[i]! - textWidth(cell))).join("  ").trimEnd()}\n`).join("");
}
