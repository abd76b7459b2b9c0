/**
 * Images -> `cue/docker_images.cue`, byte for byte what `cue import -p bitte` prints for `{"dockerImages": {…}}`:
 * tabs, keys quoted only where CUE needs it, a struct of one field on its parent's line. Knows nothing else of CUE.
 */
import type { Program } from "../network/model.ts";

export interface DockerImage { readonly name: string; readonly tag: string; readonly url: string }

/** By attribute, sorted. An image without a tag is what Docker makes of it: `latest`. */
export function dockerImages(programs: readonly Program[]): Map<string, DockerImage> {
  const images = programs.filter((program) => program.kind === "image").sort((a, b) => (a.name < b.name ? -1 : 1));
  return new Map(images.map((program) => [program.name, dockerImage(program.reference, program.tag ?? "latest")]));
}

function dockerImage(name: string, tag: string): DockerImage {
  return { name, tag, url: /^[a-z0-9]+:/.test(tag) ? `${name}@${tag}` : `${name}:${tag}` };
}

/** undefined: there are no images, and no file is written. */
export function printDockerImages(images: ReadonlyMap<string, DockerImage>): string | undefined {
  const [only, ...more] = [...images].map(([attribute, image]) => [key(attribute), image] as const);
  if (only === undefined) return undefined;
  if (more.length === 0) return `package bitte\n\ndockerImages: ${only[0]}: ${struct(only[1], "")}\n`;
  const fields = [only, ...more].map(([name, image]) => `\t${name}: ${struct(image, "\t")}\n`);
  return `package bitte\n\ndockerImages: {\n${fields.join("")}}\n`;
}

function struct(image: DockerImage, indent: string): string {
  return `{\n${indent}\tname: ${quote(image.name)}\n${indent}\ttag:  ${quote(image.tag)}\n${indent}\turl:  ${quote(image.url)}\n${indent}}`;
}

/** A bare `_x` is hidden and a bare `#x` a definition in CUE: neither would be exported. */
function key(name: string): string {
  return /^[\p{L}$][\p{L}\p{Nd}_$]*$/u.test(name) ? name : quote(name);
}

function quote(text: string): string {
  return JSON.stringify(text).replace(/[\u007f\u2028\u2029]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
