/** `forecast` without its compiler: the sides of `diff`, and what the change between them would do to what runs. */
import type { Forecast } from "../../forecast/model.ts";
import { printForecastJson } from "../../forecast/print-json.ts";
import { visible } from "../../text/visible.ts";
import type { Arguments } from "../arguments.ts";
import { forecastOf, forecastText } from "../forecasts.ts";
import { nomadVersionOf } from "../nomad-version.ts";
import { report } from "../report.ts";
import { exitCodes, type World } from "../world.ts";
import { isPairs, pairsIn, refTwice } from "./comparisons.ts";
import type { Context } from "./diff-sides.ts";

export function runForecast(args: Arguments, world: World, compile: Context["compile"]): number {
  const version = nomadVersionOf(args);
  const wrong = [...refTwice(args), ...(typeof version === "object" ? [version] : [])];
  if (typeof version === "object" || wrong.length > 0) return report(wrong, "text", world);
  const pairs = pairsIn(args, world, { compile, version });
  if (!isPairs(pairs)) return report(pairs, "text", world);
  const forecasts = pairs.map(forecastOf);
  world.out.write(args.has("json") ? printForecastJson(forecasts) : textOf(forecasts, world));
  const happens = forecasts.some(({ groups }) => groups.some(({ outcome }) => outcome !== "ignored"));
  return happens && args.has("exit-code") ? exitCodes.differences : exitCodes.ok;
}

/** Networks in which nothing happens are not shown where there are several. */
function textOf(forecasts: readonly Forecast[], world: World): string {
  const texts = forecasts.map((made) => ({ network: made.network, text: forecastText(made, world.out) })).filter(({ text }) => text !== "");
  if (texts.length === 0) return "Nothing happens.\n";
  return texts.map(({ network, text }) => (forecasts.length > 1 ? `Network ${visible(network)}\n\n${text}` : text)).join("\n");
}
