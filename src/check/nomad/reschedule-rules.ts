/** Whether a reschedule policy's attempts fit into its interval. Mirrors ReschedulePolicy.Validate. */
import { diagnose } from "../../diagnostics/catalog.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { duration, seconds } from "../quantity.ts";
import type { Block } from "./block.ts";

export function rescheduleRules(policy: Block): Diagnostic[] {
  const attempts = policy.count("Attempts");
  const unlimited = policy.flag("Unlimited");
  if (attempts <= 0 && !unlimited) return [];
  if (attempts > 0 && unlimited) {
    return [diagnose("reschedule-unlimited", {}, policy.span("Attempts"), { related: [{ span: policy.span("Unlimited"), text: "unlimited" }] })];
  }
  const delays = delayRules(policy);
  return delays.length > 0 || unlimited ? delays : intervalRules(policy, attempts);
}

function delayRules(policy: Block): Diagnostic[] {
  const result: Diagnostic[] = [];
  const short = (name: string, word: string, least: number) => {
    if (policy.count(name) < least) result.push(diagnose("reschedule-delay", { name: word, value: duration(policy.count(name)), least: duration(least) }, policy.span(name)));
  };
  short("Delay", "delay", seconds(5));
  if (policy.str("DelayFunction") !== "constant") short("MaxDelay", "max_delay", Math.max(seconds(5), policy.count("Delay")));
  return result;
}

function intervalRules(policy: Block, attempts: number): Diagnostic[] {
  const interval = policy.count("Interval");
  const need = Math.max(seconds(15), needed(policy, attempts));
  if (interval >= need) return [];
  return [diagnose("reschedule-interval", { interval: duration(interval), need: duration(need), attempts }, policy.span("Interval"))];
}

/**
 * The shortest interval Nomad accepts, as its servers count (seen on 1.6.3 and 2.0): the last delay, and not the sum of all, until a delay
 * exceeds max_delay; from there on max_delay for each attempt. An exponential policy must stay strictly below the interval.
 */
function needed(policy: Block, attempts: number): number {
  const [delay, cap] = [policy.count("Delay"), policy.count("MaxDelay")];
  const kind = policy.str("DelayFunction");
  if (kind === "constant") return attempts * delay;
  return kind === "fibonacci" ? fibonacci(delay, cap, attempts) : exponential(delay, cap, attempts) + 1;
}

/** Below the cap the delay doubles, so the loop is short whatever `attempts` is. */
function exponential(delay: number, cap: number, attempts: number): number {
  let last = delay;
  for (let i = 1; i < attempts; i++) {
    if (last * 2 > cap) return last + (attempts - i) * cap;
    last *= 2;
  }
  return last;
}

/** The first delay beyond the cap becomes the cap; the later ones add up. */
function fibonacci(delay: number, cap: number, attempts: number): number {
  let [before, last] = [delay, delay];
  for (let i = 2; i < attempts; i++) {
    if (before + last > cap) return cap + (attempts - 1 - i) * cap;
    [before, last] = [last, before + last];
  }
  return last;
}
