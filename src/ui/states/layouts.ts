import { chartCalled, type StateChart } from '../../analysis/state-chart/state-chart';
import { layOutChart, type ChartLayout } from '../../analysis/state-chart/layout';

interface LaidOut {
  readonly chart: StateChart;
  readonly layout: ChartLayout;
}

const laidOut = new Map<string, LaidOut>();

/** A chart and where its parts are; charts never change, so each is laid out once. */
export function laidOutChart(machine: string): LaidOut | undefined {
  const known = laidOut.get(machine);
  const chart = chartCalled(machine);
  if (known !== undefined || chart === undefined) return known;
  const made = { chart, layout: layOutChart(chart) };
  laidOut.set(machine, made);
  return made;
}
