/**
 * An esbuild plugin: `import { x } from "yaml"` loads the package when `x` is first used, not when the program starts.
 * The package is replaced by an object of getters; esbuild reads imported names of such a module at each use.
 */
import { createRequire } from "node:module";
import type { Plugin } from "esbuild";

const require = createRequire(import.meta.url);

export function lazyPackages(names: readonly string[]): Plugin {
  return {
    name: "lazy-packages",
    setup(build) {
      const filter = new RegExp(`^(${names.join("|")})$`);
      build.onResolve({ filter }, (args) => (args.namespace === "lazy" ? undefined : { path: args.path, namespace: "lazy" }));
      build.onLoad({ filter: /.*/, namespace: "lazy" }, (args) => ({ contents: getters(args.path), resolveDir: import.meta.dirname, loader: "js" }));
    },
  };
}

function getters(name: string): string {
  const keys = Object.keys(require(name) as object).filter((key) => key !== "__esModule" && key !== "default");
  const lines = keys.map((key) => `  ${JSON.stringify(key)}: { enumerable: true, get: () => load()[${JSON.stringify(key)}] },`);
  return `const load = () => require(${JSON.stringify(name)});\nObject.defineProperties(exports, {\n${lines.join("\n")}\n});\n`;
}
