/** How a secret is called in the network, in messages, on command lines and in a directory. */
export interface Named {
  readonly name: string;
  readonly owner?: string;
  /** The set whose members share it. */
  readonly set?: string;
}

/** `mantis-1/secret-key`; `obft/shared-name` for what a set shares; `genesis` for the network's own. */
export function idOf({ name, owner, set }: Named): string {
  const first = owner ?? set;
  return first === undefined ? name : `${first}/${name}`;
}
