/** Breaks a paragraph into lines of at most `room` columns. Line breaks in it stay; a word longer than a line is left whole. */
import { textWidth, visible } from "../../text/visible.ts";

export function wrap(paragraph: string, room: number): string[] {
  return paragraph.split("\n").flatMap((line) => wrapLine(visible(line.replace(/\t/g, "    ")), room));
}

function wrapLine(line: string, room: number): string[] {
  const indent = /^ */.exec(line)![0];
  const lines: string[] = [];
  let current = indent;
  for (const word of line.trim().split(/ +/)) {
    const glue = current.trim() === "" ? "" : " ";
    if (glue !== "" && textWidth(current) + 1 + textWidth(word) > room) {
      lines.push(current);
      current = indent + word;
    } else current += glue + word;
  }
  return [...lines, current];
}
