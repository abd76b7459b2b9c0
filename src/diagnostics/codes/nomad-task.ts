/** Tasks: resources, templates, artifacts, secrets, identities, volumes, environment. */
import { kind } from "../kind.ts";

export const taskCodes = {
  "task-name": kind<{ name: string; why: string }>({
    severity: "error",
    title: (a) => `A task cannot be called \`${a.name}\``,
    notes: (a) => [a.why],
    explain: "A task's name is the name of its directory.\n\nWrong:  task node { name = \"a/b\" }\nRight:  task node { name = \"a-b\" }",
  }),
  "kill-timeout": kind<{ timeout: string; progress: string }>({
    severity: "error",
    title: (a) => `\`kill_timeout\` (${a.timeout}) must not be longer than the group's \`progress_deadline\` (${a.progress})`,
    notes: () => ["An update waits for the old task to end: it would fail before it could."],
    explain: "In a service job a task ends within the progress deadline, 10m unless set.\n\nWrong:  task node { kill_timeout = 20m }\nRight:  task node { kill_timeout = 20m } and update { progress_deadline = 30m }",
  }),
  "cpu-and-cores": kind({
    severity: "error",
    title: () => "A task asks for `cpu` or for `cores`, not for both",
    explain: "Either a share of the processor or whole cores.\n\nWrong:  resources { cpu = 500MHz  cores = 2 }\nRight:  resources { cores = 2 }",
  }),
  "cpu-missing": kind<{ value: number }>({
    severity: "error",
    title: (a) => `\`cpu\` must be at least 1MHz, but is ${a.value}MHz`,
    explain: "Without `cores` a task needs a share of the processor.\n\nWrong:  resources { cpu = 0MHz }\nRight:  resources { cpu = 100MHz }",
  }),
  "memory-max": kind<{ max: string; memory: string }>({
    severity: "error",
    title: (a) => `\`memory_max\` (${a.max}) is below \`memory\` (${a.memory})`,
    explain: "memory_max is what the task may use while the node has memory to spare.\n\nWrong:  resources { memory = 2GiB  memory_max = 1GiB }\nRight:  resources { memory = 1GiB  memory_max = 2GiB }",
  }),
  "secrets-size": kind<{ secrets: string; memory: string }>({
    severity: "error",
    title: (a) => `The secrets directory (${a.secrets}) is larger than the task's memory (${a.memory})`,
    explain: "The secrets directory lies in the task's memory.\n\nWrong:  resources { memory = 64MiB  secrets = 128MiB }\nRight:  resources { memory = 256MiB  secrets = 128MiB }",
  }),
  "template-source": kind({
    severity: "error",
    title: () => "A template needs text: `from`, `text`, `json`, `yaml` or `env`",
    explain: "Nomad refuses a template with neither a source nor a body.\n\nWrong:  template \"local/x\" { }\nRight:  template \"local/x\" { text = \"…\" }",
  }),
  "template-twice": kind<{ destination: string }>({
    severity: "error",
    title: (a) => `Two templates of this task write \`${a.destination}\``,
    explain: "Each template of a task has its own destination.\n\nWrong:  template \"local/x\" { … }  template \"local/x\" { … }\nRight:  template \"local/x\" { … }  template \"local/y\" { … }",
  }),
  "path-escapes": kind<{ path: string; what: string }>({
    severity: "error",
    title: (a) => `\`${a.path}\` leaves the allocation's directory`,
    notes: (a) => [`The ${a.what} is relative to the task's directory; \`../\` once leads to the directory shared by the tasks, and no further.`],
    explain: "Templates, artifacts and payloads stay inside the allocation.\n\nWrong:  template \"../../etc/passwd\" { … }\nRight:  template \"local/passwd\" { … }",
  }),
  "signal-missing": kind<{ what: string }>({
    severity: "error",
    title: (a) => `\`change_mode = signal\` of ${a.what} needs \`change_signal\``,
    explain: "The signal to send when something changed.\n\nWrong:  template \"local/x\" { change_mode = signal  change_signal = \"\" }\nRight:  template \"local/x\" { change_mode = signal  change_signal = \"SIGHUP\" }",
  }),
  "signal-unused": kind<{ what: string }>({
    severity: "error",
    title: (a) => `\`change_signal\` of ${a.what} needs \`change_mode = signal\``,
    explain: "A signal is sent only in change mode signal.\n\nWrong:  identity { change_mode = restart  change_signal = \"SIGHUP\" }\nRight:  identity { change_mode = signal  change_signal = \"SIGHUP\" }",
  }),
  "template-env-signal": kind({
    severity: "error",
    title: () => "An environment template cannot use `change_mode = signal`",
    notes: () => ["A running process does not see new environment variables: use restart or noop."],
    explain: "The environment of a process is fixed when it starts.\n\nWrong:  template \"secrets/env\" { env = { … }  change_mode = signal }\nRight:  template \"secrets/env\" { env = { … }  change_mode = restart }",
  }),
  "template-script": kind({
    severity: "error",
    title: () => "`change_mode = script` needs a `change_script` with a `command`",
    explain: "The script that runs inside the task when the template changed.\n\nWrong:  template \"local/x\" { change_mode = script }\nRight:  template \"local/x\" { change_mode = script  change_script { command = \"/reload\" } }",
  }),
  "template-perms": kind<{ perms: string }>({
    severity: "error",
    title: (a) => `\`${a.perms}\` are no permissions of a file`,
    notes: () => ["Permissions are octal digits such as \"0644\"."],
    explain: "The permissions of the rendered file.\n\nWrong:  perms = \"rw\"\nRight:  perms = \"0600\"",
  }),
  "template-wait": kind<{ min: string; max: string }>({
    severity: "error",
    title: (a) => `The template waits at least ${a.min} and at most ${a.max}`,
    explain: "wait has min ≤ max.\n\nWrong:  wait { min = 1m  max = 10s }\nRight:  wait { min = 10s  max = 1m }",
  }),
  "artifact-checksum": kind<{ checksum: string; why: string }>({
    severity: "error",
    title: (a) => `\`${a.checksum}\` is no checksum of an artifact`,
    notes: (a) => [a.why],
    explain: "A checksum names its kind, and has as many hexadecimal digits as the kind asks for.\n\nWrong:  options = { checksum = \"abc\" }\nRight:  options = { checksum = \"sha256:<64 digits>\" }",
  }),
  "vault-policies": kind<{ target: string }>({
    severity: "error",
    title: (a) => `On Nomad ${a.target} a vault block names its \`policies\``,
    notes: () => ["Roles and workload identities came with 1.7; before, the server asks Vault for a token with these policies."],
    explain: "Before Nomad 1.7 the policies of a task's token are part of the job.\n\nWrong:  vault { change_mode = noop }\nRight:  vault { policies = [\"nomad-cluster\"]  change_mode = noop }",
  }),
  "identity-twice": kind<{ name: string }>({
    severity: "error",
    title: (a) => `Two identities of this task are called \`${a.name}\``,
    explain: "Identity names are unique; the one without a name is `default`.\n\nWrong:  identity { env = true }  identity { file = true }\nRight:  identity { env = true  file = true }",
  }),
  "identity-default": kind({
    severity: "error",
    title: () => "The default identity has no `ttl`",
    explain: "The default identity does not expire.\n\nWrong:  identity { ttl = 1h }\nRight:  identity { name = \"short\"  ttl = 1h }",
  }),
  "identity-file": kind({
    severity: "error",
    title: () => "`filepath` needs `file = true`",
    explain: "A path is used only when the identity is written to a file.\n\nWrong:  identity { name = \"x\"  filepath = \"secrets/x\" }\nRight:  identity { name = \"x\"  file = true  filepath = \"secrets/x\" }",
  }),
  "action-twice": kind<{ name: string }>({
    severity: "error",
    title: (a) => `Two actions of this task are called \`${a.name}\``,
    explain: "Action names are unique in a task.\n\nWrong:  action a { … }  action a { … }\nRight:  action a { … }  action b { … }",
  }),
  "secret-block": kind<{ name: string; why: string }>({
    severity: "error",
    title: (a) => `The secret block \`${a.name}\` cannot be read`,
    notes: (a) => [a.why],
    explain: "A secret block needs what its provider needs: vault a vault block; custom providers take env, built-in ones config.\n\nWrong:  secret s { provider = \"vault\"  path = \"x\" } without vault { }\nRight:  vault { } and secret s { provider = \"vault\"  path = \"x\" }",
  }),
  "csi-directory": kind({
    severity: "error",
    title: () => "`stage_publish_base_dir` must not lie below `mount_dir`",
    explain: "A CSI plugin stages volumes outside the directory of its socket.\n\nWrong:  csi_plugin { mount_dir = \"/csi\"  stage_publish_base_dir = \"/csi/x\" }\nRight:  csi_plugin { mount_dir = \"/csi\"  stage_publish_base_dir = \"/local/csi\" }",
  }),
  "volume-unknown": kind<{ name: string }>({
    severity: "error",
    title: (a) => `The group has no volume \`${a.name}\``,
    explain: "A volume_mount names a volume of its group.\n\nWrong:  volume data { … } and volume_mount { volume = \"dta\" }\nRight:  volume_mount { volume = \"data\" }",
  }),
  "volume-access": kind<{ name: string; why: string }>({
    severity: "error",
    title: (a) => `The volume \`${a.name}\` cannot be used this way`,
    notes: (a) => [a.why],
    explain: "Access mode, attachment mode, mount options, count and read_only of a volume must fit together.\n\nWrong:  volume v { type = csi  source = \"v\" }\nRight:  volume v { type = csi  source = \"v\"  access_mode = \"single-node-writer\"  attachment_mode = \"file-system\" }",
  }),
  "volume-per-alloc": kind<{ name: string; why: string }>({
    severity: "error",
    title: (a) => `The volume \`${a.name}\` cannot be one for each allocation`,
    notes: (a) => [a.why],
    explain: "per_alloc adds the allocation's index to the volume's name; canaries and system jobs have none, and sticky volumes have their own way.\n\nWrong:  volume v { per_alloc = true } and update { canary = 1 }\nRight:  volume v { per_alloc = true } without canaries",
  }),
  "env-name": kind<{ name: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` cannot be an environment variable`,
    notes: () => ["A name is not empty and has no `=` and no NUL: the process could not be started."],
    explain: "Names of environment variables.\n\nWrong:  env = { \"A=B\" = \"c\" }\nRight:  env = { A = \"c\" }",
  }),
  "env-from-env": kind<{ name: string; other: string }>({
    severity: "error",
    title: (a) => `\`${a.name}\` refers to \`${a.other}\`, another variable of the same \`env\``,
    notes: () => ["Nomad resolves the variables in no order: sometimes the value is there, sometimes the text `${…}` stays."],
    explain: "Variables of one env block cannot refer to each other.\n\nWrong:  env = { A = \"x\"  B = raw \"${A}/y\" }\nRight:  let a = \"x\" and env = { A = a  B = \"\\(a)/y\" }",
  }),
  "interpolation-unknown": kind<{ name: string; place: string }>({
    severity: "error",
    title: (a) => `\`\${${a.name}}\` means nothing in ${a.place}`,
    notes: () => ["Nomad would leave the text as it is, or fail the task. Known are NOMAD_… variables, node.…, attr.…, meta.… and, in services and configs, the task's own `env`."],
    explain: "A variable that Nomad does not know there.\n\nWrong:  env = { A = raw \"${NOMAD_PRT_rpc}\" }\nRight:  env = { A = port.rpc }",
  }),
  "interpolation-port": kind<{ name: string; label: string }>({
    severity: "error",
    title: (a) => `\`\${${a.name}}\` refers to a port \`${a.label}\`, which this group does not have`,
    explain: "NOMAD_PORT_x, NOMAD_ADDR_x and NOMAD_IP_x exist for the group's own ports.\n\nWrong:  args = [raw \"${NOMAD_PORT_rcp}\"]\nRight:  args = [\"\\(port.rpc)\"]",
  }),
  "interpolation-index": kind<{ name: string; place: string }>({
    severity: "error",
    title: (a) => `\`\${${a.name}}\` works in a driver's config only, not in ${a.place}`,
    explain: "The form env[\"X\"] belongs to the language of driver configs.\n\nWrong:  service s { name = raw \"${env[\\\"X\\\"]}\" }\nRight:  service s { name = raw \"${X}\" }",
  }),
  "config-interpolation": kind<{ text: string }>({
    severity: "error",
    title: (a) => `\`${a.text}\` in a driver's config fails the task`,
    notes: () => ["Strings of a config are templates of HCL: `${…}` and `%{…}` are computed on the client. Write `$${…}` and `%%{…}` for the text itself."],
    explain: "Shell text in a driver's config must be escaped.\n\nWrong:  args = [\"-c\", raw \"echo ${X:-y}\"]\nRight:  args = [\"-c\", raw \"echo $${X:-y}\"]",
  }),
};
