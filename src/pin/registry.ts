/**
 * A registry of images by its HTTP API, version 2 (OCI distribution specification): which tags a repository has, and whether it has one.
 * A registry that asks for a bearer token is given one from the server it names; name and password go to that server and the registry only.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import { Failed } from "../deploy/failed.ts";
import { HttpFailure, query, readText, type Connection, type Http, type Request, type Response } from "../http/http.ts";

export interface Access {
  readonly connect: (connection: Connection) => Http;
  /** `name:password` for a registry, if there is one. */
  readonly credentials: (registry: string) => string | undefined;
}

export interface ImageName {
  /** `docker.mantis.ws`, `127.0.0.1:5000`. */
  readonly registry: string;
  readonly repository: string;
}

const TIMEOUT = 30_000;
const MOST_PAGES = 100;
const MOST_BYTES = 8 * 1024 * 1024;
const manifests = ["application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json"].join(", ");

/** `docker.io` names have short forms; any other reference says its registry. */
export function imageName(reference: string): ImageName {
  const [first = "", ...rest] = reference.split("/");
  const named = rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
  if (!named) return { registry: "registry-1.docker.io", repository: rest.length === 0 ? `library/${reference}` : reference };
  return { registry: first === "docker.io" ? "registry-1.docker.io" : first, repository: rest.join("/") };
}

export class Registry {
  private token: string | undefined;
  private readonly http: Http;

  constructor(private readonly image: ImageName, private readonly access: Access) {
    this.http = access.connect({ address: `${isLocal(image.registry) ? "http" : "https"}://${image.registry}`, tls: { verify: true } });
  }

  /** All tags, in the registry's order. */
  async tags(): Promise<string[]> {
    const tags: string[] = [];
    let path: string | undefined = `/v2/${this.image.repository}/tags/list${query({ n: 1000 })}`;
    for (let page = 0; path !== undefined && page < MOST_PAGES; page++) {
      const response: Response = await this.ask("GET", path);
      if (response.status === 404) throw this.failed("it has no such repository");
      const { tags: some } = JSON.parse(await this.text(response)) as { tags: string[] | null };
      tags.push(...(some ?? []));
      path = nextPage(response.headers["link"]);
    }
    return tags;
  }

  /** The digest that a tag stands for; undefined where there is no such tag. */
  async digest(tag: string): Promise<string | undefined> {
    const response = await this.ask("HEAD", `/v2/${this.image.repository}/manifests/${tag}`, { accept: manifests });
    await this.text(response);
    return response.status === 404 ? undefined : response.headers["docker-content-digest"] ?? "";
  }

  private async ask(method: Request["method"], path: string, headers: Record<string, string> = {}): Promise<Response> {
    const response = await this.send(method, path, headers);
    if (response.status !== 401 || this.token !== undefined) return this.accept(response);
    await this.text(response);
    this.token = await this.authorize(response.headers["www-authenticate"] ?? "");
    return this.accept(await this.send(method, path, headers));
  }

  private async accept(response: Response): Promise<Response> {
    if (response.status < 400 || response.status === 404) return response;
    await this.text(response);
    throw this.failed(`it answered ${response.status}${response.status === 401 || response.status === 403 ? ": name and password are not those of somebody who may read it" : ""}`);
  }

  private async send(method: Request["method"], path: string, headers: Record<string, string>): Promise<Response> {
    try {
      return await this.http.send({ method, path, headers: { ...headers, ...(this.token === undefined ? {} : { authorization: this.token }) }, timeout: TIMEOUT });
    } catch (error) {
      throw error instanceof HttpFailure ? this.failed(error.message) : error;
    }
  }

  /** `Bearer realm="https://auth.example/token",service="…",scope="…"`, or Basic. */
  private async authorize(challenge: string): Promise<string> {
    const login = this.access.credentials(this.image.registry);
    const basic = login === undefined ? undefined : `Basic ${base64(login)}`;
    if (!/^bearer /i.test(challenge)) {
      if (basic === undefined) throw this.failed("it wants a name and a password");
      return basic;
    }
    const fields = Object.fromEntries([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name!, value!]));
    const realm = URL.canParse(fields["realm"] ?? "") ? new URL(fields["realm"]!) : undefined;
    if (realm === undefined || (realm.protocol !== "https:" && !isLocal(realm.host))) throw this.failed("it sends us for a token to a place that is none, or not safe");
    const server = this.access.connect({ address: realm.origin, tls: { verify: true } });
    const path = `${realm.pathname}${query({ service: fields["service"], scope: fields["scope"] })}`;
    const response = await server.send({ method: "GET", path, headers: basic === undefined ? {} : { authorization: basic }, timeout: TIMEOUT });
    const text = await this.text(response);
    const answer = response.status < 400 ? (JSON.parse(text) as { token?: string; access_token?: string }) : {};
    const token = answer.token ?? answer.access_token;
    if (token === undefined) throw this.failed(`the place that gives tokens answered ${response.status}`);
    return `Bearer ${token}`;
  }

  private async text(response: Response): Promise<string> {
    try {
      return await readText(response, MOST_BYTES);
    } catch (error) {
      throw error instanceof HttpFailure ? this.failed(error.message) : error;
    }
  }

  private failed(reason: string): Failed {
    return new Failed(diagnose("registry-failed", { registry: this.image.registry, repository: this.image.repository, reason }));
  }
}

/** Only on this machine may a registry be without TLS, as docker has it. */
function isLocal(host: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host);
}

/** `</v2/a/tags/list?last=x&n=1000>; rel="next"`: a path of the same registry. */
function nextPage(link: string | undefined): string | undefined {
  const target = /<([^>]*)>\s*;\s*rel="?next"?/.exec(link ?? "")?.[1];
  if (target === undefined) return undefined;
  return target.startsWith("/") ? target : URL.canParse(target) ? `${new URL(target).pathname}${new URL(target).search}` : undefined;
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
