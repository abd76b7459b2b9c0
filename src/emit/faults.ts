/** An error of the operating system, in words. */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

export function failureOf(error: unknown, path: string): Diagnostic {
  const { code, message } = error as { code?: string; message?: string };
  switch (code) {
    case "ENOSPC":
    case "EDQUOT": return diagnose("output-disk-full", { path });
    case "EROFS": return diagnose("output-read-only", { path });
    case "EACCES":
    case "EPERM": return diagnose("output-denied", { path });
    case "EISDIR": return diagnose("output-is-a-directory", { path });
    case "ENOTDIR":
    case "EEXIST": return diagnose("output-not-a-directory", { path });
    default: return diagnose("output-failed", { path, reason: code ?? message ?? String(error) });
  }
}
