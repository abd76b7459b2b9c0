/** Checks with `expose`: the path that the sidecar lets through without mutual TLS, and a port for it where the check names none. */
import type { Fields } from "../../check/fill.ts";
import { knows } from "../../check/version.ts";
import { sha256 } from "../../emit/sha256.ts";
import type { Json } from "../../text/json.ts";
import { appended, blockIn, blocksIn, eachBlock, listIn, numberIn, textIn } from "../blocks.ts";
import type { StoredJob } from "../stored.ts";
import { sha1 } from "./sha1.ts";

export function withExposedChecks(group: Fields, { version }: StoredJob): Fields {
  const services = blocksIn(group, "Services").filter((service) => blockIn(blockIn(service, "Connect"), "SidecarService") !== undefined);
  return services.reduce((made, service) => exposedService(made, service, version), group);
}

function exposedService(group: Fields, service: Fields, version: string): Fields {
  let ports: Fields[] = [];
  const labelled = eachBlock(service, "Checks", (check, index) => {
    if (!isExposable(check) || textIn(check, "PortLabel") !== "") return check;
    const label = `svc_${textIn(service, "Name")}_ck_${hashed(checkText(check, `${textIn(service, "Name")}_${index}`), version).slice(0, 6)}`;
    ports = [...ports, { Label: label, To: -1, HostNetwork: "default" }];
    return { ...check, PortLabel: label };
  });
  const exposed = blocksIn(labelled, "Checks").filter(isExposable).reduce((made, check) => withPath(made, check, localPort(group, service)), labelled as Fields);
  const opened = eachBlock(group, "Networks", (network, index) => (index === 0 ? ports.reduce((made, port) => appended(made, "DynamicPorts", port), network) : network));
  return eachBlock(opened, "Services", (one) => (one === service ? exposed : one));
}

function isExposable(check: Fields): boolean {
  return check["Expose"] === true && ["grpc", "http"].includes(textIn(check, "Type").toLowerCase()) && textIn(check, "Path").startsWith("/");
}

function withPath(service: Fields, check: Fields, port: number): Fields {
  const connect = blockIn(service, "Connect");
  const sidecar = blockIn(connect, "SidecarService");
  const proxy = blockIn(sidecar, "Proxy");
  const expose = blockIn(proxy, "Expose") ?? {};
  const path = { Path: textIn(check, "Path"), Protocol: textIn(check, "Protocol"), LocalPathPort: port, ListenerPort: textIn(check, "PortLabel") };
  if (blocksIn(expose, "Paths").some((other) => Object.entries(path).every(([name, value]) => (other[name] ?? "") === value))) return service;
  return { ...service, Connect: { ...connect, SidecarService: { ...sidecar, Proxy: { ...proxy, Expose: appended(expose, "Paths", path) as Json } } } };
}

/** The static port behind the service's label, or the number that the label is. */
function localPort(group: Fields, service: Fields): number {
  const label = textIn(service, "PortLabel");
  const ports = blocksIn(group, "Networks").flatMap((network) => [...blocksIn(network, "ReservedPorts"), ...blocksIn(network, "DynamicPorts")]);
  const value = numberIn(ports.find((port) => textIn(port, "Label") === label), "Value");
  return value > 0 ? value : /^\+?\d+$/.test(label) ? Number(label) : 0;
}

function hashed(text: string, version: string): string {
  return knows(version, { "x-since": "2.0.5", "x-backports": ["1.11.9", "1.10.15"] }) ? sha256(text) : sha1(text);
}

/** What the check's name in Consul is the sum of: all that it says, one thing after the other. */
function checkText(check: Fields, id: string): string {
  const text = (name: string) => textIn(check, name);
  const times = ["Interval", "Timeout"].map((name) => goDuration(numberIn(check, name)));
  const headers = Object.entries(blockIn(check, "Header") ?? {}).map(([name]) => name + listIn(blockIn(check, "Header"), name).join("")).sort();
  const counts = [["success", "SuccessBeforePassing"], ["failures", "FailuresBeforeCritical"], ["failures-before-warning", "FailuresBeforeWarning"]] as const;
  return [
    id, text("Name"), text("Type"), text("Command"), listIn(check, "Args").join(""), text("Path"), text("Protocol"), text("PortLabel"), ...times,
    text("Method"), text("Body"), text("OnUpdate"), text("Notes"), check["TLSSkipVerify"] === true ? "true" : "", text("TLSServerName"), ...headers,
    text("AddressMode"), text("GRPCService"), check["GRPCUseTLS"] === true ? "true" : "",
    ...counts.map(([word, name]) => (numberIn(check, name) === 0 ? "" : `${word}:${numberIn(check, name)}`)),
  ].join("");
}

/** Go's way to write a duration: `1m30s`, `1.5s`, `500ms`. */
function goDuration(nanoseconds: number): string {
  if (nanoseconds === 0) return "0s";
  if (nanoseconds < 1e9) return nanoseconds < 1e3 ? `${nanoseconds}ns` : nanoseconds < 1e6 ? `${nanoseconds / 1e3}µs` : `${nanoseconds / 1e6}ms`;
  const hours = Math.floor(nanoseconds / 3600e9);
  const minutes = Math.floor((nanoseconds % 3600e9) / 60e9);
  return `${hours > 0 ? `${hours}h` : ""}${hours > 0 || minutes > 0 ? `${minutes}m` : ""}${(nanoseconds % 60e9) / 1e9}s`;
}
