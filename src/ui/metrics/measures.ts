import { messageForms, type RunMetrics } from '../../analysis/metrics/metrics';
import { outcomes, type TimeToInbox } from '../../analysis/metrics/inbox';
import { peakOf, stepsOf, type Steps } from '../../analysis/metrics/steps';
import type { Names } from '../../analysis/names';
import type { Interval } from '../../analysis/spans/spans';
import { ShownTime } from '../../analysis/spans/time';
import { sentence } from '../../analysis/words';
import { forgetsEvents } from '../../analysis/consumers-at';
import type { BrokerName } from '../../simulation';
import { formatSpan } from '../format-span';
import type { BarRow } from './bar-chart';
import type { Side } from './both-runs.svelte';
import type { Series } from './step-chart';

/** The figures of a run as charts and tables take them. */

/** Simulated time for several runs, so that they can be drawn on one axis. */
export function sharedTime(sides: readonly Side[]): { readonly time: ShownTime; readonly until: number } {
  const measured = sides.flatMap(({ metrics }) => (metrics === undefined ? [] : [metrics]));
  const until = measured.reduce((last, metrics) => Math.max(last, metrics.until), 0);
  return {
    time: new ShownTime(
      measured.flatMap(({ busy }) => busy),
      until,
    ),
    until,
  };
}

/** So much longer than the one before it, a time to an inbox is far away from the others. */
const farFactor = 4;

/** The axis of times to an inbox: what lies far behind the others does not press them together. */
export function inboxTime(sides: readonly Side[]): { readonly time: ShownTime; readonly until: number } {
  const times = sides.flatMap(({ metrics }) => metrics?.timesToInbox.map(({ ms }) => ms) ?? []);
  const near: Interval[] = [];
  let before = 0;
  for (const ms of times.sort((a, b) => a - b)) {
    const isNear = before === 0 || ms <= farFactor * before;
    near.push({ from: isNear ? before : ms, to: ms });
    before = ms;
  }
  return { time: new ShownTime(near, before), until: before };
}

/** How many were received within so many ms. */
export function receivedWithin(times: readonly TimeToInbox[]): Steps {
  return stepsOf(times.map(({ ms }) => ({ at: ms, by: 1 })));
}

export const messageKinds = messageForms.map(sentence);

export function messageRows({ messagesByNode }: RunMetrics, names: Names): readonly BarRow[] {
  return messagesByNode.map(({ node, counts }) => ({
    key: node,
    label: names.nodeTitle(node),
    values: messageForms.map((form) => counts[form]),
  }));
}

export const waitingKinds = ['For another part', 'For the data store'] as const;

export function waitingRows({ waiting }: RunMetrics, names: Names): readonly BarRow[] {
  return waiting.map(({ node, partsMs, storeMs }) => ({
    key: node,
    label: names.nodeTitle(node),
    values: [partsMs, storeMs],
  }));
}

export function outcomeRows({ outcomes: counts }: RunMetrics): readonly BarRow[] {
  return outcomes.flatMap((outcome) => {
    const count = counts.get(outcome) ?? 0;
    return count === 0 ? [] : [{ key: outcome, label: sentence(outcome), values: [count] }];
  });
}

/** The lines of consumers that were ever behind. */
export function lagSeries({ lags }: RunMetrics, names: Names): readonly Series[] {
  return lags.flatMap(({ node, lag: steps }) =>
    peakOf(steps) === 0 ? [] : [{ name: names.nodeTitle(node), steps }],
  );
}

export function queueSeries({ lags }: RunMetrics, names: Names): readonly Series[] {
  return lags.flatMap(({ node, queue: steps }) =>
    peakOf(steps) === 0 ? [] : [{ name: names.nodeTitle(node), steps }],
  );
}

/** Why there is no queue. */
export function noQueueWords({ hasBus }: RunMetrics, broker: BrokerName): string {
  if (!hasBus) return 'There is no queue: who calls waits for the answer.';
  return forgetsEvents(broker)
    ? 'This broker keeps no queue: it hands an event over and forgets it.'
    : 'No event had to wait.';
}

/** The run in numbers: each measure in words, with the value of each side. */
export function summaryRows(sides: readonly Side[]): readonly (readonly string[])[] {
  const values = (of: (metrics: RunMetrics, names: Names) => string) =>
    sides.map(({ metrics, names }) => (metrics === undefined ? '…' : of(metrics, names)));
  const waitOf = (metrics: RunMetrics, names: Names, isPerson: boolean) =>
    metrics.waiting
      .filter(({ node }) => (names.nodeRole(node) === 'actor') === isPerson)
      .reduce((sum, { partsMs, storeMs }) => sum + partsMs + (isPerson ? storeMs : 0), 0);
  const spread = (of: 'median' | 'p95' | 'max') => (metrics: RunMetrics) =>
    metrics.spread === undefined ? '–' : formatSpan(metrics.spread[of]);
  return [
    ['Messages sent', ...values(({ messages }) => String(messages.values.at(-1) ?? 0))],
    ['Most callers waiting at once', ...values(({ callers }) => String(peakOf(callers)))],
    [
      'Parts wait for parts, in all',
      ...values((metrics, names) => formatSpan(waitOf(metrics, names, false))),
    ],
    [
      'People wait for answers, in all',
      ...values((metrics, names) => formatSpan(waitOf(metrics, names, true))),
    ],
    ['Largest lag of a consumer', ...values(({ lags }) => lagWords(lags.map(({ lag }) => peakOf(lag))))],
    ['Notifications received', ...values(({ timesToInbox }) => String(timesToInbox.length))],
    ['Time to inbox, median', ...values(spread('median'))],
    ['Time to inbox, 95th percentile', ...values(spread('p95'))],
    ['Time to inbox, longest', ...values(spread('max'))],
  ];
}

function lagWords(peaks: readonly number[]): string {
  return peaks.length === 0 ? '–' : String(Math.max(...peaks));
}
