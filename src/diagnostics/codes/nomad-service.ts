/** Networks, ports, services, checks and Connect. */
import { kind } from "../kind.ts";

export const serviceCodes = {
  "port-label-twice": kind<{ label: string }>({
    severity: "error",
    title: (a) => `Two ports of this group are called \`${a.label}\``,
    explain: "Port labels are unique over all networks of a group and its tasks.\n\nWrong:  network { port rpc { } } and resources { network { port rpc { } } }\nRight:  one port rpc",
  }),
  "port-label-form": kind<{ label: string }>({
    severity: "error",
    title: (a) => `The port label \`${a.label}\` has characters that environment variables lack`,
    notes: () => ["Nomad turns them into `_` in some places and not in others: `NOMAD_PORT_x`. Keep to letters, digits and `_`."],
    explain: "A port's label becomes part of environment variables.\n\nWrong:  port my-rpc { }\nRight:  port my_rpc { }",
  }),
  "static-port-twice": kind<{ port: number; label: string; other: string }>({
    severity: "error",
    title: (a) => `The ports \`${a.label}\` and \`${a.other}\` both take ${a.port} of the host`,
    explain: "A static port can be taken once on a host network.\n\nWrong:  port a { static = 8000 }  port b { static = 8000 }\nRight:  port a { static = 8000 }  port b { static = 8001 }",
  }),
  "port-collision-mode": kind<{ mode: string }>({
    severity: "error",
    title: (a) => `\`ignore_collision\` needs host networking, not \`${a.mode}\``,
    explain: "Only processes on the host's own network can share a port.\n\nWrong:  network { mode = bridge  port a { static = 80  ignore_collision = true } }\nRight:  network { mode = host  port a { static = 80  ignore_collision = true } }",
  }),
  "network-mode": kind<{ mode: string }>({
    severity: "error",
    title: (a) => `\`${a.mode}\` is no network mode`,
    notes: () => ["Nomad has host, bridge, none and cni/NAME. It accepts other words and then fails to place or start the group."],
    explain: "The mode of a group's network.\n\nWrong:  network { mode = \"brige\" }\nRight:  network { mode = bridge }",
  }),
  "network-twice": kind({
    severity: "error",
    title: () => "A group has one network",
    notes: () => ["Nomad uses the first and checks the ports of all."],
    explain: "Ports of a group stand in one network block.\n\nWrong:  network { port a { } }  network { port b { } }\nRight:  network { port a { }  port b { } }",
  }),
  "network-hostname": kind<{ name: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` is no hostname`,
    explain: "The hostname of a network is a DNS name.\n\nWrong:  network { hostname = \"a..b\" }\nRight:  network { hostname = \"a.b\" }",
  }),
  "cni-argument": kind<{ key: string }>({
    severity: "error",
    title: (a) => `The CNI argument \`${a.key}\` cannot be passed on`,
    notes: () => ["Arguments travel as `key=value;key=value`: no `;` in them, and each key once in a group."],
    explain: "CNI arguments are joined with semicolons.\n\nWrong:  cni { args = { a = \"x;y\" } }\nRight:  cni { args = { a = \"x\" } }",
  }),
  "service-name": kind<{ name: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` is no service name`,
    notes: () => ["A service name is one DNS label: letters, digits and hyphens, a letter or digit at both ends, at most 63 characters."],
    explain: "Services are found by DNS, so their names are DNS labels.\n\nWrong:  service rpc { name = \"mantis_rpc\" }\nRight:  service rpc { name = \"mantis-rpc\" }",
  }),
  "service-twice": kind<{ name: string }>({
    severity: "error",
    title: (a) => `The service \`${a.name}\` is there twice, on the same port`,
    explain: "A group registers a name once for each port.\n\nWrong:  service a { name = \"rpc\"  port = rpc }  service b { name = \"rpc\"  port = rpc }\nRight:  service a { name = \"rpc\"  port = rpc }",
  }),
  "service-provider-mixed": kind<{ one: string; other: string }>({
    severity: "error",
    title: (a) => `The services of one group use both ${a.one} and ${a.other}`,
    notes: () => ["All services of a group are registered in one place."],
    explain: "One provider a group.\n\nWrong:  service a { provider = consul }  service b { provider = nomad }\nRight:  both with the same provider",
  }),
  "service-port-unknown": kind<{ port: string }>({
    severity: "error",
    title: (a) => `There is no port \`${a.port}\` in this group`,
    notes: () => ["Nomad does not notice this for a service of a group; it would register no usable address."],
    explain: "A service names a port of its group's network.\n\nWrong:  network { port rpc { } } and service rpc { port = rcp }\nRight:  service rpc { port = rpc }",
  }),
  "service-address-mode": kind<{ mode: string; where: string }>({
    severity: "error",
    title: (a) => `\`address_mode = ${a.mode}\` is not possible for ${a.where}`,
    explain: "driver belongs to services of tasks, alloc to services of groups; a fixed address needs auto.\n\nWrong:  group { service a { address_mode = driver } }\nRight:  group { service a { address_mode = alloc } }",
  }),
  "service-task-unknown": kind<{ task: string }>({
    severity: "error",
    title: (a) => `There is no task \`${a.task}\` in this group`,
    explain: "A group's service or check names the task it belongs to.\n\nWrong:  service rpc { task = \"nod\" }\nRight:  service rpc { task = \"node\" }",
  }),
  "service-provider-feature": kind<{ feature: string }>({
    severity: "error",
    title: (a) => `Nomad's own services have no ${a.feature}`,
    notes: () => ["Only Consul has it: remove it, or write `services consul` in the network."],
    explain: "Nomad's service discovery has http and tcp checks and little else.\n\nWrong:  services nomad and check script \"x\" { }\nRight:  services nomad and check http \"/\" { }",
  }),
  "check-needs": kind<{ type: string; field: string }>({
    severity: "error",
    title: (a) => `${a.type === "http" ? "An" : "A"} ${a.type} check needs \`${a.field}\``,
    explain: "Each kind of check has fields it cannot do without: a path for http, a command for script, an interval and a timeout for all.\n\nWrong:  check http { interval = 10s  timeout = 2s }\nRight:  check http \"/healthcheck\" { interval = 10s  timeout = 2s }",
  }),
  "check-path": kind<{ path: string }>({
    severity: "error",
    title: (a) => `\`${a.path}\` is no path of an http check`,
    notes: () => ["It is the path alone; host and port come from the service."],
    explain: "An http check's path is relative to the service.\n\nWrong:  check http \"http://x/health\" { }\nRight:  check http \"/health\" { }",
  }),
  "check-method": kind<{ method: string }>({
    severity: "error",
    title: (a) => `\`${a.method}\` is no HTTP method`,
    explain: "The method of an http check.\n\nWrong:  check http \"/\" { method = \"FETCH\" }\nRight:  check http \"/\" { method = \"GET\" }",
  }),
  "check-port": kind({
    severity: "error",
    title: () => "This check has no port",
    notes: () => ["Give it one, or give its service one."],
    explain: "All checks but scripts connect to a port.\n\nWrong:  service s { check tcp { } }\nRight:  service s { port = rpc  check tcp { } }",
  }),
  "check-twice": kind<{ name: string }>({
    severity: "error",
    title: (a) => `Two checks of this service are called \`${a.name}\``,
    explain: "Check names are unique in a service of a task.\n\nWrong:  check tcp { name = \"up\" }  check http \"/\" { name = \"up\" }\nRight:  check tcp { name = \"port\" }  check http \"/\" { name = \"page\" }",
  }),
  "check-task": kind({
    severity: "error",
    title: () => "A script check of a group's service must say in which task it runs",
    notes: () => ["Write `task = \"…\"` in the check or in the service."],
    explain: "A script runs inside a task; a group's service belongs to none.\n\nWrong:  service s { check script { command = \"/up\" } }\nRight:  service s { task = \"node\"  check script { command = \"/up\" } }",
  }),
  "check-feature": kind<{ feature: string; types: string }>({
    severity: "error",
    title: (a) => `\`${a.feature}\` is for ${a.types} checks`,
    explain: "expose needs http or grpc; success_before_passing and failures_before_* are not for scripts.\n\nWrong:  check tcp { expose = true }\nRight:  check http \"/\" { expose = true }",
  }),
  "check-on-update": kind<{ value: string }>({
    severity: "error",
    title: (a) => (a.value === "ignore" ? "`on_update = ignore` and `check_restart` exclude each other" : "`on_update = ignore_warnings` needs `ignore_warnings = true` in `check_restart`"),
    explain: "A check whose result does not matter cannot restart a task.\n\nWrong:  check tcp { on_update = ignore  check_restart { limit = 3 } }\nRight:  check tcp { on_update = ignore }",
  }),
  "check-restart-off": kind({
    severity: "warning",
    title: () => "This `check_restart` never restarts anything",
    label: () => "the limit is 0",
    notes: () => ["Without a `limit`, or with `limit = 0`, Nomad only watches. Write the number of failed checks after which the task is restarted."],
    explain: "check_restart acts when a check has failed `limit` times; 0, the default, means never.\n\nWrong:  check_restart { grace = 5m }\nRight:  check_restart { limit = 5  grace = 5m }",
  }),
  "health-without-checks": kind({
    severity: "warning",
    title: () => "Health is judged by checks, and this group has none",
    notes: () => ["An allocation counts as healthy as soon as its tasks run. Add a check, or write `health_check = task_states` to say so."],
    explain: "`health_check = checks` with no check is the same as task_states.\n\nWrong:  update { health_check = checks } without any check\nRight:  update { health_check = task_states }",
  }),
  "check-connect": kind<{ expose: boolean }>({
    severity: "error",
    title: (a) => (a.expose ? "`expose` needs a Connect sidecar" : "A tcp check says nothing about a service behind a Connect sidecar"),
    notes: (a) => [a.expose ? "It opens a path through the sidecar's proxy; without one the check reaches the service directly." : "The proxy answers every connection itself. Use an http or grpc check with `expose = true`."],
    explain: "Checks of services in the mesh go through the proxy.\n\nWrong:  connect { sidecar_service { } } and check tcp { }\nRight:  connect { sidecar_service { } } and check http \"/\" { expose = true }",
  }),
  "connect-place": kind({
    severity: "error",
    title: () => "`connect` belongs to a service of a group, not of a task",
    explain: "The proxy runs beside the tasks of a group.\n\nWrong:  task node { service s { connect { sidecar_service { } } } }\nRight:  group { service s { connect { sidecar_service { } } } }",
  }),
  "connect-kind": kind({
    severity: "error",
    title: () => "A `connect` block is native, a sidecar or a gateway, and only one of them",
    explain: "Exactly one of native, sidecar_service and gateway.\n\nWrong:  connect { native = true  sidecar_service { } }\nRight:  connect { sidecar_service { } }",
  }),
  "connect-network": kind<{ mode: string }>({
    severity: "error",
    title: (a) => (a.mode === "" ? "`connect` needs exactly one network in the group" : `\`connect\` is not possible with \`mode = ${a.mode}\``),
    notes: () => ["Sidecars need a bridge or a CNI network; gateways run on the host's network too."],
    explain: "Connect runs a proxy in the group's own network.\n\nWrong:  network { mode = host } and connect { sidecar_service { } }\nRight:  network { mode = bridge } and connect { sidecar_service { } }",
  }),
  "connect-name": kind<{ name: string }>({
    severity: "error",
    title: (a) => `Names of groups and services with \`connect\` are lower case: \`${a.name}\``,
    explain: "Consul's mesh knows lower-case names only.\n\nWrong:  service rpc { name = \"RPC\"  connect { } }\nRight:  service rpc { name = \"rpc\"  connect { } }",
  }),
  "connect-native": kind<{ field: string }>({
    severity: "error",
    title: (a) => `A service with native \`connect\` needs \`${a.field}\``,
    explain: "A native service says which task speaks for it, and on which port.\n\nWrong:  service s { connect { native = true } }\nRight:  service s { port = rpc  task = \"node\"  connect { native = true } }",
  }),
};
