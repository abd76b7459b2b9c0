/** What keys are made with on this machine: Node's own random numbers and AES. */
import * as crypto from "node:crypto";
import type { KeyTools } from "../keys/tools.ts";

export const nodeKeys: KeyTools = {
  random: (bytes) => new Uint8Array(crypto.randomBytes(bytes)),
  aes128ctr: (key, iv, data) => {
    const cipher = crypto.createCipheriv("aes-128-ctr", key, iv);
    return new Uint8Array(Buffer.concat([cipher.update(data), cipher.final()]));
  },
};
