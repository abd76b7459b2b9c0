/** `npm run build`: src/cli/main.ts and all it needs -> dist/mantisc.cjs, one executable file; then one run that leaves the code cache. */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import * as fs from "node:fs";
import { build } from "esbuild";
import { lazyPackages } from "./lazy-packages.ts";

const root = `${import.meta.dirname}/../..`;
const output = `${root}/dist/mantisc.cjs`;

async function bundleCore(version: string): Promise<{ core: string; inputs: readonly string[] }> {
  const result = await build({
    entryPoints: [`${root}/src/cli/main.ts`],
    bundle: true,
    write: false,
    minify: true,
    metafile: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    define: { MANTISC_VERSION: JSON.stringify(version) },
    plugins: [lazyPackages(["yaml", "diff", "handlebars", "node:child_process"])],
    logLevel: "warning",
  });
  return { core: `(function (require) {${result.outputFiles[0]!.text}\n})`, inputs: Object.keys(result.metafile.inputs) };
}

async function bundleLauncher(core: string): Promise<string> {
  const hash = createHash("sha256").update(core).digest("hex").slice(0, 16);
  const result = await build({
    entryPoints: [`${root}/src/build/launcher.ts`],
    write: false,
    bundle: true,
    minify: true,
    platform: "node",
    format: "cjs",
    target: "node20",
    banner: { js: "#!/usr/bin/env node" },
    define: { CORE: JSON.stringify(core), CORE_HASH: JSON.stringify(hash) },
    logLevel: "warning",
  });
  return result.outputFiles[0]!.text;
}

/** The bundle holds other people's code, and their licences ask to go with it. */
function licences(inputs: readonly string[]): string {
  const packages = [...new Set(inputs.flatMap((input) => /(?:^|:)(?:.*\/)?node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []))].sort();
  return packages.map((name) => {
    const directory = `${root}/node_modules/${name}`;
    const { version, license } = JSON.parse(fs.readFileSync(`${directory}/package.json`, "utf8")) as { version: string; license?: string };
    const file = fs.readdirSync(directory).find((entry) => /^licen[cs]e/i.test(entry));
    return `${name} ${version} (${license ?? "see below"})\n\n${file === undefined ? "" : fs.readFileSync(`${directory}/${file}`, "utf8").trim()}\n`;
  }).join(`\n${"-".repeat(80)}\n\n`);
}

/** Caches of earlier bundles are of no use to anybody. */
function clean(): void {
  fs.mkdirSync(`${root}/dist`, { recursive: true });
  for (const name of fs.readdirSync(`${root}/dist`)) {
    if (/^mantisc-.*\.cache$/.test(name)) fs.unlinkSync(`${root}/dist/${name}`);
  }
}

const { version } = JSON.parse(fs.readFileSync(`${root}/package.json`, "utf8")) as { version: string };
const { core, inputs } = await bundleCore(version);
const text = await bundleLauncher(core);
clean();
fs.writeFileSync(`${output}.new`, text, { mode: 0o755 });
fs.renameSync(`${output}.new`, output);
fs.writeFileSync(`${root}/dist/THIRD-PARTY-LICENSES.txt`, licences(inputs));
const warm = spawnSync(process.execPath, [output, "check", "networks/testnet.mantis"], { cwd: root, encoding: "utf8" });
console.log(`dist/mantisc.cjs ${Math.round(text.length / 1024)} KiB${warm.status === 0 ? "" : " (networks/testnet.mantis does not check: no code cache yet)"}`);
