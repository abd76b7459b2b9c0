/**
 * Errors of the compiled validators -> diagnostics at the attribute that is wrong, in the words of the language.
 * In: ajv's errors, the schema, and the tree that was validated. Says nothing twice: an attribute gets its first error only.
 */
import { nameNotes } from "../diagnostics/did-you-mean.ts";
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { nodeAt, pointerPath, type Tree } from "../network/tree.ts";
import type { Span } from "../text/source.ts";
import { withUnit } from "./quantity.ts";
import { propertyAt, wordAt, wordOf, type Property, type Schema } from "./schema.ts";

/** The part of ajv's ErrorObject that is read here. */
export interface SchemaError {
  readonly instancePath: string;
  readonly keyword: string;
  readonly params: Readonly<Record<string, unknown>>;
}

export interface Validated {
  readonly schema: Schema;
  readonly tree: Tree;
  /** Steps of the instance path that lie above `tree` (`["Job"]` for a payload). */
  readonly above: readonly string[];
}

interface Spot {
  readonly error: SchemaError;
  readonly path: readonly string[];
  readonly word: string;
  readonly property: Property | undefined;
  readonly definition: Property | undefined;
  readonly node: Tree;
}

/** `oneOf` and friends only repeat what the errors below them say. */
const summaries = new Set(["oneOf", "anyOf", "allOf", "if", "not"]);

export function schemaDiagnostics(errors: readonly SchemaError[], validated: Validated): Diagnostic[] {
  const telling = errors.filter((error) => !summaries.has(error.keyword) || errors.every((other) => other === error || other.instancePath !== error.instancePath));
  const seen = new Set<string>();
  const result: Diagnostic[] = [];
  for (const error of telling) {
    const subject = error.params["additionalProperty"] ?? error.params["missingProperty"] ?? "";
    const key = `${error.instancePath}\0${String(subject)}`;
    if (seen.has(key)) continue;
    seen.add(key);
    result.push(toDiagnostic(spotOf(error, validated), validated));
  }
  return result;
}

function spotOf(error: SchemaError, validated: Validated): Spot {
  const path = pointerPath(error.instancePath);
  const found = propertyAt(validated.schema, path);
  const node = nodeAt(validated.tree, path.slice(validated.above.length)).node;
  return { error, path, word: wordAt(validated.schema, path), property: found?.property, definition: found?.definition, node };
}

function toDiagnostic(spot: Spot, validated: Validated): Diagnostic {
  const { params } = spot.error;
  const span = spot.node.origin.span;
  switch (spot.error.keyword) {
    case "additionalProperties":
      return unknownField(spot, String(params["additionalProperty"]));
    case "required":
      return missingField(spot, String(params["missingProperty"]), validated.schema);
    case "enum":
    case "const":
      return wrongValue(spot, (params["allowedValues"] ?? [params["allowedValue"]]) as readonly unknown[]);
    case "discriminator":
      return diagnose("field-value", { name: String(params["tag"]), value: String(params["tagValue"]) }, span);
    case "minimum":
    case "maximum":
      return outOfRange(spot);
    case "minLength":
    case "maxLength":
      return diagnose("field-length", { name: spot.word, limit: Number(params["limit"]), empty: spot.error.keyword === "minLength" }, span);
    case "minItems":
    case "maxItems":
      return diagnose("field-count", { name: spot.word, limit: Number(params["limit"]), few: spot.error.keyword === "minItems" }, span);
    case "type":
      return diagnose("field-type", { name: spot.word, wanted: typeName(String(params["type"]), spot.property), found: kindOf(spot.node) }, span);
    default:
      return wrongForm(spot, span);
  }
}

function unknownField(spot: Spot, name: string): Diagnostic {
  const field = nodeAt(spot.node, [name]);
  const properties = spot.definition?.properties ?? {};
  const open = Object.entries(properties).filter(([, property]) => property["x-server-drops"] !== true);
  // Somebody who writes API names in a `nomad` block is told the API's name.
  const notes = nameNotes(name, /^[A-Z]/.test(name) ? open.map(([field]) => field) : open.map(([field, property]) => wordOf(property, field)));
  return diagnose("field-unknown", { name, owner: spot.word }, field.node.origin.span, { notes });
}

function missingField(spot: Spot, name: string, schema: Schema): Diagnostic {
  const word = wordOf(propertyAt(schema, [...spot.path, name])?.property, name);
  return diagnose("field-missing", { name: word, owner: spot.word }, spot.node.origin.span);
}

function wrongValue(spot: Spot, allowed: readonly unknown[]): Diagnostic {
  const value = spot.node.kind === "leaf" ? String(spot.node.value) : `a ${spot.node.kind}`;
  const notes = nameNotes(value, allowed.map(String).filter((word) => word !== ""));
  return diagnose("field-value", { name: spot.word, value }, spot.node.origin.span, { notes });
}

function outOfRange(spot: Spot): Diagnostic {
  const unit = spot.property?.["x-unit"];
  const limit = withUnit(Number(spot.error.params["limit"]), unit);
  const value = withUnit(Number(spot.node.kind === "leaf" ? spot.node.value : NaN), unit);
  return diagnose("field-range", { name: spot.word, limit, value, low: spot.error.keyword === "minimum" }, spot.node.origin.span);
}

function wrongForm(spot: Spot, span: Span): Diagnostic {
  const says = spot.property?.["x-says"] ?? spot.definition?.["x-says"];
  const value = spot.node.kind === "leaf" ? String(spot.node.value) : "";
  return diagnose("field-form", { name: spot.word, value, ...(says === undefined ? {} : { says }) }, span);
}

const typeNames: Readonly<Record<string, string>> = { integer: "a whole number", number: "a number", string: "text", boolean: "true or false", array: "a list", object: "a block or map" };

function typeName(type: string, property: Property | undefined): string {
  const unit = property?.["x-unit"];
  if (unit === "ns") return "a duration";
  if (unit === "MiB") return "a size in whole MiB";
  return unit === "MHz" ? "a frequency in whole MHz" : (typeNames[type] ?? type);
}

function kindOf(node: Tree): string {
  if (node.kind !== "leaf") return node.kind === "list" ? "a list" : "a block or map";
  if (node.value === null) return "nothing";
  const type = typeof node.value === "number" && Number.isInteger(node.value) ? "integer" : typeof node.value;
  return typeNames[type] ?? type;
}
