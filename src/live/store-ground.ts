/** Where a case of the stores of secrets takes place: a real server, listened to, or a recording of one. */
import { Nomad } from "../deploy/nomad.ts";
import type { Clock } from "../http/clock.ts";
import type { Http } from "../http/http.ts";
import type { Ground, StoreCase, StoreOptions } from "../secrets/cases.ts";
import type { SecretStore } from "../secrets/model.ts";
import { variablesStore } from "../secrets/variables-store.ts";
import { Vault } from "../secrets/vault.ts";
import { vaultStore } from "../secrets/vault-store.ts";

export interface Around {
  readonly http: Http;
  readonly clock: Clock;
  readonly address: string;
  readonly token: string;
  readonly admin: Ground["admin"];
}

export function groundOf({ server }: StoreCase, around: Around): Ground {
  const [warnings, said]: [string[], string[]] = [[], []];
  const say = (line: string) => void said.push(line);
  const store = ({ token = around.token, namespace, declared = true, meanwhile }: StoreOptions = {}): SecretStore => {
    const http = meanwhile === undefined ? around.http : interrupted(around.http, meanwhile);
    const common = { address: around.address, clock: around.clock, say };
    if (server === "nomad") return variablesStore(new Nomad(http, { ...common, namespace: namespace ?? "default" }));
    return vaultStore(new Vault(http, { ...common, token, ...(namespace === undefined ? {} : { namespace }) }), { say, declared, warn: ({ title }) => void warnings.push(title) });
  };
  return { store, warnings, said, admin: around.admin, pause: (milliseconds) => around.clock.wait(milliseconds) };
}

/** Somebody else acts right before the first write. */
function interrupted(http: Http, meanwhile: () => Promise<unknown>): Http {
  let waiting = true;
  return {
    send: async (request) => {
      if (waiting && request.method !== "GET") {
        waiting = false;
        await meanwhile();
      }
      return http.send(request);
    },
  };
}
