/** A way through a proxy to a server of TLS: CONNECT. Fails with an HttpFailure of kind `proxy`. */
import * as http from "node:http";
import * as https from "node:https";
import type { Socket } from "node:net";
import { HttpFailure } from "../../http/http.ts";
import type { Proxy } from "./proxy.ts";

/** `target` is `host:port`. */
export function tunnel(proxy: Proxy, target: string, timeout: number): Promise<Socket> {
  const { request } = proxy.origin.startsWith("https:") ? https : http;
  const headers = { host: target, ...(proxy.authorization === undefined ? {} : { "proxy-authorization": proxy.authorization }) };
  return new Promise((resolve, reject) => {
    const refuse = (reason: string) => reject(new HttpFailure("proxy", reason));
    const call = request(proxy.origin, { method: "CONNECT", path: target, headers, agent: false, timeout });
    call.once("timeout", () => call.destroy(new Error("it says nothing")));
    call.once("error", (error: NodeJS.ErrnoException) => refuse(`the proxy ${proxy.shown} cannot be used: ${error.code ?? error.message}`));
    call.once("connect", ({ statusCode }, socket) => {
      if (statusCode === 200) return resolve(socket.setTimeout(0) as Socket);
      socket.destroy();
      refuse(`the proxy ${proxy.shown} answered ${statusCode} to CONNECT ${target}`);
    });
    call.once("response", (response) => {
      response.destroy();
      refuse(`the proxy ${proxy.shown} answered ${response.statusCode} to CONNECT ${target}`);
    });
    call.end();
  });
}
