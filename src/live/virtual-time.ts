/**
 * Time that a recording takes instead of an hour. It stands still while anything runs, and jumps to the next thing that is waited for
 * when everything waits: what happened at once in the recording happens at once again, in the same order.
 */
import { setMaxListeners } from "node:events";
import type { Clock } from "../http/clock.ts";

interface Waiting { readonly time: number; readonly wake: () => void }

export class VirtualTime implements Clock {
  private waiting: Waiting[] = [];

  /** Milliseconds since 1970. */
  constructor(private time: number) {}

  now(): number {
    return this.time;
  }

  /** Always the middle: the recording drew no other number. */
  random(): number {
    return 0.5;
  }

  wait(milliseconds: number, signal?: AbortSignal): Promise<void> {
    return this.until(this.time + milliseconds, signal);
  }

  /** Ends when the clock shows that time, or early at the signal. */
  until(time: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted === true) return Promise.resolve();
    return new Promise((resolve) => {
      const entry: Waiting = { time, wake: () => (signal?.removeEventListener("abort", leave), resolve()) };
      const leave = () => {
        this.waiting = this.waiting.filter((other) => other !== entry);
        entry.wake();
      };
      // One Ctrl-C ends any number of waits.
      if (signal !== undefined) setMaxListeners(0, signal);
      signal?.addEventListener("abort", leave);
      if (time < Infinity) this.waiting.push(entry);
    });
  }

  /** Runs until `body` has settled. Fails if it waits for something that never comes: nothing for so many real milliseconds. */
  async drive<T>(body: Promise<T>, patience = 10_000): Promise<T> {
    let settled = false;
    body.then(() => (settled = true), () => (settled = true));
    for (let idle = Date.now(); !settled; ) {
      await turns();
      if (settled) break;
      if (this.advance()) idle = Date.now();
      else if (Date.now() - idle > patience) throw new Error("it waits for something that never comes");
    }
    return body;
  }

  private advance(): boolean {
    const next = this.waiting.reduce<Waiting | undefined>((least, entry) => (least === undefined || entry.time < least.time ? entry : least), undefined);
    if (next === undefined) return false;
    this.waiting = this.waiting.filter((entry) => entry !== next);
    this.time = Math.max(this.time, next.time);
    next.wake();
    return true;
  }
}

/** Enough of the event loop for everything that can run to have run, modules that are loaded on call too. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
