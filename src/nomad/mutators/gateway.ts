/** A Connect gateway's proxy settings: what the server chooses for the group's network where the author chose nothing. */
import { isFields, type Fields } from "../../check/fill.ts";
import { atLeast } from "../../check/version.ts";
import type { Json } from "../../text/json.ts";
import { blockIn, blocksIn, numberIn, textIn } from "../blocks.ts";

export function gatewayKind(service: Fields): string {
  const gateway = blockIn(blockIn(service, "Connect"), "Gateway");
  if (blockIn(gateway, "Mesh") !== undefined) return "connect-mesh";
  return blockIn(gateway, "Ingress") !== undefined ? "connect-ingress" : "connect-terminating";
}

/** The service with its gateway's proxy filled in. */
export function boundGateway(service: Fields, group: Fields, version: string): Fields {
  const connect = blockIn(service, "Connect")!;
  const gateway = blockIn(connect, "Gateway")!;
  const proxy = blockIn(gateway, "Proxy");
  if (proxy !== undefined && isChosen(proxy)) return service;
  const mode = textIn(blocksIn(group, "Networks")[0], "Mode");
  const inside = mode === "bridge" || (mode.startsWith("cni/") && atLeast(version, "1.8.0"));
  const bound = inside ? addresses(gateway) : undefined;
  const filled = { ...kept(proxy), ConnectTimeout: proxy?.["ConnectTimeout"] ?? 5e9, ...(bound === undefined ? {} : { EnvoyGatewayNoDefaultBind: true, EnvoyGatewayBindAddresses: bound }) };
  return { ...service, Connect: { ...connect, Gateway: { ...gateway, Proxy: filled } } };
}

function isChosen(proxy: Fields): boolean {
  const bound = proxy["EnvoyGatewayBindAddresses"];
  return proxy["EnvoyGatewayNoDefaultBind"] === true || proxy["EnvoyGatewayBindTaggedAddresses"] === true || (isFields(bound) && Object.keys(bound).length > 0);
}

function kept(proxy: Fields | undefined): Fields {
  const names = ["EnvoyDNSDiscoveryType", "Config"];
  return Object.fromEntries(names.flatMap((name) => (proxy?.[name] === undefined ? [] : [[name, proxy[name]]])));
}

/** Port -1 is filled in when the allocation is placed. */
function addresses(gateway: Fields): Json | undefined {
  const anywhere = (port: number) => ({ Address: "0.0.0.0", Port: port });
  const ingress = blockIn(gateway, "Ingress");
  if (ingress !== undefined) return Object.fromEntries(blocksIn(ingress, "Listeners").flatMap((listener) =>
    blocksIn(listener, "Services").map((service) => [textIn(service, "Name"), anywhere(numberIn(listener, "Port"))])));
  if (blockIn(gateway, "Terminating") !== undefined) return { default: anywhere(-1) };
  return blockIn(gateway, "Mesh") === undefined ? undefined : { wan: anywhere(-1), lan: anywhere(-1) };
}
