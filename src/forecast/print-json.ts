/** Forecasts for programs: `schemas/forecast.schema.json`. Groups of several networks are in one list; each says its network. */
import type { Forecast, GroupForecast } from "./model.ts";

export function printForecastJson(forecasts: readonly Forecast[]): string {
  const document = {
    networks: forecasts.map(({ network, nomad }) => ({ network, nomad })),
    groups: forecasts.flatMap(({ network, groups }) => groups.map((group) => groupJson(network, group))),
    warnings: forecasts.flatMap(({ network, warnings }) => warnings.map((text) => ({ network, text }))),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

function groupJson(network: string, { job, group, outcome, before, after, desired, reasons, meaning, rollout }: GroupForecast) {
  return { network, job, group, outcome, before, after, desired, reasons, meaning, ...(rollout === undefined ? {} : { rollout }) };
}
