/** What somebody gets who installs the package: packs it, installs the tarball in an empty project, and runs its `mantisc`. */
import { spawnSync } from "node:child_process";
import * as fs from "node:fs";
import * as os from "node:os";

const root = `${import.meta.dirname}/../..`;
const place = fs.mkdtempSync(`${os.tmpdir()}/mantisc-packed-`);

function call(command: string, args: readonly string[], cwd: string): string {
  const result = spawnSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  if (result.status !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${result.status}\n${result.stdout}${result.stderr}`);
  return result.stdout;
}

try {
  const name = call("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", place], root).trim().split("\n").at(-1)!;
  fs.writeFileSync(`${place}/package.json`, '{ "private": true }\n');
  call("npm", ["install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", `./${name}`], place);
  const version = call("npx", ["--no-install", "mantisc", "--version"], place).trim();
  fs.cpSync(`${place}/node_modules/mantisc/networks`, `${place}/networks`, { recursive: true });
  const built = call("npx", ["--no-install", "mantisc", "build", "networks/testnet.mantis"], place);
  if (!fs.readdirSync(`${place}/out`).every((network) => fs.existsSync(`${place}/out/${network}/manifest.json`))) throw new Error("no manifest.json");
  console.log(`packed: ${version}\n${built.trimEnd()}`);
} finally {
  fs.rmSync(place, { recursive: true, force: true });
}
