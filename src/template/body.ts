/** Bodies from data: `json = …`, `yaml = …`, `env = …`. Late values are quoted for the format; the text is valid once it is rendered. */
import type { Value } from "../evaluate/values.ts";
import type { Span } from "../text/source.ts";
import type { CompiledBody } from "./compile.ts";
import { inBody } from "./compile.ts";
import { toData } from "./data.ts";
import { writeEnv } from "./env-text.ts";
import { writeJson } from "./json-text.ts";
import type { Delimiters } from "./output.ts";
import type { Sink } from "./run.ts";
import { writeYaml } from "./yaml-text.ts";

export interface BodyInput {
  readonly value: Value;
  /** The attribute's value, for what has no place of its own. */
  readonly span: Span;
  readonly sink: Sink;
  readonly delimiters?: Delimiters;
}

export function jsonBody({ value, span, sink, delimiters }: BodyInput): CompiledBody {
  return inBody(sink, "backtick", delimiters, span, (run, out) => {
    writeJson(toData(value, span, "JSON", run), "", out, run);
    out.text("\n", span);
  });
}

export function yamlBody({ value, span, sink, delimiters }: BodyInput): CompiledBody {
  return inBody(sink, "backtick", delimiters, span, (run, out) => writeYaml(toData(value, span, "YAML", run), out, run));
}

export function envBody({ value, span, sink, delimiters }: BodyInput): CompiledBody {
  return inBody(sink, "backtick", delimiters, span, (run, out) => writeEnv(toData(value, span, "an env file", run), out, run));
}
