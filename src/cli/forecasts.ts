/** Two sides of a comparison -> the forecast of the change, and its text for a channel. */
import { sideOf } from "../deploy/side.ts";
import { forecast } from "../forecast/forecast.ts";
import type { Forecast, Side } from "../forecast/model.ts";
import { printForecast } from "../forecast/print.ts";
import type { NetworkSide } from "./commands/diff-sides.ts";
import type { Channel } from "./world.ts";

/** By the rules of the new side's target. */
export function forecastOf({ before, after }: { readonly before: NetworkSide; readonly after: NetworkSide }): Forecast {
  return forecast(forecastSide(before), forecastSide(after), after.target);
}

function forecastSide({ network, target, jobs, deployment }: NetworkSide): Side {
  return { ...(deployment === undefined ? {} : sideOf(deployment())), network, target, jobs };
}

/** Empty where nothing happens. */
export function forecastText(made: Forecast, channel: Channel): string {
  return printForecast(made, { colour: channel.colour, width: Math.min(channel.columns ?? 100, 140) });
}
