/** The node that a block of a body stands for: found by its label, or made with its defaults. */
import { diagnose } from "../diagnostics/catalog.ts";
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import type * as ast from "../syntax/ast.ts";
import { applyBody, type Body } from "./apply.ts";
import { defaultName } from "./default-name.ts";
import type { Frame } from "./env.ts";
import type { BlockDef, Kind } from "./kinds/kind.ts";
import { Node } from "./node.ts";
import { classes } from "./slot.ts";

/** The node a block stands for: the one of its label, or a new one. */
export function openBlock(block: ast.Block, def: BlockDef, parent: Node, body: Body, conditional: boolean): Node | undefined {
  const { world } = body.frame;
  if (!checkHead(block, def, body)) return undefined;
  const label = block.labels[0]?.text;
  const key = blockKey(block, def, body);
  let node = parent.child(block.head.text, key);
  if (node === undefined) {
    if (!mayCreate(block, def, parent, body)) return undefined;
    node = createNode(def.kind, { word: block.head.text, key, ...(label === undefined ? {} : { label }), ...(block.labels[1] === undefined ? {} : { extra: block.labels[1].text }) }, parent, block, body);
  } else if (block.modifier === "add") {
    world.report.add(diagnose("add-exists", { block: `${block.head.text} ${label ?? ""}`.trim() }, headSpan(block), { related: [{ span: node.origin.span, text: "it is declared here" }] }));
  }
  const twice = node.opened !== undefined && node.opened.body === body.id && node.opened.span !== block.head.span && !conditional && !node.opened.conditional;
  if (twice) {
    world.report.add(diagnose("set-twice", { path: node.path }, block.head.span, { related: [{ span: node.opened!.span, text: "and here, in the same layer" }] }));
    return undefined;
  }
  node.opened = { body: body.id, span: block.head.span, conditional };
  return node;
}

/** A block's words, without its body. */
function headSpan(block: ast.Block): ast.Name["span"] {
  return { ...block.head.span, end: (block.labels[block.labels.length - 1] ?? block.head).span.end };
}

function checkHead(block: ast.Block, def: BlockDef, body: Body): boolean {
  const [least, most] = def.labels;
  const { report } = body.frame.world;
  for (const odd of [block.range, block.selector]) {
    if (odd !== undefined) {
      report.add(diagnose("range-on-block", { block: block.head.text }, odd.span));
      return false;
    }
  }
  if (block.labels.length >= least && block.labels.length <= most) return plainLabel(block, def, body);
  const wanted = most === 0 ? "no label" : least === most ? `${most} label${most === 1 ? "" : "s"}` : `${least} to ${most} labels`;
  report.add(diagnose("wrong-labels", { block: block.head.text, wanted, found: block.labels.length }, block.labels[most]?.span ?? block.head.span));
  return false;
}

/** Ports are called in environment variables. */
function plainLabel(block: ast.Block, def: BlockDef, body: Body): boolean {
  const odd = def.kind.struct === "Port" ? block.labels.find((label) => !/^[A-Za-z0-9_]+$/.test(label.text)) : undefined;
  if (odd !== undefined) body.frame.world.report.add(diagnose("port-label-form", { label: odd.text }, odd.span));
  return true;
}

/** Unlabelled blocks that append are told apart by the statement that made them. */
function blockKey(block: ast.Block, def: BlockDef, body: Body): string {
  if (def.many === "one") return "";
  if (def.many === "labelled") return block.labels.length === 0 ? "" : block.labels.map((label) => label.text).join(" ");
  if (block.labels.length > def.labels[0]) return `=${block.labels.map((label) => label.text).join(" ")}`;
  return `${block.span.file.path}:${block.span.start}:${body.uses.join(">")}`;
}

/** One label more than it needs: it can be told apart and merged. */
function isNamed(block: ast.Block, def: BlockDef): boolean {
  return def.many === "labelled" ? block.labels.length > 0 : def.many === "list" && block.labels.length > def.labels[0];
}

/** In an inherited block, a labelled block that nobody declared needs `add`. */
function mayCreate(block: ast.Block, def: BlockDef, parent: Node, body: Body): boolean {
  if (parent.frame.job === undefined || !isNamed(block, def) || body.class < classes.firstNetwork || body.network <= parent.network || block.modifier === "add") return true;
  const label = block.labels.map((one) => one.text).join(" ");
  const known = parent.children(block.head.text).map((node) => [node.label, node.extra].filter((part) => part !== undefined).join(" ")).filter((name) => name !== "");
  body.frame.world.report.add(diagnose("override-hits-nothing", { block: `${block.head.text} ${label}`.trim() }, headSpan(block), { notes: nameNotes(label, known) }));
  return false;
}

interface Head { readonly word: string; readonly key: string; readonly label?: string; readonly extra?: string }

export function createNode(kind: Kind, head: Head, parent: Node, block: { readonly head: ast.Name }, body: Body): Node {
  const path = `${parent.path}/${head.word}${head.label === undefined ? "" : ` ${head.label}`}`;
  const node = newNode(kind, { ...head, path }, body, block.head.span);
  node.network = Math.max(parent.network, body.network);
  parent.addChild(head.word, head.key, node);
  return node;
}

/** A node with its `default BLOCK` bodies applied, which lie below everything else. */
export function newNode(kind: Kind, head: { readonly path: string; readonly label?: string; readonly extra?: string; readonly word?: string }, body: Body, span: ast.Name["span"]): Node {
  const frame: { -readonly [K in keyof Frame]: Frame[K] } = { ...body.frame };
  const place = kind.struct === undefined ? kind.name : { TaskGroup: "group", Task: "task", Service: "service" }[kind.struct];
  const node = new Node({ kind, path: head.path, frame, span, layer: body.layer, ...(head.label === undefined ? {} : { label: head.label }), ...(head.extra === undefined ? {} : { extra: head.extra }) });
  if (place === "group" || place === "task" || place === "service") frame[place] = node;
  node.defaultName = defaultName(place, head.label, frame);
  node.network = body.network;
  for (const fallback of body.frame.world.defaultsFor(kind)) {
    applyBody(fallback.statements, { node }, { ...fallback.body, frame, party: "", lenient: fallback.lenient });
  }
  return node;
}
