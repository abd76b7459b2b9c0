/** What a template waits for: consul-template's names for it, as Nomad's events hold them, in words. */
const kinds: readonly (readonly [RegExp, (name: string) => string])[] = [
  [/^nomad\.var\.list\((.*)\)$/, (name) => `Nomad variables below ${name}`],
  [/^nomad\.var\.\w+\((.*)\)$/, (name) => `the Nomad variable ${name}`],
  [/^vault\.list\((.*)\)$/, (name) => `a list of the Vault path ${name}`],
  [/^vault\.\w+\((.*)\)$/, (name) => `the Vault path ${name}`],
  [/^(?:nomad|health|catalog)\.service\((.*)\)$/, (name) => `an instance of the service ${name}`],
  [/^(?:nomad|catalog)\.services\((.*)\)$/, () => "the list of services"],
  [/^catalog\.node\((.*)\)$/, (name) => `the Consul node ${name}`],
  [/^kv\.\w+\((.*)\)$/, (name) => `the Consul key ${name}`],
];

/** `nomad.var.block(nomad/jobs/x@default.global)` -> `the Nomad variable nomad/jobs/x`; what is not known stays as it is. */
export function dependencyWords(dependency: string): string {
  for (const [form, words] of kinds) {
    const name = form.exec(dependency)?.[1];
    if (name !== undefined) return words(name.replace(/[@|].*$/, ""));
  }
  return dependency;
}

/** The event's dependencies: `Missing: a(x), b(y), and 3 more`. undefined for any other message. */
export function missingIn(message: string): string[] | undefined {
  return /^Missing: (.*)$/s.exec(message)?.[1]?.split(/, (?=[\w.]+\()|,? and (?=\d+ more)/);
}
