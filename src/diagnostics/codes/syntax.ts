/** What can be wrong with the text of a file before anything in it has a meaning. */
import { kind } from "../kind.ts";

const error = "error" as const;
const printable = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;
const lateExample = "A value that is known only later has a name of its own: \"\\(port.rpc)\", \"\\(env.HOME)\", \"\\(attr.unique.hostname)\". It is printed in the syntax of the place that takes it.";

export const syntaxCodes = {
  "unexpected-token": kind<{ found: string; expected: string }>({
    severity: error,
    title: (a) => `Found ${a.found}, expected ${a.expected}`,
    label: (a) => `expected ${a.expected}`,
    explain: "The text does not follow the grammar at this place. The message says what was found and what may stand there.\n\nWrong:  import miner from \"kit/mantis\"\nRight:  import { miner } from \"kit/mantis\"",
  }),
  "outside-network": kind<{ found: string }>({
    severity: error,
    title: (a) => `Found ${a.found} outside of any network or role`,
    label: () => "belongs into a network or a role",
    notes: () => ["A file holds imports, networks and roles. Everything else stands inside the braces of one of them."],
    explain: "A file holds imports, networks and roles; settings stand inside them.\n\nWrong:  domain = \"mantis.ws\"\nRight:  network testnet { domain = \"mantis.ws\" }",
  }),
  "missing-value": kind<{ after: string }>({
    severity: error,
    title: (a) => `There is no value after ${a.after}`,
    label: () => "a value is missing here",
    notes: () => ["A value begins on the line of its `=`. To take a setting away, write `unset` and its name."],
    explain: "An `=`, an operator or a comma is followed by a value on the same line.\n\nWrong:  domain =\nRight:  domain = \"mantis.ws\"\nRight:  unset domain",
  }),
  "value-on-next-line": kind({
    severity: error,
    title: () => "A value begins on the line of its `=`",
    label: () => "move this up",
    notes: () => ["A line break ends a setting, so that each line can be read by itself. Long values go on inside brackets, after an operator, or in `\"\"\"`."],
    explain: "A value begins on the line of its `=`.\n\nWrong:  domain =\n          \"mantis.ws\"\nRight:  domain = \"mantis.ws\"",
  }),
  "operator-on-next-line": kind<{ op: string }>({
    severity: error,
    title: (a) => `A line begins with the operator \`${a.op}\``,
    label: () => "the value before it ended at the line break",
    notes: (a) => [`Put \`${a.op}\` at the end of the line before, or the whole value in parentheses.`],
    explain: "Outside of brackets a line break ends a value, unless the line ends in an operator.\n\nWrong:  cpu = base\n          + 100MHz\nRight:  cpu = base +\n          100MHz",
  }),
  "brace-on-next-line": kind({
    severity: error,
    title: () => "An opening brace stands on the line of its block's head",
    label: () => "move this up",
    notes: () => ["A head without a brace is a use without a body (`explorer`), and it ends at the line break."],
    explain: "A block's `{` stands on the line of its head.\n\nWrong:  job mantis\n        {\nRight:  job mantis {",
  }),
  "missing-equals": kind<{ name: string }>({
    severity: error,
    title: (a) => `There is no \`=\` between \`${a.name}\` and its value`,
    label: () => "is this its value?",
    notes: (a) => [`Write \`${a.name} = …\`. Behind the head of a block stand names, strings and a range such as \`1..5\`; a label with other characters than a name's stands in quotes.`],
    explain: "A setting is a name, `=` and a value. Only a range stands behind a head without `=`.\n\nWrong:  count 3\nRight:  count = 3\nRight:  miner 1..3 { }",
  }),
  "wrong-equals": kind<{ found: string; name: string }>({
    severity: error,
    title: (a) => `\`${a.name}\` is given its value with \`=\`, not with \`${a.found}\``,
    label: () => "write `=`",
    notes: (a) => [a.found === ":" ? "A colon stands before a type (`let n: int = 3`, parameters of roles) and in `[for x in xs: x]`." : "`==` compares two values."],
    explain: "`=` gives a value, `:` stands before a type, `==` compares.\n\nWrong:  count: 3\nWrong:  count == 3\nRight:  count = 3",
  }),
  "equals-before-body": kind<{ head: string }>({
    severity: error,
    title: (a) => `\`${a.head}\` is a block, and its body follows without \`=\``,
    label: () => "remove this",
    notes: () => ["`name { … }` is a block of settings, `name = { … }` a map as a value. A head with labels is always a block."],
    explain: "A block's body follows its head without `=`.\n\nWrong:  job mantis = { }\nRight:  job mantis { }",
  }),
  "equals-after-labels": kind<{ head: string }>({
    severity: error,
    title: (a) => `\`${a.head}\` cannot be given a value: a setting has one name before its \`=\``,
    label: () => "this `=`",
    notes: () => ["A use without a body ends at a line break: begin a new line for the next setting, or write the block's body in braces."],
    explain: "A setting is one name, `=` and a value. A block's settings stand in its braces.\n\nWrong:  resources cpu = 500MHz\nRight:  resources { cpu = 500MHz }",
  }),
  "missing-comma": kind<{ found: string }>({
    severity: error,
    title: (a) => `There is no comma before ${a.found}`,
    label: () => "write a comma before this",
    explain: "Items on one line are separated by commas; in lists a line break does as well.\n\nWrong:  [1 2]\nRight:  [1, 2]",
  }),
  "unclosed-bracket": kind<{ bracket: string }>({
    severity: error,
    title: (a) => `\`${a.bracket}\` is never closed`,
    label: (a) => `\`${closing(a.bracket)}\` is missing`,
    explain: "Every `{`, `(` and `[` is closed by its partner. For a brace, the one whose closing brace is indented less than its own line is shown.\n\nWrong:  network a { job b { }\nRight:  network a { job b { } }",
  }),
  "stray-bracket": kind<{ bracket: string }>({
    severity: error,
    title: (a) => `\`${a.bracket}\` closes nothing`,
    label: () => "nothing is open here",
    explain: "A closing bracket without an opening one: remove it, or look above for a bracket that closed too early.\n\nWrong:  network a { } }\nRight:  network a { }",
  }),
  "detached-bracket": kind<{ bracket: string }>({
    severity: error,
    title: (a) => `\`${a.bracket}\` does not touch what stands before it`,
    label: () => "remove the space before this",
    notes: (a) => [a.bracket === "(" ? "The parenthesis of a call touches its name: `len(miner)`." : "The bracket of an index touches what it indexes: `miner[3]`. A list as a value needs `=` before it."],
    explain: "A call's `(` and an index's `[` touch what stands before them.\n\nWrong:  miner [3] { }\nRight:  miner[3] { }",
  }),
  "unterminated-string": kind<{ quotes: string }>({
    severity: error,
    title: () => "A string is not closed",
    label: (a) => `no closing \`${a.quotes}\``,
    notes: (a) => [a.quotes === '"' ? "A string ends on its line. Text of several lines stands between `\"\"\"`." : "Close it with `\"\"\"` on a line of its own."],
    explain: "A string ends on the line it begins on; text of several lines stands between `\"\"\"`.\n\nWrong:  domain = \"mantis.ws\nRight:  domain = \"mantis.ws\"",
  }),
  "unclosed-interpolation": kind({
    severity: error,
    title: () => "The `\\(` of an interpolation is not closed on its line",
    label: () => "no `)` for this",
    notes: () => ["For a backslash as text write `\\\\`."],
    explain: "`\\(` in a string begins an expression that ends with `)` on the same line.\n\nWrong:  \"mantis-\\(index\"\nRight:  \"mantis-\\(index)\"",
  }),
  "bad-escape": kind<{ escape: string }>({
    severity: error,
    title: (a) => `\`${a.escape}\` means nothing in a string`,
    label: () => "unknown escape",
    notes: () => ["There are `\\n`, `\\t`, `\\\"`, `\\\\`, `\\u{1F600}` and `\\(expression)`. Write `\\\\` for a backslash, or `raw \"…\"` for text full of them."],
    explain: "Escapes are \\n \\t \\\" \\\\ \\u{hex} and \\(expression).\n\nWrong:  \"\\d+\"\nRight:  \"\\\\d+\"\nRight:  raw \"\\d+\"",
  }),
  "late-value-by-hand": kind({
    severity: error,
    title: () => "`${` is not written by hand in a string",
    label: () => "a reference of Nomad's",
    notes: () => [lateExample, "An expression goes into a string as `\\(…)`. Text that must hold `${` as it is stands in `raw \"…\"`."],
    explain: "Nomad would read `${…}` where you may mean text, or text where you mean a reference. Values that are known later have names; `raw` passes text through.\n\nWrong:  \"http://${NOMAD_ADDR_rpc}\"\nRight:  \"http://\\(address.rpc)\"\nRight:  raw \"${HOME}/bin\"",
  }),
  "text-layout": kind({
    severity: error,
    title: () => "Text of several lines begins on the line after `\"\"\"` and ends on the line before the closing `\"\"\"`",
    label: () => "stands on a line of its own",
    explain: "The indentation of the closing quotes is taken off each line, so both quotes stand apart from the text.\n\nWrong:  text = \"\"\"a\n          b\"\"\"\nRight:  text = \"\"\"\n          a\n          b\n          \"\"\"",
  }),
  "text-indentation": kind({
    severity: error,
    title: () => "A line of text is indented less than its closing quotes",
    label: () => "less than the closing quotes",
    notes: () => ["What stands before the closing `\"\"\"` is taken off each line, so each line must begin with it (tabs and spaces differ)."],
    explain: "The space before the closing `\"\"\"` is taken off each line of the text.\n\nWrong:  text = \"\"\"\n        a\n          \"\"\"\nRight:  text = \"\"\"\n          a\n          \"\"\"",
  }),
  "single-quotes": kind<{ text: string }>({
    severity: error,
    title: () => "Strings stand in double quotes",
    label: () => "write `\"…\"`",
    explain: "Strings stand in double quotes.\n\nWrong:  domain = 'mantis.ws'\nRight:  domain = \"mantis.ws\"",
  }),
  "slash-comment": kind({
    severity: error,
    title: () => "A comment begins with `#`",
    label: () => "write `#`",
    explain: "A comment begins with `#` and ends with its line; `##` documents what follows.\n\nWrong:  // five miners\nRight:  # five miners",
  }),
  "unexpected-character": kind<{ character: string }>({
    severity: error,
    title: (a) => `The character ${shown(a.character)} has no place here`,
    label: () => "remove this",
    notes: (a) => (/[\u201c\u201d\u201e\u2018\u2019]/.test(a.character) ? ["Strings stand in straight double quotes: `\"…\"`."] : a.character === ";" ? ["Statements need nothing between them but space."] : a.character === "\u00a0" ? ["It looks like a space but is none."] : ["Names are letters, digits, `_` and `-`; other text stands in a string."]),
    explain: "A character that no name, number, operator or bracket holds. Other text stands in strings and comments.\n\nWrong:  count = 3;\nRight:  count = 3",
  }),
  "control-character": kind<{ code: number }>({
    severity: error,
    title: (a) => `The file holds the control character ${printable(a.code)}`,
    label: (a) => printable(a.code),
    notes: () => ["It cannot be seen, so nobody could review it. In a string write it as `\\u{…}`; if the file is full of them it is no text in UTF-8."],
    explain: "Control characters other than tab and line breaks cannot be seen and are refused everywhere, strings and comments included.\n\nRight:  \"\\u{1B}[0m\"",
  }),
  "unknown-unit": kind<{ unit: string }>({
    severity: error,
    title: (a) => `There is no unit \`${a.unit}\``,
    label: () => "unknown unit",
    notes: () => ["Durations: ns us ms s m h. Sizes: B KB KiB MB MiB GB GiB TB TiB. Frequencies: Hz KHz MHz GHz. They are spelt exactly so."],
    explain: "Units are spelt exactly: durations ns us ms s m h, sizes B KB KiB MB MiB GB GiB TB TiB, frequencies Hz KHz MHz GHz.\n\nWrong:  interval = 30sec\nRight:  interval = 30s",
  }),
  "bad-quantity": kind<{ raw: string }>({
    severity: error,
    title: (a) => `\`${a.raw.length > 40 ? `${a.raw.slice(0, 37)}…` : a.raw}\` is not a quantity`,
    label: () => "each number needs its unit",
    notes: () => ["Only durations have several parts, from big to small, each with its unit: `1h30m`, `1m500ms`."],
    explain: "A quantity is a number and a unit. Durations may have several parts, from big to small.\n\nWrong:  30m1h\nWrong:  1h30\nRight:  1h30m",
  }),
  "inexact-quantity": kind<{ raw: string; whole: string }>({
    severity: error,
    title: (a) => `\`${a.raw.length > 40 ? `${a.raw.slice(0, 37)}…` : a.raw}\` is not a whole number of ${a.whole}`,
    label: () => "cannot be held exactly",
    explain: "Quantities are held exactly: durations in nanoseconds, sizes in bytes, frequencies in Hz.\n\nWrong:  0.5B\nRight:  512B",
  }),
  "number-too-large": kind<{ raw: string }>({
    severity: error,
    title: (a) => `\`${a.raw}\` is too large`,
    label: () => "cannot be held exactly",
    notes: () => ["Whole numbers go up to 9007199254740991, quantities up to 2^63 - 1 nanoseconds, bytes or Hz. Longer numbers stand in a string."],
    explain: "Whole numbers go up to 2^53 - 1. An identifier that only looks like a number stands in a string.\n\nRight:  chain_id = \"123456789012345678901234567890\"",
  }),
  "chained-operator": kind<{ op: string }>({
    severity: error,
    title: (a) => `\`${a.op}\` cannot follow another ${a.op === ".." ? "range" : "comparison"} without parentheses`,
    label: () => "the second one",
    notes: (a) => [a.op === ".." ? "A range has two ends: `1..5`." : "Join two comparisons with `&&`: `1 < n && n < 5`."],
    explain: "Comparisons and ranges do not chain.\n\nWrong:  1 < n < 5\nRight:  1 < n && n < 5",
  }),
  "not-callable": kind({
    severity: error,
    title: () => "Only a function's name can be called",
    label: () => "is not a function's name",
    notes: () => ["There are no methods: write `f(x)` instead of `x.f()`."],
    explain: "Functions are called by their names; values have no methods.\n\nWrong:  miner.len()\nRight:  len(miner)",
  }),
  "interpolated-label": kind<{ place: string }>({
    severity: error,
    title: (a) => `A ${a.place} is literal text and cannot hold \`\\(…)\``,
    label: () => "interpolated",
    notes: () => ["Labels, keys of settings and paths are names by which other places refer to something, so they can be read off the text. A name that is computed goes into `name = …`; a map with computed keys is `{for x in xs: key = value}`."],
    explain: "Labels, keys and paths are literal.\n\nWrong:  task \"mantis-\\(index)\" { }\nRight:  task mantis { name = \"mantis-\\(index)\" }",
  }),
  "nested-too-deep": kind({
    severity: error,
    title: () => "This is nested too deeply",
    label: () => "the limit is reached here",
    notes: () => ["Brackets, blocks, `if`s and prefix operators nest up to 128 deep, chains of operators and dots up to 512. Give parts of it names with `let`."],
    explain: "So that every file is read in bounded time and memory, brackets, blocks and `if`s nest up to 128 deep, and a chain of operators has up to 512 parts.\n\nWrong: [[[[ … ]]]] with 200 brackets\nRight: name the inner parts with `let` and use the names",
  }),
  "file-too-large": kind<{ size: number; limit: number }>({
    severity: error,
    title: (a) => `The file has ${a.size} bytes; ${a.limit} is the most`,
    notes: () => ["Put parts of it into files of their own and import them."],
    explain: "A `.mantis` file has at most 1 MiB. Import parts of it from other files.\n\nRight: import { miner, passive } from \"kit/mantis\"",
  }),
  "too-many-tokens": kind<{ count: number; limit: number }>({
    severity: error,
    title: (a) => `The file holds ${a.count} words and signs; ${a.limit} is the most`,
    notes: () => ["Put parts of it into files of their own and import them; write long lists as comprehensions."],
    explain: "A `.mantis` file is read as words and signs, and takes at most 100,000 of them.\n\nRight: [for i in 1..5000: i] instead of five thousand numbers.",
  }),
  "too-many-problems": kind<{ more: number }>({
    severity: error,
    title: (a) => `There are ${a.more} more syntax errors in this file`,
    notes: () => ["Correct those above first. If the file is not a `.mantis` file at all, that is why."],
    explain: "After 100 syntax errors in one file the others are only counted. Usually one of the first, an unclosed string or bracket, causes many of the rest.\n\nRight: mend the first problems and run again",
  }),
};

function closing(bracket: string): string {
  return bracket === "{" ? "}" : bracket === "[" ? "]" : ")";
}

function shown(character: string): string {
  const code = character.codePointAt(0)!;
  const visible = /^[\p{L}\p{N}\p{P}\p{S}]$/u.test(character);
  return visible ? `\`${character}\`` : printable(code);
}
