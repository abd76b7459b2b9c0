import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TerminalText } from "./terminal-text.ts";

const bytes = (text: string) => new TextEncoder().encode(text);
const test = suite("terminal text");

test("line feeds and tabs stay, what moves the cursor becomes visible", () => {
  assert.is(new TerminalText().push(bytes("a\tb\r\n\u001b[2Jc\rd\u0007 \u202e\n")), "a\tb\n\\u{1B}[2Jc\\u{D}d\\u{7} \\u{202E}\n");
});

test("characters and line ends may be cut anywhere", () => {
  const text = new TerminalText();
  const whole = bytes("é\r\n→\n");
  assert.is([...whole].map((byte) => text.push(new Uint8Array([byte]))).join(""), "é\n→\n");
});

test.run();
