/** Jobs that servers make more of than defaults: each shows one thing that a server adds, fills in or forgets. They run nothing: every count is 0. */
import type { Json } from "../text/json.ts";

type Block = { [key: string]: Json };

const task = (fields: Block = {}): Block => ({ Name: "t", Driver: "mock_driver", Config: { run_for: "1s" }, ...fields });
const group = (fields: Block = {}): Block => ({ Name: "g", Count: 0, Tasks: [task()], ...fields });
const one = (fields: Block = {}, job: Block = {}): Block => ({ ...job, TaskGroups: [group(fields)] });

const bridge: Block = { Networks: [{ Mode: "bridge", DynamicPorts: [{ Label: "http", To: 80 }] }] };
const ports: Block = { Networks: [{ DynamicPorts: [{ Label: "1" }, { Label: "2" }, { Label: "3" }, { Label: "4" }] }] };
const sidecar = (fields: Block = {}, connect: Block = {}): Block => ({ Name: "api", PortLabel: "9001", Connect: { SidecarService: {}, ...connect }, ...fields });
const gateway = (fields: Block, service: Block = { PortLabel: "http" }): Block => ({ Name: "gw", Connect: { Gateway: fields }, ...service });
const listeners: Json = [{ Port: 8080, Protocol: "tcp", Services: [{ Name: "api" }] }];
const exposed = (fields: Block): Block => ({ Type: "http", Path: "/h", Expose: true, Interval: 10e9, Timeout: 1.5e9, ...fields });
const check: Block = { Type: "tcp", PortLabel: "3", Interval: 1e9, Timeout: 1e9 };
const identity: Block = { Audience: ["chain"], TTL: 3600e9 };

export const storedJobs: { readonly [name: string]: Block } = {
  "bridge": one(bridge),
  "sidecar": one({ ...bridge, Services: [sidecar()] }),
  "sidecar with a port": one({ ...bridge, Services: [sidecar({}, { SidecarService: { Port: "px", Proxy: { Upstreams: [{ DestinationName: "z", LocalBindPort: 8080 }] } } })] }),
  "sidecar task": one({ ...bridge, Services: [sidecar({}, { SidecarTask: { Resources: { CPU: 99 }, Env: { A: "b" }, KillTimeout: 7e9, Meta: { x: "y" } } })] }),
  "sidecar task of another driver": one({ ...bridge, Services: [sidecar({}, { SidecarTask: { Driver: "exec", Name: "mine", Config: { command: "x" }, LogConfig: { MaxFiles: 3 } } })] }),
  "two sidecars": one({ ...bridge, Services: [sidecar(), sidecar({ Name: "${NOMAD_JOB_NAME}-${NOMAD_GROUP_NAME}", PortLabel: "9002" })] }),
  "sidecar of podman": one({ ...bridge, Tasks: [task({ Driver: "podman" })], Services: [sidecar()] }),
  "native": one({ ...bridge, Services: [{ Name: "n", PortLabel: "http", Connect: { Native: true }, TaskName: "t" }] }),
  "ingress gateway": one({ ...bridge, Services: [gateway({ Ingress: { Listeners: listeners } })] }),
  "ingress gateway with TLS": one({ ...bridge, Services: [gateway({ Proxy: { ConnectTimeout: 3e9 }, Ingress: { TLS: { Enabled: true, TLSMinVersion: "TLSv1_2" }, Listeners: listeners } })] }),
  "ingress gateway on the host": one({ Networks: [{ Mode: "host", DynamicPorts: [{ Label: "http" }] }], Services: [gateway({ Ingress: { Listeners: listeners } })] }),
  "terminating gateway": one({ ...bridge, Services: [gateway({ Terminating: { Services: [{ Name: "api" }] } }, {})] }),
  "gateway with its own addresses": one({ ...bridge, Services: [gateway({ Proxy: { EnvoyGatewayNoDefaultBind: true, EnvoyGatewayBindAddresses: { a: { Address: "0.0.0.0", Port: 80 } } }, Terminating: { Services: [{ Name: "api" }] } }, { PortLabel: "http" })] }),
  "mesh gateway": one({ ...bridge, Services: [gateway({ Mesh: {} })] }),
  "exposed checks": one({ ...bridge, Services: [sidecar({ Checks: [exposed({}), exposed({ Name: "q", Type: "grpc", Interval: 90e9, PortLabel: "http" })] })] }),
  "exposed check that says much": one({ ...bridge, Services: [sidecar({ Checks: [exposed({ Method: "GET", Header: { b: ["1", "2"], a: ["3"] }, Interval: 100e9, Timeout: 3600e9, Protocol: "https", TLSSkipVerify: true, CheckRestart: { Limit: 3 } })] })] }),
  "transparent proxy": one({ ...bridge, Services: [sidecar({}, { SidecarService: { Proxy: { TransparentProxy: {} } } })] }),
  "service names": one({
    ...ports,
    Services: [{ Name: "${JOB}-${TASKGROUP}-${TASK}-x", Provider: "nomad", PortLabel: "1" }, { Name: "${BASE}", Provider: "nomad", PortLabel: "2", Checks: [check] }],
    Tasks: [task({ Services: [{ Name: "${BASE}-q", Provider: "nomad", PortLabel: "3" }, { Provider: "nomad", PortLabel: "4" }] })],
  }),
  "services of Consul": one({ ...ports, Services: [{ Name: "a", PortLabel: "1", Identity: identity }], Tasks: [task({ Services: [{ Name: "b", PortLabel: "2", Identity: identity }] })] }),
  "services in two groups": { TaskGroups: [group({ Name: "a" }), group({ Name: "b", ...ports, Tasks: [task({ Services: [{ Name: "x", PortLabel: "1" }] })], Services: [{ Name: "y", PortLabel: "2" }] })] },
  "vault and signals": one({
    Tasks: [
      task({ Vault: { Policies: ["a"], ChangeMode: "signal", ChangeSignal: "sighup" }, KillSignal: "SIGINT", Templates: [{ EmbeddedTmpl: "x", DestPath: "local/x", ChangeMode: "signal", ChangeSignal: "sigusr1" }] }),
      task({ Name: "a", Vault: { Policies: ["b"] } }),
    ],
  }),
  "vault constraint overruled": one({ Constraints: [{ LTarget: "${attr.vault.version}", RTarget: ">= 1.0", Operand: "semver" }], Tasks: [task({ Vault: { Policies: ["a"] } })] }),
  "identities": one({ Tasks: [task({ Identities: [{ Name: "a", ...identity, File: true }, { Env: true }] })] }),
  "identity": one({ Tasks: [task({ Identity: { Env: true, File: true } })] }),
  "Consul partition": one({ Consul: { Namespace: "default", Partition: "p" }, Tasks: [task({ Consul: { Partition: "p" } })] }),
  "Consul namespace of the job": one({}, { ConsulNamespace: "default" }),
  "secrets": { TaskGroups: [group({ Tasks: [task({ Secrets: [{ Name: "s", Provider: "nomad", Path: "x/y" }, { Name: "q", Provider: "own", Path: "x/y" }] })] }), group({ Name: "h" })] },
  "system job of count 0": one({}, { Type: "system" }),
  "update without batches": one({}, { Update: { MaxParallel: 0, Canary: 1 } }),
  "scaling": one({ Count: 0, Scaling: { Min: 0, Max: 5, Enabled: true, Type: "horizontal", Policy: { a: 1, b: [{ c: "x" }] } } }),
  "volumes": one({ Volumes: { v: { Type: "host", Source: "x" }, z: { Type: "csi", Source: "y", AttachmentMode: "file-system", AccessMode: "single-node-writer" } }, Tasks: [task({ VolumeMounts: [{ Volume: "v", Destination: "/x" }, { Destination: "/y" }] })] }),
  "parameterized": one({}, { Type: "batch", ParameterizedJob: {} }),
  "periodic": one({}, { Type: "batch", Periodic: { Spec: "@daily" } }),
};
