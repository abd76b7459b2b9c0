/**
 * A command's arguments, checked against its flags. In: words. Out: flags and operands, and a diagnostic for each word that is wrong.
 * Where a flag is `otherwise`, `--name 5` that no flag is called means `--flag name=5`.
 * `--flag value` and `--flag=value` mean the same, and so does `-f value` where the flag has a letter; after `--` everything is an operand, or a program and its words; `-` alone is one.
 */
import { diagnose } from "../diagnostics/catalog.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Command, Flag } from "./command.ts";

export interface Arguments {
  readonly operands: readonly string[];
  /** What stands after `--`, where the command runs a program. */
  readonly program: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
  readonly help: boolean;
  has(flag: string): boolean;
  value(flag: string): string | undefined;
  values(flag: string): readonly string[];
}

export function parseArguments(command: Command, words: readonly string[]): Arguments {
  const reader = new Reader(command, words);
  reader.read();
  const { flags, operands, program, diagnostics } = reader;
  return {
    operands,
    program,
    diagnostics,
    help: flags.has("help"),
    has: (flag) => flags.has(flag),
    value: (flag) => flags.get(flag)?.[0],
    values: (flag) => flags.get(flag) ?? [],
  };
}

const help: Flag = { name: "help", help: "says what the command does" };

class Reader {
  readonly flags = new Map<string, string[]>();
  readonly operands: string[] = [];
  readonly program: string[] = [];
  readonly diagnostics: Diagnostic[] = [];
  private readonly known: readonly Flag[];
  private position = 0;

  constructor(private readonly command: Command, private readonly words: readonly string[]) {
    this.known = [...command.flags, help];
  }

  read(): void {
    while (this.position < this.words.length) {
      const word = this.words[this.position++]!;
      if (word === "--") (this.command.program === true ? this.program : this.operands).push(...this.words.slice(this.position, (this.position = this.words.length)));
      else if (word.startsWith("-") && word !== "-") this.readFlag(word === "-h" ? "--help" : word);
      else this.operands.push(word);
    }
    const extra = this.operands[this.command.operands];
    if (extra !== undefined) this.diagnostics.push(diagnose("unexpected-argument", { argument: extra, usage: this.command.usage }));
  }

  private readFlag(word: string): void {
    const equals = word.indexOf("=");
    const name = equals < 0 ? word : word.slice(0, equals);
    const flag = this.known.find((known) => `--${known.name}` === name || (known.short !== undefined && `-${known.short}` === name));
    const attached = equals < 0 ? undefined : word.slice(equals + 1);
    if (flag === undefined) {
      if (this.readOtherwise(name.slice(2), attached)) return;
      const flags = this.known.map((known) => `--${known.name}`);
      this.diagnostics.push(diagnose("unknown-flag", { flag: name, command: this.command.name, flags }));
    } else this.keep(flag, attached);
  }

  /** Only a whole number may follow: then it is no misspelt flag. */
  private readOtherwise(name: string, attached: string | undefined): boolean {
    const flag = this.command.flags.find(({ otherwise }) => otherwise === true);
    const value = attached ?? this.words[this.position];
    if (flag === undefined || name === "" || value === undefined || !/^\d+$/.test(value)) return false;
    if (attached === undefined) this.position++;
    this.keep(flag, `${name}=${value}`);
    return true;
  }

  private keep(flag: Flag, attached: string | undefined): void {
    const name = `--${flag.name}`;
    if (flag.value === undefined) {
      if (attached !== undefined) this.diagnostics.push(diagnose("flag-with-value", { flag: name }));
      this.flags.set(flag.name, []);
      return;
    }
    const value = attached ?? this.next();
    if (value === undefined) this.diagnostics.push(diagnose("flag-without-value", { flag: name, value: flag.value }));
    else if (flag.choices !== undefined && !flag.choices.includes(value)) this.diagnostics.push(diagnose("bad-flag-value", { flag: name, value, allowed: flag.choices }));
    else if (flag.repeat !== true && this.flags.has(flag.name)) this.diagnostics.push(diagnose("flag-twice", { flag: name }));
    else this.flags.set(flag.name, [...(this.flags.get(flag.name) ?? []), value]);
  }

  /** The next word, unless it is a flag itself. */
  private next(): string | undefined {
    const word = this.words[this.position];
    if (word === undefined || word.startsWith("--")) return undefined;
    this.position++;
    return word;
  }
}
