import fc from "fast-check";
import { test } from "uvu";
import * as assert from "uvu/assert";
import { timeOf, timeText } from "./time.ts";

const dates = fc.date({ min: new Date("1970-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true });

test("every time that a calendar has", () => {
  fc.assert(fc.property(dates, (date) => timeOf(date.toISOString()) === date.getTime()));
});

test("Nomad's nanoseconds, and what is no time", () => {
  assert.is(timeOf("2026-11-23T19:42:16.396511305Z"), Date.parse("2026-11-23T19:42:16.396Z"));
  for (const text of ["", "0001-01-01T00:00:00Z", "2026-11-23", "tomorrow"]) assert.is(timeOf(text), undefined);
});

test("milliseconds as text, to the second", () => {
  fc.assert(fc.property(dates, (date) => timeText(date.getTime()) === `${date.toISOString().slice(0, 19)}Z`));
});

test.run();
