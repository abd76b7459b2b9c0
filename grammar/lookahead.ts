/**
 * Which way the parser goes at a fork, decided by the next token alone. Chevrotain's own strategy looks k tokens ahead, and working
 * that out at every start costs more than parsing a file; with one token it is a first set for each way, read as a table.
 * Ways are tried in the order written: the first whose gate is open and whose first set holds the token is taken.
 */
import {
  Alternation, Alternative, EOF, LLkLookaheadStrategy, NonTerminal, Option, Repetition, RepetitionMandatory, RepetitionMandatoryWithSeparator, RepetitionWithSeparator, Rule, Terminal,
} from "chevrotain";
import type { BaseParser, ILookaheadStrategy, IOrAlt, IProduction, IToken, TokenType } from "chevrotain";
import { vocabulary } from "./tokens.ts";

type Fork = Parameters<ILookaheadStrategy["buildLookaheadForAlternation"]>[0];
type Choice = Parameters<ILookaheadStrategy["buildLookaheadForOptional"]>[0];

/** The tokens something may begin with, by index; `empty`: it may also be nothing. */
interface First { readonly tokens: ReadonlySet<number>; readonly empty: boolean }

export class OneTokenLookahead extends LLkLookaheadStrategy {
  private readonly rules = new Map<Rule, First>();

  constructor() {
    super({ maxLookahead: 1 });
  }

  override buildLookaheadForAlternation({ rule, prodOccurrence, hasPredicates }: Fork): (this: BaseParser, alternatives?: IOrAlt<unknown>[]) => number | undefined {
    const fork = find(rule, (one) => one instanceof Alternation && one.idx === prodOccurrence) as Alternation;
    const ways = waysByToken(fork.definition.map((way) => this.firstOf(way)));
    if (!hasPredicates) return function () { return ways[next(this)]?.[0]; };
    return function (alternatives) {
      return ways[next(this)]?.find((way) => alternatives![way]!.GATE?.call(this) !== false);
    };
  }

  override buildLookaheadForOptional({ rule, prodOccurrence, prodType }: Choice): (this: BaseParser) => boolean {
    const choice = find(rule, (one) => one instanceof optional[prodType] && one.idx === prodOccurrence);
    const { tokens, empty } = this.firstOfAll((choice as Option).definition);
    const known = flags(tokens);
    return function () { return empty || known[next(this)] === 1; };
  }

  private firstOf(one: IProduction): First {
    if (one instanceof Terminal) return { tokens: withKinds(one.terminalType), empty: false };
    if (one instanceof NonTerminal) return this.firstOfRule(one.referencedRule);
    if (one instanceof Alternation) return either(one.definition.map((way) => this.firstOf(way)));
    const inside = this.firstOfAll((one as Alternative).definition);
    const skippable = one instanceof Option || one instanceof Repetition || one instanceof RepetitionWithSeparator;
    return skippable ? { tokens: inside.tokens, empty: true } : inside;
  }

  private firstOfRule(rule: Rule): First {
    let known = this.rules.get(rule);
    if (known === undefined) this.rules.set(rule, (known = this.firstOfAll(rule.definition)));
    return known;
  }

  private firstOfAll(sequence: readonly IProduction[]): First {
    const tokens = new Set<number>();
    for (const one of sequence) {
      const first = this.firstOf(one);
      for (const token of first.tokens) tokens.add(token);
      if (!first.empty) return { tokens, empty: false };
    }
    return { tokens, empty: true };
  }
}

const optional = { Option, Repetition, RepetitionMandatory, RepetitionMandatoryWithSeparator, RepetitionWithSeparator };

/** A token and, if it stands for a kind of tokens, all of that kind. */
function withKinds(type: TokenType): Set<number> {
  return new Set([type.tokenTypeIdx!, ...(type.categoryMatches ?? [])]);
}

function either(ways: readonly First[]): First {
  return { tokens: new Set(ways.flatMap((way) => [...way.tokens])), empty: ways.some((way) => way.empty) };
}

function flags(tokens: Iterable<number>): Uint8Array {
  const all = [...tokens];
  const known = new Uint8Array(Math.max(0, ...all) + 1);
  for (const token of all) known[token] = 1;
  return known;
}

/** For each token the ways that may begin with it, in the order written; a way that may be nothing fits every token. */
function waysByToken(ways: readonly First[]): (readonly number[])[] {
  const count = Math.max(...vocabulary.map((token) => token.tokenTypeIdx!), EOF.tokenTypeIdx!) + 1;
  return Array.from({ length: count }, (_, token) => ways.flatMap((way, i) => (way.empty || way.tokens.has(token) ? [i] : [])));
}

/** Chevrotain's typings do not tell of `LA_FAST`, which its own strategy asks. */
function next(parser: BaseParser): number {
  return (parser as unknown as { LA_FAST(distance: number): IToken }).LA_FAST(1).tokenTypeIdx;
}

function find(within: IProduction, wanted: (one: IProduction) => boolean): IProduction | undefined {
  if (wanted(within)) return within;
  if (within instanceof NonTerminal || within instanceof Terminal) return undefined;
  for (const one of (within as Alternative).definition) {
    const found = find(one, wanted);
    if (found !== undefined) return found;
  }
  return undefined;
}
