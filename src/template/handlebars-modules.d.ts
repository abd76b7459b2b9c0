/** The three modules of the `handlebars` package that parsing needs. It ships no types for them; ours keep offsets where its own keep lines. */
declare module "handlebars/dist/cjs/handlebars/compiler/parser.js" {
  const parser: {
    yy: Record<string, unknown>;
    lexer: { options: Record<string, unknown>; yylloc: { range: [number, number] } };
    parse(input: string): import("./handlebars-tree.ts").Program;
  };
  export default parser;
}

declare module "handlebars/dist/cjs/handlebars/compiler/whitespace-control.js" {
  const WhitespaceControl: new () => { accept(tree: import("./handlebars-tree.ts").Program): import("./handlebars-tree.ts").Program };
  export default WhitespaceControl;
}

declare module "handlebars/dist/cjs/handlebars/compiler/helpers.js" {
  export const SourceLocation: unknown;
  export const id: unknown;
  export const stripFlags: unknown;
  export const stripComment: unknown;
  export const preparePath: unknown;
  export const prepareMustache: unknown;
  export const prepareRawBlock: unknown;
  export const prepareBlock: unknown;
  export const prepareProgram: unknown;
  export const preparePartialBlock: unknown;
}
