/**
 * The structs in which a server keeps a job, by version: each field with its kind and the releases that have it. JSON's names are those
 * of the fields. The API's structs are not these: what is a pointer there is mostly a plain value here, whose absence is its zero.
 */
import { atLeast } from "../../check/version.ts";

/**
 * `list X`, `map X`: of structs; `X`: a struct that may be absent; `value X`: one that is always there. `map` holds texts, `any` whatever a driver takes,
 * `headers` lists of texts. `int?` and `bool?` may be absent.
 */
export interface Field {
  readonly name: string;
  readonly kind: "bool" | "int" | "string" | "bool?" | "int?" | "map" | "any" | "headers" | "strings" | "ints" | "struct" | "value" | "structs" | "struct map";
  /** The struct of those kinds that hold one. */
  readonly of: string;
}

/** After `@`: the first release that has it; after `<`: the first that has it no longer. */
const definitions: { readonly [struct: string]: string } = {
  Job: `Stop bool, Region string, Namespace string, ID string, ParentID string, Name string, Type string, Priority int, AllAtOnce bool, Datacenters strings, NodePool string @1.6.0,
    Constraints list Constraint, Affinities list Affinity, Spreads list Spread, TaskGroups list TaskGroup, Update value UpdateStrategy, Multiregion Multiregion, Periodic PeriodicConfig,
    ParameterizedJob ParameterizedJobConfig, Dispatched bool, DispatchIdempotencyToken string, Meta map, ConsulToken string <1.10.0, ConsulNamespace string, VaultToken string <1.10.0,
    VaultNamespace string, UI JobUIConfig @1.8.0`,
  TaskGroup: `Name string, Count int, Update UpdateStrategy, Migrate MigrateStrategy, Constraints list Constraint, Scaling ScalingPolicy, RestartPolicy RestartPolicy, Disconnect DisconnectStrategy @1.8.0,
    Tasks list Task, EphemeralDisk EphemeralDisk, Meta map, ReschedulePolicy ReschedulePolicy, Affinities list Affinity, Spreads list Spread, Networks list NetworkResource, Consul Consul,
    Services list Service, Volumes map VolumeRequest, ShutdownDelay int?, StopAfterClientDisconnect int?, MaxClientDisconnect int?, MaxRunDuration int? @2.0.3, PreventRescheduleOnLost bool @1.7.2`,
  UpdateStrategy: "Stagger int, MaxParallel int, HealthCheck string, MinHealthyTime int, HealthyDeadline int, ProgressDeadline int, AutoRevert bool, AutoPromote bool, Canary int",
  Multiregion: "Strategy MultiregionStrategy, Regions list MultiregionRegion",
  MultiregionStrategy: "MaxParallel int, OnFailure string",
  MultiregionRegion: "Name string, Count int, Datacenters strings, NodePool string @1.6.0, Meta map",
  PeriodicConfig: "Enabled bool, Spec string, Specs strings @1.6.2, SpecType string, ProhibitOverlap bool, TimeZone string",
  ParameterizedJobConfig: "Payload string, MetaRequired strings, MetaOptional strings",
  ReschedulePolicy: "Attempts int, Interval int, Delay int, DelayFunction string, MaxDelay int, Unlimited bool",
  MigrateStrategy: "MaxParallel int, HealthCheck string, MinHealthyTime int, HealthyDeadline int",
  JobUIConfig: "Description string, Links list JobUILink",
  JobUILink: "Label string, Url string",
  Task: `Name string, Driver string, User string, Config any, Env map, Services list Service, Vault Vault, Secrets list Secret @1.11.0, Consul Consul @1.7.0, Templates list Template, Constraints list Constraint,
    Affinities list Affinity, Resources Resources, RestartPolicy RestartPolicy, DispatchPayload DispatchPayloadConfig, Lifecycle TaskLifecycleConfig, Meta map, KillTimeout int, LogConfig LogConfig,
    Artifacts list TaskArtifact, Leader bool, ShutdownDelay int, VolumeMounts list VolumeMount, ScalingPolicies list ScalingPolicy, KillSignal string, Kind string, CSIPluginConfig TaskCSIPluginConfig,
    Identity WorkloadIdentity, Identities list WorkloadIdentity @1.7.0, Actions list Action @1.7.0, Schedule TaskSchedule @1.8.0`,
  VolumeRequest: "Name string, Type string, Source string, ReadOnly bool, Sticky bool @1.10.0, AccessMode string, AttachmentMode string, MountOptions CSIMountOptions, PerAlloc bool",
  RestartPolicy: "Attempts int, Interval int, Delay int, Mode string, RenderTemplates bool @1.6.2",
  DisconnectStrategy: "LostAfter int, StopOnClientAfter int?, Replace bool?, Reconcile string",
  EphemeralDisk: "Sticky bool, SizeMB int, Migrate bool",
  NetworkResource: "Mode string, Device string, CIDR string, IP string, Hostname string, MBits int, DNS DNSConfig, ReservedPorts list Port, DynamicPorts list Port, CNI CNIConfig @1.8.2",
  Service: `Name string, TaskName string, PortLabel string, AddressMode string, Address string, EnableTagOverride bool, Tags strings, CanaryTags strings, Checks list ServiceCheck, Connect ConsulConnect,
    Meta map, CanaryMeta map, TaggedAddresses map, Namespace string, OnUpdate string, Weights ServiceWeights @1.9.2, Provider string, Cluster string @1.7.0, Identity WorkloadIdentity @1.7.0, Kind string @1.10.3`,
  ScalingPolicy: "ID string, Type string, Target map, Policy any, Min int, Max int, Enabled bool, ModifyIndex int",
  Consul: "Namespace string, Cluster string @1.7.0, Partition string @1.7.3",
  Spread: "Attribute string, Weight int, SpreadTarget list SpreadTarget",
  SpreadTarget: "Value string, Percent int",
  TaskLifecycleConfig: "Hook string, Sidecar bool",
  Resources: "CPU int, Cores int, MemoryMB int, MemoryMaxMB int, DiskMB int, IOPS int, Networks list NetworkResource, Devices list RequestedDevice, NUMA NUMA @1.7.0, SecretsMB int @1.8.3",
  LogConfig: "MaxFiles int, MaxFileSizeMB int, Disabled bool @1.5.4",
  TaskArtifact: "GetterSource string, GetterOptions map, GetterHeaders map, GetterMode string, GetterInsecure bool @1.8.0, RelativeDest string, Chown bool @1.9.2",
  Vault: "Policies strings <1.10.0, Role string @1.7.0, Namespace string, Cluster string @1.7.0, Env bool, DisableFile bool @1.6.0, ChangeMode string, ChangeSignal string, AllowTokenExpiration bool @1.7.3",
  Template: `SourcePath string, DestPath string, EmbeddedTmpl string, ChangeMode string, ChangeSignal string, ChangeScript ChangeScript, Splay int, Perms string, Uid int?, Gid int?, LeftDelim string,
    RightDelim string, Envvars bool, VaultGrace int, Wait WaitConfig, ErrMissingKey bool, Once bool @1.10.2`,
  DispatchPayloadConfig: "File string",
  VolumeMount: "Volume string, Destination string, ReadOnly bool, PropagationMode string, SELinuxLabel string @1.8.0",
  TaskCSIPluginConfig: "ID string, Type string, MountDir string, StagePublishBaseDir string, HealthTimeout int",
  Secret: "Name string, Provider string, Path string, Config any, Env map",
  WorkloadIdentity: `Name string @1.7.0, Audience strings @1.7.0, ChangeMode string @1.7.0, ChangeSignal string @1.7.0, Env bool, File bool, Filepath string @1.9.0, ServiceName string @1.7.0, TTL int @1.7.0,
    ExtraClaims strings @2.0.3`,
  Action: "Name string, Command string, Args strings",
  TaskSchedule: "Cron TaskScheduleCron",
  TaskScheduleCron: "Start string, End string, Timezone string",
  CSIMountOptions: "FSType string, MountFlags strings",
  DNSConfig: "Servers strings, Searches strings, Options strings",
  Port: "Label string, Value int, To int, HostNetwork string, IgnoreCollision bool @1.9.0",
  CNIConfig: "Args map",
  ServiceCheck: `Name string, Type string, Command string, Args strings, Path string, Protocol string, PortLabel string, Expose bool, AddressMode string, Interval int, Timeout int, InitialStatus string,
    Notes string @1.8.1, TLSServerName string @1.6.0, TLSSkipVerify bool, Method string, Header headers, CheckRestart CheckRestart, GRPCService string, GRPCUseTLS bool, TaskName string, SuccessBeforePassing int,
    FailuresBeforeCritical int, FailuresBeforeWarning int @1.7.3, Body string, OnUpdate string`,
  CheckRestart: "Limit int, Grace int, IgnoreWarnings bool",
  ServiceWeights: "Passing int, Warning int",
  RequestedDevice: "Name string, Count int, Constraints list Constraint, Affinities list Affinity",
  NUMA: "Affinity string, Devices strings",
  ChangeScript: "Command string, Args strings, Timeout int, FailOnError bool, RunOnFirstRender bool @2.0.5",
  WaitConfig: "Min int?, Max int?",
  ConsulConnect: "Native bool, SidecarService ConsulSidecarService, SidecarTask SidecarTask, Gateway ConsulGateway",
  ConsulSidecarService: "Tags strings, Port string, Proxy ConsulProxy, DisableDefaultTCPCheck bool, Meta map",
  SidecarTask: `Name string, Driver string, User string, Config any, Env map, Resources Resources, Meta map, KillTimeout int?, LogConfig LogConfig, ShutdownDelay int?, KillSignal string,
    VolumeMounts list VolumeMount @1.8.0, Identities list WorkloadIdentity @1.11.1`,
  ConsulGateway: "Proxy ConsulGatewayProxy, Ingress ConsulIngressConfigEntry, Terminating ConsulTerminatingConfigEntry, Mesh ConsulMeshConfigEntry",
  ConsulGatewayProxy: `ConnectTimeout int?, EnvoyGatewayBindTaggedAddresses bool, EnvoyGatewayBindAddresses map ConsulGatewayBindAddress, EnvoyGatewayNoDefaultBind bool, EnvoyDNSDiscoveryType string, Config any`,
  ConsulGatewayBindAddress: "Address string, Port int",
  ConsulIngressConfigEntry: "TLS ConsulGatewayTLSConfig, Listeners list ConsulIngressListener",
  ConsulTerminatingConfigEntry: "Services list ConsulLinkedService",
  ConsulMeshConfigEntry: "",
  ConsulGatewayTLSConfig: "Enabled bool, TLSMinVersion string, TLSMaxVersion string, CipherSuites strings, SDS ConsulGatewayTLSSDSConfig @1.7.7",
  ConsulGatewayTLSSDSConfig: "ClusterName string, CertResource string",
  ConsulIngressListener: "Port int, Protocol string, Services list ConsulIngressService",
  ConsulIngressService: `Name string, Hosts strings, TLS ConsulGatewayTLSConfig @1.7.7, RequestHeaders ConsulHTTPHeaderModifiers @1.7.7, ResponseHeaders ConsulHTTPHeaderModifiers @1.7.7,
    MaxConnections int? @1.7.7, MaxPendingRequests int? @1.7.7, MaxConcurrentRequests int? @1.7.7`,
  ConsulHTTPHeaderModifiers: "Add map, Set map, Remove strings",
  ConsulLinkedService: "Name string, CAFile string, CertFile string, KeyFile string, SNI string",
  ConsulProxy: "LocalServiceAddress string, LocalServicePort int, Upstreams list ConsulUpstream, Expose ConsulExposeConfig, TransparentProxy ConsulTransparentProxy @1.8.0, Config any",
  ConsulExposeConfig: "Paths list ConsulExposePath",
  ConsulExposePath: "Path string, Protocol string, LocalPathPort int, ListenerPort string",
  ConsulUpstream: `DestinationName string, DestinationNamespace string, DestinationPeer string @1.6.2, DestinationPartition string @1.7.7, DestinationType string @1.6.2, LocalBindPort int, Datacenter string,
    LocalBindAddress string, LocalBindSocketPath string @1.6.2, LocalBindSocketMode string @1.6.2, MeshGateway value ConsulMeshGateway, Config any`,
  ConsulMeshGateway: "Mode string",
  ConsulTransparentProxy: "UID string, OutboundPort int, ExcludeInboundPorts strings, ExcludeOutboundPorts ints, ExcludeOutboundCIDRs strings, ExcludeUIDs strings, NoDNS bool",
  Constraint: "LTarget string, RTarget string, Operand string",
  Affinity: "LTarget string, RTarget string, Operand string, Weight int",
};

/** The structs of one version's servers. */
export class Structs {
  private readonly read = new Map<string, readonly Field[]>();

  constructor(readonly version: string) {}

  since(release: string): boolean {
    return atLeast(this.version, release);
  }

  fields(struct: string): readonly Field[] {
    const known = this.read.get(struct);
    if (known !== undefined) return known;
    const fields = (definitions[struct] ?? "").split(",").map((text) => text.trim()).filter((text) => text !== "" && this.has(text)).map(fieldOf);
    this.read.set(struct, fields);
    return fields;
  }

  private has(definition: string): boolean {
    const [, since] = /@(\S+)/.exec(definition) ?? [];
    const [, gone] = /<(\S+)/.exec(definition) ?? [];
    return (since === undefined || this.since(since)) && (gone === undefined || !this.since(gone));
  }
}

const plain: ReadonlySet<string> = new Set(["bool", "int", "string", "bool?", "int?", "map", "any", "headers", "strings", "ints"]);

function fieldOf(definition: string): Field {
  const [name = "", ...words] = definition.replace(/ [@<]\S+$/, "").split(" ");
  const [first = "", of = ""] = words;
  if (words.length === 1) return plain.has(first) ? { name, kind: first as Field["kind"], of: "" } : { name, kind: "struct", of: first };
  return { name, kind: first === "list" ? "structs" : first === "map" ? "struct map" : "value", of };
}
