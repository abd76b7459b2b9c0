/** `images`: what the network's tasks run, and with --check whether each registry has it. */
import { Failed } from "../../deploy/failed.ts";
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Program } from "../../network/model.ts";
import { imageName, Registry } from "../../pin/registry.ts";
import type { Arguments } from "../arguments.ts";
import { buildOf, reporting } from "../deploy-frame.ts";
import { registryAccess } from "../registry-access.ts";
import { report } from "../report.ts";
import { columns } from "../table.ts";
import type { World } from "../world.ts";

interface Row { readonly name: string; readonly url: string; readonly pinned: boolean; readonly digest?: string | null }

export function run(args: Arguments, world: World): Promise<number> {
  return reporting(world, async () => {
    const [file] = args.operands;
    if (file === undefined) throw new Failed(diagnose("no-file-named", { command: "images" }));
    const { build } = buildOf(file, args, world);
    const images = build.network.programs.filter(({ kind }) => kind === "image");
    const problems: Diagnostic[] = [];
    const rows: Row[] = [];
    for (const image of images) rows.push(args.has("check") ? await checked(image, problems, world) : row(image));
    print(rows, args, world);
    return report(problems, "text", world);
  });
}

function row({ name, reference, tag, pinned }: Program): Row {
  return { name, url: tag === undefined ? reference : `${reference}${tag.includes(":") ? "@" : ":"}${tag}`, pinned };
}

/** One registry that does not answer must not hide what the others say. */
async function checked(image: Program, problems: Diagnostic[], world: World): Promise<Row> {
  const tag = image.tag ?? "latest";
  try {
    const digest = await new Registry(imageName(image.reference), registryAccess(world)).digest(tag);
    if (digest === undefined) problems.push(diagnose("image-missing", { image: image.reference, tag }, (image.places["tag"] ?? image.origin).span));
    return { ...row(image), digest: digest ?? null };
  } catch (error) {
    if (!(error instanceof Failed)) throw error;
    problems.push(...error.diagnostics);
    return { ...row(image), digest: null };
  }
}

function print(rows: readonly Row[], args: Arguments, world: World): void {
  if (args.has("json")) return world.out.write(`${JSON.stringify(rows, null, 2)}\n`);
  const cells = rows.map(({ name, url, pinned, digest }) => [name, url, pinned ? "pinned" : "not pinned", ...(digest === undefined ? [] : [digest === null ? "missing" : digest === "" ? "there" : digest])]);
  if (cells.length > 0) world.out.write(columns([["NAME", "URL", "PINNED", ...(args.has("check") ? ["DIGEST"] : [])], ...cells]));
}

