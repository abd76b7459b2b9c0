/** Bytes of somebody else's program -> text that a terminal only shows: control characters other than line feeds and tabs become visible. */
import { visible } from "../text/visible.ts";

/** A stream: characters may be cut anywhere. */
export class TerminalText {
  private readonly decoder = new TextDecoder();
  private held = "";

  push(bytes: Uint8Array): string {
    const text = this.held + this.decoder.decode(bytes, { stream: true });
    // Whether it ends a line is known with the next character.
    this.held = text.endsWith("\r") ? "\r" : "";
    return text.slice(0, text.length - this.held.length).replace(/\r\n/g, "\n").split("\n").map((line) => line.split("\t").map(visible).join("\t")).join("\n");
  }
}
