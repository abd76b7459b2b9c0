import { Alternation, EOF, LLkLookaheadStrategy, NonTerminal, Option, Repetition } from "chevrotain";
import type { ILookaheadStrategy, IProduction, Rule } from "chevrotain";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { OneTokenLookahead } from "./lookahead.ts";
import { MantisParser } from "./parser.ts";
import { vocabulary } from "./tokens.ts";

type Decide = (this: object, ways?: object[]) => unknown;

function below(one: IProduction | Rule): IProduction[] {
  const inside = one instanceof NonTerminal ? [] : ((one as { definition?: IProduction[] }).definition ?? []);
  return inside.flatMap((each) => [each, ...below(each)]);
}

/** What both strategies make of one place of the grammar, for every token; half of the gates closed, then the other half. */
function decisions(rule: Rule, one: IProduction, strategy: ILookaheadStrategy): unknown[] {
  const at = { rule, prodOccurrence: (one as Option).idx, maxLookahead: 1, dynamicTokensEnabled: false };
  const fork = one instanceof Alternation;
  const hasPredicates = (one as { hasPredicates?: boolean }).hasPredicates === true;
  const decide = (fork ? strategy.buildLookaheadForAlternation({ ...at, hasPredicates })
    : strategy.buildLookaheadForOptional({ ...at, prodType: one instanceof Option ? "Option" : "Repetition" })) as Decide;
  const gates = fork && hasPredicates ? [0, 1, 2].map((closed) => one.definition.map((_, i) => ({ ALT: () => {}, GATE: () => i % 2 !== closed }))) : [undefined];
  return [...vocabulary, EOF].flatMap((type) => gates.map((ways) => decide.call({ LA_FAST: () => ({ tokenType: type, tokenTypeIdx: type.tokenTypeIdx }) }, ways)));
}

test("at every fork and option the next token decides as it does in Chevrotain's own strategy", () => {
  const [ours, theirs] = [new OneTokenLookahead(), new LLkLookaheadStrategy({ maxLookahead: 1 })];
  let places = 0;
  for (const rule of Object.values(new MantisParser().getGAstProductions())) {
    for (const one of below(rule).filter((each) => each instanceof Alternation || each instanceof Option || each instanceof Repetition)) {
      assert.equal(decisions(rule, one, ours), decisions(rule, one, theirs), `${rule.name} ${one.constructor.name} ${(one as Option).idx}`);
      places++;
    }
  }
  assert.ok(places > 40);
});

test.run();
