/** Concrete tree -> the file: its imports, networks and roles. */
import type { CstNode } from "chevrotain";
import type { File, Import, Name, Network, Param, Role } from "./ast.ts";
import { child, nameOf, nodes, spanOfNode, token, tokens } from "./cst.ts";
import type { Build, Node } from "./cst.ts";
import { literalString, rootExpression } from "./expressions.ts";
import { bodyOf } from "./statements.ts";
import { typeOf } from "./types.ts";

export function fileOf(build: Build, node: Node): File {
  const declarations: (Network | Role)[] = [];
  const imports: Import[] = [];
  for (const each of nodes(node, "declaration")) {
    const [importing, network, role] = [child(each, "importing"), child(each, "network"), child(each, "role")];
    if (importing !== undefined && child(importing, "string") !== undefined) imports.push(importOf(build, importing));
    else if (network !== undefined && token(network, "name") !== undefined) declarations.push(networkOf(build, network));
    else if (role !== undefined && token(role, "name") !== undefined) declarations.push(roleOf(build, role));
  }
  return { source: build.file, imports, declarations: headed(build, imports, declarations) };
}

/** A doc comment at the top of a file, above its imports, belongs to the first declaration. */
function headed(build: Build, imports: readonly Import[], declarations: readonly (Network | Role)[]): (Network | Role)[] {
  const [first, ...rest] = declarations;
  const doc = imports[0] === undefined ? undefined : build.docs.above(imports[0].span);
  if (first === undefined || first.doc !== undefined || doc === undefined || first.span.start < imports[0]!.span.start) return [...declarations];
  return [{ doc, ...first }, ...rest];
}

function importOf(build: Build, node: CstNode): Import {
  const span = spanOfNode(build, node);
  const names = tokens(node, "Identifier").map((each) => nameOf(build, each, span.start));
  const from = child(node, "string");
  return { names, from: from === undefined ? nameOf(build, undefined, span.end) : literalString(build, from, span.end, "path of an import"), span };
}

function docOf(build: Build, node: CstNode): { doc?: string } {
  const doc = build.docs.above(spanOfNode(build, node));
  return doc === undefined ? {} : { doc };
}

function networkOf(build: Build, node: CstNode): Network {
  const span = spanOfNode(build, node);
  const name = nameOf(build, token(node, "name"), span.start);
  const bases = tokens(node, "base").map((each): Name => nameOf(build, each, span.start));
  return { kind: "network", ...docOf(build, node), name, bases, body: bodyOf(build, child(node, "body"), span.end), span };
}

function roleOf(build: Build, node: CstNode): Role {
  const span = spanOfNode(build, node);
  const base = token(node, "base");
  return {
    kind: "role", ...docOf(build, node), name: nameOf(build, token(node, "name"), span.start),
    params: nodes(child(node, "params"), "param").filter((each) => token(each, "name") !== undefined).map((each) => paramOf(build, each)),
    ...(base === undefined ? {} : { base: nameOf(build, base, span.start) }), body: bodyOf(build, child(node, "body"), span.end), span,
  };
}

function paramOf(build: Build, node: CstNode): Param {
  const span = spanOfNode(build, node);
  const type = child(node, "type");
  const value = child(node, "expression");
  const doc = build.docs.around(span);
  return {
    ...(doc === undefined ? {} : { doc }), name: nameOf(build, token(node, "name"), span.start),
    ...(type === undefined ? {} : { type: typeOf(build, type) }),
    ...(value === undefined && token(node, "Assign") === undefined ? {} : { value: rootExpression(build, value, span.end) }), span,
  };
}
