/** What a git remote has. */
export type Remote = { readonly refs: ReadonlyMap<string, string> } | { readonly failure: string };

/** The commit of a branch or tag; branches come first, as git itself has it when it fetches. */
export function commitOf(refs: ReadonlyMap<string, string>, ref: string): string | undefined {
  return refs.get(ref) ?? refs.get(`refs/heads/${ref}`) ?? refs.get(`refs/tags/${ref}`);
}
