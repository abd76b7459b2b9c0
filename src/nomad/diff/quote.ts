/** Go's %q: in double quotes, with escapes for what cannot be printed. */

const named: { readonly [character: string]: string } = {
  "\x07": "\\a", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v", "\\": "\\\\", '"': '\\"',
};
const unprintable = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]|["\\]/gu;

export function goQuoted(text: string): string {
  return `"${text.replace(unprintable, escaped)}"`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  const hex = (digits: number) => code.toString(16).padStart(digits, "0");
  if (named[character] !== undefined) return named[character];
  if (code >= 0xd800 && code <= 0xdfff) return "\\ufffd";
  if (code < 0x20 || code === 0x7f) return `\\x${hex(2)}`;
  return code < 0x10000 ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}
