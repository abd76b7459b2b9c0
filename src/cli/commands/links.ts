/** `links`: pages about the network, or about one member, and the Loki query of its log. */
import { memberNamed } from "../../deploy/members.ts";
import { memberLinks, networkLinks, type Link, type LinkSources } from "../../deploy/links.ts";
import { lokiQuery } from "../../deploy/loki.ts";
import type { DeployMember } from "../../deploy/model.ts";
import type { Text } from "../../evaluate/text.ts";
import type { Network, Store } from "../../network/model.ts";
import type { Arguments } from "../arguments.ts";
import { basesAround } from "../bases-around.ts";
import { onSite, type Site } from "../deploy-frame.ts";
import { columns } from "../table.ts";
import { exitCodes, type World } from "../world.ts";

export function run(args: Arguments, world: World): Promise<number> {
  return onSite("links", args, world, async (site) => {
    const { deployment, names } = site;
    const member = names[0] === undefined ? undefined : memberNamed(deployment, names[0], "links");
    const links = member === undefined ? networkLinks(deployment, sourcesOf(site)) : memberLinks(deployment, member, sourcesOf(site, member));
    const query = member === undefined ? undefined : lokiQuery(deployment.jobs.find(({ id }) => id === member.job)!.job, member, deployment.namespace);
    world.out.write(args.has("json") ? `${JSON.stringify({ links, ...(member === undefined ? {} : { loki: query ?? null }) }, null, 2)}\n` : columns(links.map(({ server, about, url }: Link) => [server, about, url])));
    if (member !== undefined && !args.has("json")) world.out.write(query === undefined ? unshipped(site, member) : `\nLoki  ${query}\n`);
    return exitCodes.ok;
  });
}

function unshipped({ deployment }: Site, { name }: DeployMember): string {
  return `\nNothing in its job says how its log gets to Loki; \`mantisc logs ${deployment.file} ${name}\` reads it from its node.\n`;
}

function sourcesOf({ world, build }: Site, member?: DeployMember): LinkSources {
  const { network } = build;
  const consulDatacenter = world.env("CONSUL_DATACENTER");
  const secrets = secretsOf(network, member);
  return { bases: basesAround(network, world), ...(consulDatacenter === undefined ? {} : { consulDatacenter }), ...(secrets === undefined ? {} : { secrets }) };
}

/** All of them, or those of one member. */
function secretsOf({ store, secrets }: Network, member: DeployMember | undefined): LinkSources["secrets"] {
  if (store === undefined) return undefined;
  const own = secrets.filter(({ owner }) => member === undefined || owner === member.name);
  const paths = [...new Set(own.map(({ home }) => pagePath(home.path, store)))];
  return { kind: store.kind, paths, ...(store.mount === undefined ? {} : { mount: store.mount }) };
}

/** As Vault's pages name it: below the mount, without the API's `data`. What only a running task knows ends it. */
function pagePath(path: Text, { mount, version }: Store): string {
  const late = path.findIndex((part) => typeof part !== "string");
  const known = (late < 0 ? path : path.slice(0, late)).join("");
  const below = mount !== undefined && known.startsWith(`${mount}/`) ? known.slice(mount.length + 1) : known;
  return version === 2 && below.startsWith("data/") ? below.slice("data/".length) : below;
}
