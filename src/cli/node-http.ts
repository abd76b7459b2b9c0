/** Http over the network: undici, with proxies from the environment. */
import { HttpFailure, type Connection, type Http } from "../http/http.ts";

export function nodeHttp(connection: Connection): Http {
  return {
    send: async (request) => {
      const { request: send } = await import("undici");
      try {
        const response = await send(`${connection.address}${request.path}`, { method: request.method, headers: request.headers, body: request.body ?? null, ...(request.signal === undefined ? {} : { signal: request.signal }), bodyTimeout: request.timeout, headersTimeout: request.timeout });
        return { status: response.statusCode, headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])), body: response.body };
      } catch (error) {
        throw new HttpFailure("other", error instanceof Error ? error.message : String(error));
      }
    },
  };
}
