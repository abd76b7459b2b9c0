/** Paths of PEM files -> what TLS needs. A file that cannot be read or used fails with an HttpFailure of kind `settings` that names it. */
import * as fs from "node:fs";
import { createSecureContext, type SecureContext, type SecureContextOptions } from "node:tls";
import { HttpFailure, type TlsSettings } from "../../http/http.ts";

const MOST_BYTES = 16 * 1024 * 1024;

/** A CA of one's own takes the place of the known ones, and a file wins over a directory, as for `nomad`. */
export function secureContextOf(settings: TlsSettings): SecureContext {
  const ca = settings.ca !== undefined ? [certificates(settings.ca)] : settings.caDirectory !== undefined ? directoryOf(settings.caDirectory) : undefined;
  const pair = settings.certificate === undefined || settings.key === undefined ? {} : { cert: certificates(settings.certificate), key: read(settings.key) };
  try {
    return createSecureContext({ minVersion: "TLSv1.2", ...(ca === undefined ? {} : { ca }), ...pair } satisfies SecureContextOptions);
  } catch (error) {
    throw new HttpFailure("settings", unusable(settings, error as NodeJS.ErrnoException));
  }
}

function certificates(path: string): string {
  const text = read(path);
  if (!hasCertificate(text)) throw new HttpFailure("settings", `there is no PEM certificate in ${path}`);
  return text;
}

/** All files in it and below, at any depth; those that hold no certificate are passed over. */
function directoryOf(path: string): string[] {
  const found = entriesOf(path).map((name) => `${path}/${name}`).filter((file) => fs.statSync(file, { throwIfNoEntry: false })?.isFile() === true).map(read).filter(hasCertificate);
  if (found.length === 0) throw new HttpFailure("settings", `there is no PEM certificate in the directory ${path}`);
  return found;
}

function entriesOf(path: string): string[] {
  try {
    return (fs.readdirSync(path, { recursive: true }) as string[]).sort();
  } catch (error) {
    throw new HttpFailure("settings", `${path} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

function hasCertificate(text: string): boolean {
  return text.includes("-----BEGIN CERTIFICATE-----") || text.includes("-----BEGIN TRUSTED CERTIFICATE-----");
}

function read(path: string): string {
  try {
    const status = fs.statSync(path);
    if (!status.isFile()) throw Object.assign(new Error("it is not a regular file"), { code: "it is not a regular file" });
    if (status.size > MOST_BYTES) throw Object.assign(new Error(), { code: "it is too large for one" });
    return fs.readFileSync(path, "utf8");
  } catch (error) {
    throw new HttpFailure("settings", `${path} cannot be read: ${reasonOf(error as NodeJS.ErrnoException)}`);
  }
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case "ENOENT": return "no such file";
    case "EACCES": return "permission denied";
    case "ENOTDIR": return "it is no directory";
    default: return code ?? message;
  }
}

function unusable({ certificate, key, ca, caDirectory }: TlsSettings, { code, message }: NodeJS.ErrnoException): string {
  if (code === "ERR_OSSL_X509_KEY_VALUES_MISMATCH") return `${key} is not the key of the certificate ${certificate}`;
  if (key !== undefined && /PASSPHRASE|INTERRUPTED|BAD_DECRYPT|BAD_PASSWORD/.test(code ?? "")) return `the key ${key} is locked with a passphrase; Nomad's tools take none`;
  if (key !== undefined && /UNSUPPORTED|PEM_NO_START_LINE|NO_START_LINE|DECODER/.test(code ?? "")) return `there is no private key that can be used in ${key}`;
  if (message === "SSL_CTX_use_certificate_chain") return `the certificate in ${certificate} is damaged`;
  return `${[ca ?? caDirectory, certificate, key].filter((path) => path !== undefined).join(", ")} cannot be used: ${code ?? "unknown trouble"}`;
}
