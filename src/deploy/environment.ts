/** Nomad's own environment variables -> a connection. What contradicts itself fails. */
import type { Connection } from "../http/http.ts";

export function nomadSettings(env: (name: string) => string | undefined): Connection {
  const optional = (name: string, key: string) => (env(name) === undefined ? {} : { [key]: env(name)! });
  return {
    address: (env("NOMAD_ADDR") ?? "http://127.0.0.1:4646").replace(/\/+$/, ""),
    tls: {
      ...optional("NOMAD_CACERT", "ca"), ...optional("NOMAD_CAPATH", "caDirectory"), ...optional("NOMAD_CLIENT_CERT", "certificate"),
      ...optional("NOMAD_CLIENT_KEY", "key"), ...optional("NOMAD_TLS_SERVER_NAME", "serverName"), verify: true,
    },
    ...optional("NOMAD_HTTP_AUTH", "basic"),
  };
}

/** For messages: without a name and password in it. */
export function addressOf({ address }: Connection): string {
  return address.replace(/\/\/[^/@]*@/, "//");
}
