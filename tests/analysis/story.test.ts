import { describe, expect, it } from 'vitest';
import { briefOf } from '../../src/analysis/brief';
import { Causality } from '../../src/analysis/causality';
import { flowsOf } from '../../src/analysis/flows';
import { isDomainEvent, landmarkOf } from '../../src/analysis/landmarks';
import { matchingStep } from '../../src/analysis/milestones';
import { namesOf } from '../../src/analysis/names';
import {
  recordingOf,
  scenarios,
  simulate,
  type Act,
  type ArchitectureName,
  type TraceRecord,
} from '../../src/simulation';

const traceOf = (scenario: string, architecture: ArchitectureName = 'event-sourced') =>
  simulate(recordingOf(scenario, architecture)).trace;

describe('causality', () => {
  const trace = traceOf('price-drop');
  const causality = new Causality(trace);

  it('leads from any record back to the act that began the story', () => {
    for (const record of trace) {
      const chain = causality.chainTo(record);
      expect(chain[0]?.cause).toBe(0);
      expect(chain.at(-1)).toBe(record);
    }
  });

  it('effects are the other way round of causes', () => {
    for (const record of trace) {
      for (const effect of causality.effectsOf(record)) expect(causality.causeOf(effect)).toBe(record);
    }
  });

  it('what one customer gets is not the cause of what the next one gets', () => {
    const evas = trace.find(
      (record) => record.kind === 'received' && record.to === 'eva.martinez@example.com',
    );
    const subjects = causality
      .chainTo(evas as TraceRecord)
      .flatMap((record) => (record.kind === 'decision' ? [record.subject] : []));
    expect(new Set(subjects)).toEqual(new Set(['prod-001', 'cust-005']));
  });
});

describe('flows', () => {
  it('each act is a story of its own, lettered in order', () => {
    const flows = [...flowsOf(traceOf('order-complete-interleaved')).values()];
    expect(flows.map(({ letter, colour }) => `${letter}${colour}`)).toEqual(['A0', 'B1', 'C2', 'D3']);
  });

  it('faults and what people do to the shop are stories of their own, begun by what was done', () => {
    const acts: readonly Act[] = [
      { at: 0, kind: 'fault', fault: { type: 'drop', from: 'ordering', to: 'bus', count: 1 } },
      { at: 1, kind: 'operation', operation: { type: 'add-consumer', consumer: 'analytics' } },
      { at: 2, kind: 'operation', operation: { type: 'stop', node: 'inventory' } },
      { at: 3, kind: 'operation', operation: { type: 'start', node: 'inventory' } },
    ];
    const recording = recordingOf('order-complete', 'event-sourced', { acts });
    const { trace } = simulate(recording);
    const names = namesOf(recording);
    const stories = [...flowsOf(trace).values()].map(
      ({ letter, beginning }) => `${letter} ${briefOf(beginning, names)}`,
    );
    expect(stories.slice(0, 5).sort()).toEqual([
      'A ShipLineItem',
      'B fault: drop',
      'C Analytics subscribed',
      'D Inventory stopped',
      'E Inventory back',
    ]);
  });

  it('after Z comes AA, and colours come round after eight', () => {
    const trace = Array.from({ length: 28 }, (_, index) => ({ flow: `flow-${index}` }) as TraceRecord);
    const flows = [...flowsOf(trace).values()];
    expect([flows[25]?.letter, flows[26]?.letter, flows[27]?.letter]).toEqual(['Z', 'AA', 'AB']);
    expect([flows[7]?.colour, flows[8]?.colour]).toEqual([7, 0]);
  });
});

describe('landmarks', () => {
  it('an event counts where it is published, not where the bus passes it on', () => {
    const events = traceOf('order-shipped').filter(isDomainEvent);
    expect(events.map((record) => (record.kind === 'sent' ? `${record.node} ${record.name}` : ''))).toEqual([
      'ordering OrderStatusChanged',
      'notification-service NotificationCreated',
      'notification-service NotificationCreated',
      'dispatcher NotificationSent',
      'dispatcher NotificationSent',
    ]);
  });

  it('where there is no bus, calls between services take the place of events', () => {
    const calls = traceOf('order-shipped', 'api-driven').filter(isDomainEvent);
    expect(calls.map((record) => (record.kind === 'sent' ? record.name : ''))).toEqual(['POST /notify']);
  });

  it('a refused command is an error, a rule that stops a notification is not', () => {
    const kinds = (scenario: string) => new Set(traceOf(scenario).map(landmarkOf));
    expect(kinds('order-not-found').has('error')).toBe(true);
    expect(kinds('unsubscribed').has('error')).toBe(false);
    expect(kinds('unsubscribed').has('stopped')).toBe(true);
  });
});

describe('landmarks of a run in which things break', () => {
  const acts: readonly Act[] = [
    { at: 0, kind: 'fault', fault: { type: 'drop', from: 'bus', to: 'projections', count: 1 } },
    { at: 0, kind: 'fault', fault: { type: 'throw', node: 'dispatcher', count: 9, error: 'Out of memory' } },
    { at: 0, kind: 'fault', fault: { type: 'down', node: 'email', durationMs: 10 } },
  ];
  const { trace } = simulate(recordingOf('order-shipped', 'event-sourced', { acts }));
  const marks = trace.filter((record) =>
    ['fault', 'outage', 'lost', 'dead-letter'].includes(landmarkOf(record) ?? ''),
  );

  it('are its faults, outages, losses and dead letters', () => {
    const words = marks.map((record) => `${landmarkOf(record)} ${record.node}`);
    expect(new Set(words)).toEqual(
      new Set([
        'fault bus',
        'fault dispatcher',
        'fault email',
        'outage email',
        'lost projections',
        'dead-letter dispatcher',
      ]),
    );
  });

  it('what a channel reports is no event of the shop', () => {
    const { trace: told } = simulate(
      recordingOf('order-shipped', 'event-sourced', { settings: { deliveryReceipts: true } }),
    );
    expect(
      told.filter(isDomainEvent).some((record) => 'name' in record && record.name === 'DeliveryConfirmed'),
    ).toBe(false);
  });
});

describe('the same point of the story in the other architecture', () => {
  const here = traceOf('price-drop', 'event-sourced');
  const there = traceOf('price-drop', 'api-driven');
  const stepOf = (trace: readonly TraceRecord[], accepts: (record: TraceRecord) => boolean) =>
    trace.find(accepts)?.seq ?? NaN;

  it('is where the same rule decides about the same customer', () => {
    const bobsSegment = (record: TraceRecord) =>
      record.kind === 'decision' && record.rule === 'segment' && record.subject === 'cust-002';
    expect(matchingStep(here, stepOf(here, bobsSegment), there)).toBe(stepOf(there, bobsSegment));
  });

  it('is where the same person receives the same message', () => {
    const carolsEmail = (record: TraceRecord) =>
      record.kind === 'received' && record.to === 'carol.williams@example.com';
    expect(matchingStep(here, stepOf(here, carolsEmail), there)).toBe(stepOf(there, carolsEmail));
    expect(matchingStep(there, stepOf(there, carolsEmail), here)).toBe(stepOf(here, carolsEmail));
  });

  it('is about the same notification, although overlapping stories number them differently', () => {
    const ship = { kind: 'command' as const, command: { type: 'ShipOrder' as const, orderId: 'ord-001' } };
    const overlapping = (architecture: ArchitectureName) =>
      simulate({
        ...recordingOf('price-drop', architecture),
        acts: [{ ...ship, at: 60 }],
      }).trace;
    const [a, b] = [overlapping('event-sourced'), overlapping('api-driven')];
    const sentTo = (trace: readonly TraceRecord[], recipient: string) => {
      const born = trace.find(
        (record) =>
          record.kind === 'changed' && record.from === null && record.facts['recipient'] === recipient,
      );
      const id = born?.kind === 'changed' ? born.entity : '';
      return stepOf(
        trace,
        (record) => record.kind === 'changed' && record.entity === id && record.to === 'sent',
      );
    };
    for (const recipient of ['carol.williams@example.com', '+1-555-0101', 'eva.martinez@example.com']) {
      expect(matchingStep(a, sentTo(a, recipient), b)).toBe(sentTo(b, recipient));
    }
  });

  it('is where the same part goes away, whatever it is called', () => {
    const acts: readonly Act[] = [
      { at: 10, kind: 'fault', fault: { type: 'down', node: 'notifications', durationMs: 1000 } },
    ];
    const run = (architecture: ArchitectureName) =>
      simulate(recordingOf('price-drop', architecture, { acts })).trace;
    const [a, b] = [run('event-sourced'), run('api-driven')];
    for (const kind of ['fault', 'node-down']) {
      const happens = (record: TraceRecord) => record.kind === kind;
      expect(matchingStep(a, stepOf(a, happens), b)).toBe(stepOf(b, happens));
    }
  });

  it('is where the same consumer comes, by subscription or by deployment', () => {
    const acts: readonly Act[] = [
      { at: 10, kind: 'operation', operation: { type: 'add-consumer', consumer: 'analytics' } },
    ];
    const run = (architecture: ArchitectureName) =>
      simulate(recordingOf('price-drop', architecture, { acts })).trace;
    const [a, b] = [run('event-sourced'), run('api-driven')];
    const comes = (record: TraceRecord) => record.kind === 'changed' && record.entity === 'analytics';
    expect(matchingStep(a, stepOf(a, comes), b)).toBe(stepOf(b, comes));
  });

  it('the beginning is the beginning, and the end is the end', () => {
    expect(matchingStep(here, 0, there)).toBe(0);
    expect(matchingStep(here, here.length, there)).toBe(there.length);
  });

  it('is a step of the other trace, for every step of every scenario', () => {
    for (const { id } of scenarios) {
      const [a, b] = [traceOf(id, 'event-sourced'), traceOf(id, 'api-driven')];
      for (let step = 0; step <= a.length; step += 1) {
        const match = matchingStep(a, step, b);
        expect(match >= 0 && match <= b.length).toBe(true);
      }
    }
  });
});
