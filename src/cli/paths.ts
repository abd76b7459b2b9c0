/** Paths with forward slashes, without `node:path`, so that commands run on a host in memory too. */

export function resolvePath(cwd: string, path: string): string {
  const whole = isAbsolute(path) ? path : `${cwd}/${path}`;
  const drive = /^[A-Za-z]:/.exec(whole)?.[0] ?? "";
  const steps: string[] = [];
  for (const step of whole.slice(drive.length).split("/")) {
    if (step === "..") steps.pop();
    else if (step !== "" && step !== ".") steps.push(step);
  }
  return `${drive}/${steps.join("/")}`;
}

export function isAbsolute(path: string): boolean {
  return path.startsWith("/") || /^[A-Za-z]:\//.test(path);
}

/** As somebody in `cwd` would write it: relative when it lies below. */
export function shownPath(cwd: string, path: string): string {
  return path === cwd ? "." : path.startsWith(`${cwd === "/" ? "" : cwd}/`) ? path.slice(cwd.length + (cwd === "/" ? 0 : 1)) : path;
}

export function directoryOf(path: string): string {
  return path.slice(0, Math.max(1, path.lastIndexOf("/")));
}
