/** `manifest.json`: every other artifact with its size in bytes (UTF-8) and SHA-256, sorted by path. */
import type { Network } from "../network/model.ts";
import type { Artifact } from "../result.ts";

const encoder = new TextEncoder();

/** Most artifacts are ASCII, whose length needs no encoding. */
function utf8Length(text: string): number {
  return /[^\u0000-\u007f]/.test(text) ? encoder.encode(text).length : text.length;
}

/** `artifacts` sorted by path. `sha256` gives lower-case hex of the text's UTF-8 bytes. */
export function printManifest(network: Network, artifacts: readonly Artifact[], sha256: (text: string) => string): string {
  const entries = artifacts.map(({ path, text }) => ({ path, sha256: sha256(text), bytes: utf8Length(text) }));
  return `${JSON.stringify({ network: network.name, target: network.target, artifacts: entries }, null, 2)}\n`;
}
