/** What Consul's mesh adds to a service: sidecars, upstreams, gateways. */
import type { Json } from "../../text/json.ts";
import { identity, mount } from "./common.ts";
import { goDuration } from "./duration.ts";
import { fieldDiffs, typeOfFree } from "./fields.ts";
import type { Flat } from "./flatten.ts";
import { isObject, normal, same, type Struct } from "./normal.ts";
import { block, content, free, indexed, keyed, name, objectDiff, plainBlock, plainDiff, since, structsIn, texts, type ObjectRules, type Rule } from "./object.ts";
import { resources } from "./resources.ts";

/** An upstream of nothing but zeros is none. */
const upstreams: Rule = (before, after, structs) => {
  const object: ObjectRules = { struct: "ConsulUpstream", name: "ConsulUpstreams", rules: [plainBlock("MeshGateway", [], "ConsulMeshGateway")] };
  const zero = normal(object.struct, null, structs) as Json;
  const key = ({ Datacenter, DestinationName }: Struct) => `${String(Datacenter)}/${String(DestinationName)}`;
  return keyed("Upstreams", object, key, (a, b, ...rest) => objectDiff(same(a, zero) ? null : a, same(b, zero) ? null : b, ...rest))(before, after, structs);
};

/** A block without paths is none. */
const expose: Rule = (before, after, structs) => {
  const [old, fresh] = [before["Expose"] ?? null, after["Expose"] ?? null];
  if (same(old, fresh)) return [];
  const isThere = (value: Json) => isObject(value) && structsIn(value["Paths"]).length > 0;
  const paths = keyed("Paths", { struct: "ConsulExposePath", name: "Paths" }, content, plainDiff);
  const inside = paths((isObject(old) ? old : {}) as Struct, (isObject(fresh) ? fresh : {}) as Struct, structs);
  return [{ Type: !isThere(old) ? "Added" : !isThere(fresh) ? "Deleted" : "Edited", Name: "Expose", Fields: null, Objects: inside.length === 0 ? null : inside }];
};

const lists = ["ExcludeInboundPorts", "ExcludeOutboundPorts", "ExcludeOutboundCIDRs", "ExcludeUIDs"] as const;

/** Unlike any other block it is shown where nothing differs, too, and with nothing in it. The order of its lists is no difference; an item that is there twice is one. */
const transparentProxy: Rule = (before, after, structs) => {
  const [old, fresh] = [before["TransparentProxy"] ?? null, after["TransparentProxy"] ?? null];
  if (same(withoutOrder(old), withoutOrder(fresh))) return [{ Type: "None", Name: "TransparentProxy", Fields: null, Objects: null }];
  return objectDiff(old, fresh, { struct: "ConsulTransparentProxy", name: "TransparentProxy", rules: lists.map((field) => texts(field, "changed")) }, structs);
};

/** The server compares how long two lists are, and what is in them. */
function withoutOrder(value: Json): Json {
  if (!isObject(value)) return value;
  const plain = (list: Json | undefined): Json => (Array.isArray(list) ? [list.length, ...new Set([...list].sort())] : [0]);
  return { ...value, ...Object.fromEntries(lists.map((field) => [field, plain(value[field])])) };
}

const proxy: ObjectRules = { struct: "ConsulProxy", name: "ConsulProxy", rules: [upstreams, since("1.7.6", expose), since("1.8.0", transparentProxy), free("Config")] };

const sidecarTask: ObjectRules = {
  struct: "SidecarTask",
  name: "SidecarTask",
  terse: true,
  rules: [free("Config"), block("Resources", resources), since("1.11.1", keyed("Identities", identity, name)), plainBlock("LogConfig"), since("1.10.2", indexed("VolumeMounts", mount))],
};

const tls = block("TLS", { struct: "ConsulGatewayTLSConfig", name: "TLS", rules: [texts("CipherSuites"), since("1.7.7", plainBlock("SDS", [], "ConsulGatewayTLSSDSConfig"))] });

const headers = (field: string): Rule => since("1.7.7", block(field, { struct: "ConsulHTTPHeaderModifiers", name: field, rules: [texts("Remove")] }));

const ingressService: ObjectRules = {
  struct: "ConsulIngressService",
  name: "ConsulIngressService",
  optional: ["MaxConnections", "MaxPendingRequests", "MaxConcurrentRequests"],
  rules: [texts("Hosts"), since("1.7.7", tls), headers("RequestHeaders"), headers("ResponseHeaders")],
};

const listener: ObjectRules = { struct: "ConsulIngressListener", name: "Listener", rules: [keyed("Services", ingressService, name)] };
const listenerKey = ({ Protocol, Port }: Struct) => `${String(Protocol)}/${String(Port)}`;

const bindAddresses: Rule = (before, after) => {
  const [old, fresh] = [before["EnvoyGatewayBindAddresses"] ?? null, after["EnvoyGatewayBindAddresses"] ?? null];
  if (same(old, fresh)) return [];
  return [{ Type: typeOfFree(old, fresh), Name: "EnvoyGatewayBindAddresses", Fields: fieldDiffs(addresses(old), addresses(fresh), true), Objects: null }];
};

function addresses(value: Json): Flat {
  const entries = isObject(value) ? Object.entries(value) : [];
  return new Map(entries.map(([key, bind]) => [key, isObject(bind) ? hostAndPort(String(bind["Address"]), String(bind["Port"])) : ""]));
}

function hostAndPort(host: string, port: string): string {
  return host.includes(":") ? `[${host}]:${port}` : `${host}:${port}`;
}

/** The one duration that is shown in words, and only where the proxy was there before and still is. */
const gatewayProxy: ObjectRules = {
  struct: "ConsulGatewayProxy",
  name: "Proxy",
  adjust: ({ before, after }, old, fresh) => {
    if (before === undefined || after === undefined) return;
    before.set("ConnectTimeout", inWords(old["ConnectTimeout"]));
    after.set("ConnectTimeout", inWords(fresh["ConnectTimeout"]));
  },
  rules: [bindAddresses, free("Config")],
};

function inWords(value: Json | undefined): string {
  return typeof value === "number" ? goDuration(value) : "";
}

const gateway: ObjectRules = {
  struct: "ConsulGateway",
  name: "Gateway",
  rules: [
    block("Proxy", gatewayProxy),
    block("Ingress", { struct: "ConsulIngressConfigEntry", name: "Ingress", rules: [tls, keyed("Listeners", listener, listenerKey)] }),
    block("Terminating", { struct: "ConsulTerminatingConfigEntry", name: "Terminating", rules: [keyed("Services", { struct: "ConsulLinkedService", name: "Service" }, name)] }),
    block("Mesh", { struct: "ConsulMeshConfigEntry", name: "Mesh" }),
  ],
};

export const connect: Rule = block("Connect", {
  struct: "ConsulConnect",
  name: "ConsulConnect",
  rules: [
    block("SidecarService", { struct: "ConsulSidecarService", name: "SidecarService", rules: [block("Proxy", proxy)] }),
    block("SidecarTask", sidecarTask),
    block("Gateway", gateway),
  ],
});
