/**
 * Nomad's lists of errors (`hashicorp/go-multierror`) -> single messages. A list is `2 errors occurred:` and so many lines `\t* message`;
 * a list in a list is not indented more, only the numbers say where it ends.
 */

/** Characters of all that stands before a message: lists can be as deep as the text is long. */
const MOST_BEFORE = 2000;

/**
 * Each message with what its lists belong to before it: `Task group a validation failed: Task t validation failed: Missing task driver`.
 * A text that is no list is one message; an empty one is none.
 */
export function validationErrors(text: string): string[] {
  const lists: { left: number; readonly before: string }[] = [];
  const messages: string[] = [];
  let before = "";
  for (const line of stripped(text).split("\n").filter((line) => line.trim() !== "")) {
    const item = /^\t\* (.*)$/.exec(line)?.[1];
    if (item !== undefined) before = enter(lists);
    const header = /^(.*?)\s*\b(\d+) errors? occurred:\s*$/.exec(item ?? line);
    if (header !== null) lists.push({ left: Number(header[2]), before: joined(before, header[1]!).slice(0, MOST_BEFORE) });
    else if (item !== undefined || messages.length === 0) messages.push(joined(before, item ?? line));
    else messages.push(`${messages.pop()!}\n${line}`);
  }
  return messages;
}

/** The innermost list that still lacks a message gets one. */
function enter(lists: { left: number; readonly before: string }[]): string {
  while (lists.length > 0 && lists.at(-1)!.left === 0) lists.pop();
  const list = lists.at(-1);
  if (list === undefined) return "";
  list.left--;
  return list.before;
}

function joined(before: string, text: string): string {
  return [before, text.trim()].filter((part) => part !== "").join(" ");
}

/** Forwarding to another server or region puts this in front, once for each hop. */
export function stripped(text: string): string {
  return text.replace(/^\s*(?:rpc error: (?:code = \w+ desc = )?)+/i, "").trim();
}
