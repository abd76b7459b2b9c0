/** The keys that a HOCON text sets, as dotted paths. Enough of HOCON for configuration files: objects, dotted keys, lists, comments. */

export function hoconKeys(text: string): string[] {
  const keys: string[] = [];
  const path: string[] = [];
  let depth = 0;
  for (const raw of text.split("\n")) {
    const line = raw.replace(/\{\{.*?\}\}/g, "0").replace(/^\s*(#|\/\/).*$/, "").trim();
    if (line === "" || line.startsWith("include")) continue;
    if (depth > 0 || line.startsWith("]")) {
      depth += brackets(line);
      continue;
    }
    if (line === "}") {
      path.pop();
      continue;
    }
    const opened = /^([\w.-]+)\s*=?\s*\{$/.exec(line);
    if (opened !== null) {
      path.push(opened[1]!);
      continue;
    }
    const set = /^([\w.-]+)\s*=\s*(.*)$/.exec(line);
    if (set === null) throw new Error(`no HOCON this reader knows: ${raw}`);
    keys.push([...path, set[1]!].join("."));
    depth += brackets(set[2]!);
  }
  if (path.length > 0) throw new Error(`${path.join(".")} is never closed`);
  return keys;
}

function brackets(line: string): number {
  const bare = line.replace(/"[^"]*"/g, "");
  return (bare.match(/\[/g) ?? []).length - (bare.match(/\]/g) ?? []).length;
}
