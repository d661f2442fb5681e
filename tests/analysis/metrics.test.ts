import { describe, expect, it } from 'vitest';
import { calleesAt, consumersAt, WorkHistory } from '../../src/analysis/consumers-at';
import { metricsOf, type RunMetrics } from '../../src/analysis/metrics/metrics';
import { spreadOf, timesToInbox } from '../../src/analysis/metrics/inbox';
import { finalOf, peakOf, stepsOf, valueAt } from '../../src/analysis/metrics/steps';
import { Replay } from '../../src/analysis/view';
import {
  architectureNames,
  brokerNames,
  defaultSettings,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type Recording,
  type TraceRecord,
} from '../../src/simulation';

const { command, store, api, channel } = defaultSettings.latencyMs;

function measured(recording: Recording): {
  readonly trace: readonly TraceRecord[];
  readonly metrics: RunMetrics;
} {
  const run = simulate(recording);
  return { trace: run.trace, metrics: metricsOf(run) };
}

const sumOf = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

describe('steps', () => {
  const steps = stepsOf([
    { at: 20, by: -1 },
    { at: 10, by: 1 },
    { at: 10, by: 1 },
    { at: 30, by: 1 },
    { at: 30, by: -1 },
  ]);

  it('hold their value from a change to the next', () => {
    expect([0, 9, 10, 15, 20, 29, 31].map((moment) => valueAt(steps, moment))).toEqual([0, 0, 2, 2, 1, 1, 1]);
    expect([peakOf(steps), finalOf(steps)]).toEqual([2, 1]);
  });

  it('have no step where nothing changes in the end', () => {
    expect(steps.times).toEqual([10, 20]);
  });

  it('are 0 when there are none', () => {
    const none = stepsOf([]);
    expect([valueAt(none, 5), peakOf(none), finalOf(none)]).toEqual([0, 0, 0]);
  });
});

describe('the measures of any run', () => {
  it.each(architectureNames)('count each message once, in every scenario (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const { trace, metrics } = measured(recordingOf(id, architecture));
      const sentCount = trace.filter(({ kind }) => kind === 'sent').length;
      expect([id, finalOf(metrics.messages)]).toEqual([id, sentCount]);
      expect(sumOf(metrics.messagesByNode.map(({ total }) => total))).toBe(sentCount);
      for (const moment of [0, 50, 300, 5_000]) {
        const soFar = trace.filter(({ kind, at }) => kind === 'sent' && at <= moment).length;
        expect([id, moment, valueAt(metrics.messages, moment)]).toEqual([id, moment, soFar]);
      }
    }
  });

  it.each(architectureNames)('leave nobody waiting at the end (%s)', (architecture) => {
    for (const { id } of scenarios) {
      const { callers } = measured(recordingOf(id, architecture)).metrics;
      expect([id, finalOf(callers), Math.min(0, ...callers.values)]).toEqual([id, 0, 0]);
    }
  });

  it.each(brokerNames)('have a lag that is what the operations show, after every moment (%s)', (broker) => {
    for (const id of [
      'price-drop',
      'poison-message',
      'stop-and-start-consumer',
      'slow-consumer',
      'notification-service-down',
    ]) {
      const recording = recordingOf(id, 'event-sourced', { broker });
      const { trace, metrics } = measured(recording);
      const [replay, history, topology] = [new Replay(trace), new WorkHistory(trace), topologyOf(recording)];
      for (const [index, { at, seq }] of trace.entries()) {
        if (trace[index + 1]?.at === at) continue;
        for (const { node, lagCount } of consumersAt(recording, topology, history, replay.at(seq))) {
          const own = metrics.lags.find((consumer) => consumer.node === node);
          const lag = own === undefined ? 0 : valueAt(own.lag, at);
          expect([id, seq, node, lag]).toEqual([id, seq, node, lagCount]);
        }
      }
    }
  });

  it.each(brokerNames)(
    'never have a lag or a queue below zero, nor a queue beyond the lag (%s)',
    (broker) => {
      for (const { id } of scenarios) {
        for (const { lag, queue } of measured(recordingOf(id, 'event-sourced', { broker })).metrics.lags) {
          expect([id, Math.min(0, ...lag.values), Math.min(0, ...queue.values)]).toEqual([id, 0, 0]);
          for (const moment of [...lag.times, ...queue.times])
            expect(valueAt(queue, moment)).toBeLessThanOrEqual(valueAt(lag, moment));
        }
      }
    },
  );

  it('have no consumers where parts call each other', () => {
    const recording = recordingOf('price-drop', 'api-driven');
    const { trace, metrics } = measured(recording);
    expect([metrics.hasBus, metrics.lags]).toEqual([false, []]);
    // The callers of the operations are those of these parts: the most at once are among the callers that wait at all.
    const [replay, history, topology] = [new Replay(trace), new WorkHistory(trace), topologyOf(recording)];
    const most = Math.max(
      ...trace.map(({ seq }) =>
        sumOf(calleesAt(recording, topology, history, replay.at(seq)).map(({ callerCount }) => callerCount)),
      ),
    );
    expect(peakOf(metrics.callers)).toBeGreaterThanOrEqual(most);
  });

  it('are all nothing for a run in which nothing happens', () => {
    const metrics = metricsOf({ recording: recordingOf('price-drop', 'event-sourced'), trace: [] });
    expect([finalOf(metrics.messages), metrics.waiting, metrics.timesToInbox, metrics.spread]).toEqual([
      0,
      [],
      [],
      undefined,
    ]);
    expect(metrics.outcomes.size).toBe(0);
  });
});

describe('the measures of the price drop', () => {
  const calls = measured(recordingOf('price-drop', 'api-driven')).metrics;
  const events = measured(recordingOf('price-drop', 'event-sourced')).metrics;
  const waitOf = (metrics: RunMetrics, node: string) => metrics.waiting.find((own) => own.node === node);

  it('have Pricing wait for two calls, and for the data store at nine questions', () => {
    // Reading and setting the price, the carts, the segments; Bob; Carol and Eva, each with preferences.
    const storeMs = 9 * 2 * store;
    const callMs = (channels: number) => 2 * api + 2 * 2 * store + channels * 2 * channel;
    expect(waitOf(calls, 'pricing')).toEqual({
      node: 'pricing',
      partsMs: callMs(2) + callMs(1),
      storeMs,
      waitCount: 11,
    });
  });

  it('have Pricing wait for nobody but the data store where it publishes an event', () => {
    expect(waitOf(events, 'pricing')).toMatchObject({ partsMs: 0, storeMs: 2 * 2 * store });
  });

  it('have at most two callers at a time: Pricing, and the dispatcher that waits for a channel', () => {
    expect(peakOf(calls.callers)).toBe(2);
  });

  it('take the time to an inbox from the act to the receiving', () => {
    const { trace } = simulate(recordingOf('price-drop', 'api-driven'));
    const received = trace.filter(({ kind }) => kind === 'received').map(({ at }) => at);
    expect(calls.timesToInbox.map(({ ms }) => ms)).toEqual(received);
    const [carolsFirst] = calls.timesToInbox;
    // Seven questions before the call, the way of the call, two reads of the API, the channel.
    expect(carolsFirst?.ms).toBe(command + 7 * 2 * store + api + 2 * 2 * store + channel);
  });

  it('count what became of each notification', () => {
    for (const { outcomes } of [calls, events]) expect([...outcomes]).toEqual([['sent', 3]]);
  });
});

describe('times to an inbox', () => {
  it('run from the act that a notification was written for, though another one sends it in the morning', () => {
    const { trace } = simulate(recordingOf('quiet-hours', 'event-sourced'));
    const [time] = timesToInbox(trace);
    const placed = trace.find(({ kind }) => kind === 'sent')?.at ?? NaN;
    const received = trace.find(({ kind }) => kind === 'received')?.at ?? NaN;
    expect(time?.ms).toBe(received - placed);
    expect(received - placed).toBeGreaterThan(8 * 3_600_000);
  });

  it('have the nearest rank as their percentiles', () => {
    const times = Array.from({ length: 20 }, (_, index) => ({
      seq: index,
      notification: `ntf-${index}`,
      to: '',
      channel: 'email',
      ms: (index + 1) * 10,
    }));
    expect(spreadOf(times)).toEqual({ median: 100, p95: 190, max: 200 });
    expect(spreadOf(times.slice(0, 1))).toEqual({ median: 10, p95: 10, max: 10 });
    expect(spreadOf([])).toBeUndefined();
  });

  it('tell failures that have no retry left apart from others', () => {
    const { metrics } = measured(recordingOf('retries-run-out', 'event-sourced'));
    expect(metrics.outcomes.get('dead-lettered')).toBe(1);
    expect(measured(recordingOf('adapter-throws', 'event-sourced')).metrics.outcomes.get('failed')).toBe(1);
  });
});
