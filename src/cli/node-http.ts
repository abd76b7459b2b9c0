/** Http over the network. What it needs is loaded at the first request: commands that talk to nobody do not pay for it. */
import type { Connection, Http } from "../http/http.ts";

/** `env`: where proxies are looked up. */
export function nodeHttp(connection: Connection, env: NodeJS.ProcessEnv = process.env): Http {
  let opened: Promise<Http> | undefined;
  return {
    send: async (request) => {
      opened ??= import("./connection/pool.ts").then(({ open }) => open(connection, env));
      return (await opened).send(request);
    },
  };
}
