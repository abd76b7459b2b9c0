/** The syntax of consul-template text (Go's text/template), as far as templates of tasks use it. */
export type Node =
  | { readonly kind: "text"; readonly text: string; readonly at: number }
  | { readonly kind: "action"; readonly pipe: Pipe; readonly at: number }
  | { readonly kind: "if" | "with" | "range"; readonly pipe: Pipe; readonly body: readonly Node[]; readonly otherwise?: readonly Node[]; readonly at: number }
  | { readonly kind: "break" | "continue"; readonly at: number }
  | { readonly kind: "define"; readonly name: string; readonly body: readonly Node[]; readonly at: number }
  /** `{{ template "name" . }}`, and `{{ block "name" . }}` after its definition. */
  | { readonly kind: "template"; readonly name: string; readonly pipe?: Pipe; readonly at: number };

export interface Pipe {
  /** `$x := …`, `$i, $x := range …`; `assign`: `$x = …`. */
  readonly variables: readonly string[];
  readonly assign: boolean;
  readonly commands: readonly (readonly Operand[])[];
  readonly at: number;
}

export type Operand =
  | { readonly kind: "literal"; readonly value: string | number | boolean | null; readonly at: number }
  | { readonly kind: "dot"; readonly fields: readonly string[]; readonly at: number }
  /** `$` is the name of the outermost value. */
  | { readonly kind: "variable"; readonly name: string; readonly fields: readonly string[]; readonly at: number }
  | { readonly kind: "function"; readonly name: string; readonly fields: readonly string[]; readonly at: number }
  | { readonly kind: "group"; readonly pipe: Pipe; readonly fields: readonly string[]; readonly at: number };

export class TemplateError extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}
