import { describe, expect, it } from 'vitest';
import {
  baselineOf,
  blastRadiusOf,
  changesNothing,
  faultAct,
  findingOf,
  partsOf,
  readingOf,
  recordingIn,
  recordingWith,
  type Finding,
  type Reading,
  type Trouble,
} from '../../src/analysis/blast-radius/blast-radius';
import {
  architectureNames,
  brokerNames,
  recordingOf,
  scenarios,
  simulate,
  type ArchitectureName,
  type BrokerName,
  type Recording,
} from '../../src/simulation';
import { finished } from '../support/finished';
import { told } from '../support/play';

const down: Trouble = { kind: 'down' };
const away: Trouble = { kind: 'away', durationMs: 3_000 };
const slow: Trouble = { kind: 'slow', delayMs: 500 };

function radius(
  id: string,
  architecture: ArchitectureName,
  node: string,
  trouble: Trouble,
  broker: BrokerName = 'in-memory',
): Finding {
  const recording = recordingIn(recordingOf(id, architecture), { architecture, broker });
  return finished(blastRadiusOf(recording, finished(baselineOf(recording)), node, trouble));
}

/** What happened to each notification: `order_confirmed email lost`. */
function notificationsIn({ notifications }: Finding): readonly string[] {
  return notifications.map(({ kind, effect }) => `${kind.type} ${kind.channel} ${effect}`);
}

function effects(changes: readonly { readonly effect: string }[]): readonly string[] {
  return changes.map(({ effect }) => effect);
}

/** What a part did with what it was asked for: `inventory OrderCreated missed`. */
function worksIn({ works }: Finding, node: string): readonly string[] {
  return works.filter((work) => work.node === node).map(({ name, effect }) => `${name} ${effect}`);
}

const fansOut = 'order-created-fans-out';
const engine = { 'event-sourced': 'notification-service', 'api-driven': 'notification-api' } as const;

describe('a notification service that is down', () => {
  it('to the end loses what a broker without memory hands over, and the order stands', () => {
    for (const broker of ['in-memory', 'redis-pubsub'] as const) {
      const finding = radius(fansOut, 'event-sourced', engine['event-sourced'], down, broker);
      expect(notificationsIn(finding)).toEqual(['order_confirmed email lost']);
      expect(finding.answers).toEqual([]);
      expect(worksIn(finding, engine['event-sourced'])).toEqual(['OrderCreated missed']);
      expect(worksIn(finding, 'inventory')).toEqual([]);
    }
  });

  it('to the end leaves the event with a broker that keeps it: the notification is still to come', () => {
    for (const broker of ['redis-streams', 'rabbitmq', 'kafka'] as const) {
      const finding = radius(fansOut, 'event-sourced', engine['event-sourced'], down, broker);
      expect(notificationsIn(finding)).toEqual(['order_confirmed email waiting']);
      expect(finding.answers).toEqual([]);
      expect(worksIn(finding, engine['event-sourced'])).toEqual(['OrderCreated kept']);
    }
  });

  it('for a while makes the notification late where the event is kept, and loses it where it is not', () => {
    for (const broker of brokerNames) {
      const finding = radius(fansOut, 'event-sourced', engine['event-sourced'], away, broker);
      const isKept = broker !== 'in-memory' && broker !== 'redis-pubsub';
      expect(effects(finding.notifications)).toEqual([isKept ? 'late' : 'lost']);
      if (isKept) expect(finding.notifications[0]?.lateMs).toBeGreaterThan(2_900);
    }
  });

  it('fails the order back to the caller where services call it and wait', () => {
    const finding = radius(fansOut, 'api-driven', engine['api-driven'], down);
    expect(notificationsIn(finding)).toEqual(['order_confirmed email lost']);
    expect(finding.answers).toMatchObject([{ command: 'PlaceOrder', effect: 'error' }]);
    expect(finding.answers[0]?.error).toContain('did not answer POST /notify');
    expect(worksIn(finding, engine['api-driven'])).toEqual(['POST /notify missed']);
    expect(worksIn(finding, 'inventory')).toEqual([]);
  });

  it('for a while makes the caller of an API wait for as long as the notification is late, when calls are retried', () => {
    const finding = radius(fansOut, 'api-driven', engine['api-driven'], away);
    expect(finding.answers).toMatchObject([{ effect: 'slower' }]);
    expect(finding.notifications).toMatchObject([{ effect: 'late', lateMs: finding.answers[0]?.slowerMs }]);
  });

  it('for a while fails the call when calls are not retried', () => {
    const recording = recordingOf(fansOut, 'api-driven', { settings: { retries: false } });
    const baseline = finished(baselineOf(recording));
    const finding = finished(blastRadiusOf(recording, baseline, engine['api-driven'], away));
    expect(effects(finding.answers)).toEqual(['error']);
    expect(effects(finding.notifications)).toEqual(['lost']);
  });
});

describe('another consumer that is down', () => {
  it('concerns nobody else where services publish', () => {
    const finding = radius(fansOut, 'event-sourced', 'analytics', down);
    expect(finding.notifications).toEqual([]);
    expect(finding.answers).toEqual([]);
    expect(finding.works).toMatchObject([{ node: 'analytics', name: 'OrderCreated', effect: 'missed' }]);
  });

  it('stops what is called after it where Ordering calls one after the other', () => {
    const finding = radius(fansOut, 'api-driven', 'analytics', down);
    expect(effects(finding.answers)).toEqual(['error']);
    expect(effects(finding.notifications)).toEqual(['lost']);
    expect(worksIn(finding, 'analytics')).toEqual(['POST /orders missed']);
    // Nobody came to call it: that is not its failure.
    expect(worksIn(finding, engine['api-driven'])).toEqual(['POST /notify unasked']);
  });
});

describe('a part that is slow', () => {
  it('makes its own work as late as it is slow, and nobody else’s where services publish', () => {
    const finding = radius(fansOut, 'event-sourced', 'inventory', slow);
    expect(finding.works).toMatchObject([{ node: 'inventory', effect: 'late', lateMs: 500 }]);
    expect(finding.notifications).toEqual([]);
    expect(finding.answers).toEqual([]);
  });

  it('makes the caller wait where services call', () => {
    const finding = radius(fansOut, 'api-driven', 'inventory', slow);
    expect(finding.answers).toMatchObject([{ effect: 'slower', slowerMs: 500 }]);
    expect(finding.notifications).toMatchObject([{ effect: 'late', lateMs: 500 }]);
  });
});

describe('a channel that is down', () => {
  it('fails what goes through it, and nothing else is lost', () => {
    for (const architecture of architectureNames) {
      const finding = radius('price-drop', architecture, 'email', down);
      const failed = finding.notifications.filter(({ effect }) => effect === 'failed');
      expect(failed.map(({ kind }) => kind.channel)).toEqual(['email', 'email']);
      expect(effects(finding.notifications)).not.toContain('lost');
      expect(effects(finding.answers)).not.toContain('error');
    }
  });
});

describe('the service that obeys the command', () => {
  it('when down, has the command fail back to the caller in both architectures', () => {
    for (const architecture of architectureNames) {
      const finding = radius('price-drop', architecture, 'pricing', down);
      expect(finding.answers).toMatchObject([{ command: 'UpdatePrice', effect: 'error' }]);
      expect(new Set(effects(finding.notifications))).toEqual(new Set(['lost']));
      expect(effects(finding.works).every((effect) => effect === 'unasked')).toBe(true);
    }
  });
});

describe('the comparison', () => {
  it('of a run with itself finds that nothing changes', () => {
    for (const { id } of scenarios) {
      for (const architecture of architectureNames) {
        const run = simulate(recordingOf(id, architecture));
        const finding = finished(findingOf(finished(readingOf(run)), run));
        expect({ id, architecture, isSame: changesNothing(finding) }).toEqual({
          id,
          architecture,
          isSame: true,
        });
      }
    }
  });

  it('keeps to the story: an order that was not taken leaves its number to the next one, and not its fate', () => {
    const order = (quantity: number) =>
      ({ type: 'PlaceOrder', customerId: 'cust-001', items: [{ productId: 'prod-001', quantity }] }) as const;
    const scenario = told([
      [0, order(1)],
      [60_000, order(2)],
    ]);
    const recording = recordingOf(scenario, 'event-sourced');
    const finding = finished(blastRadiusOf(recording, finished(baselineOf(recording)), 'ordering', away));
    // The first is lost, and the second comes when it came before.
    expect(effects(finding.notifications)).toEqual(['lost']);
    expect(finding.sameCounts).toMatchObject({ notifications: 1, answers: 1 });
    expect(effects(finding.answers)).toEqual(['error']);
  });

  it('points at a record of the run with the fault, for what never happened at what went wrong', () => {
    for (const architecture of architectureNames) {
      const recording = recordingOf(fansOut, architecture);
      const baseline = finished(baselineOf(recording));
      const finding = finished(blastRadiusOf(recording, baseline, engine[architecture], down));
      const { trace } = simulate(recordingWith(recording, engine[architecture], down));
      expect(trace[finding.faultSeq - 1]).toMatchObject({ kind: 'fault', fault: 'down', phase: 'begins' });
      const [lost] = finding.notifications;
      expect(trace[(lost?.seq ?? 0) - 1]).toMatchObject({ kind: 'lost', node: engine[architecture] });
      for (const { seq } of finding.answers) expect(trace[seq - 1]).toMatchObject({ kind: 'concluded' });
    }
  });
});

describe('the fault', () => {
  it('begins just before the first act that the architecture has, and at 0 before anything has arrived', () => {
    const later: Recording = recordingOf(
      told([[500, { type: 'ShipOrder', orderId: 'ord-001' }]]),
      'api-driven',
    );
    expect(faultAct(later, 'ordering', down).at).toBe(499);
    const { trace } = simulate(recordingWith(recordingOf('price-drop', 'api-driven'), 'pricing', down));
    const fault = trace.findIndex(({ kind }) => kind === 'node-down');
    expect(trace.slice(0, fault).some(({ kind }) => kind === 'arrived')).toBe(false);
  });

  it('is an act of the person, after those that there are', () => {
    const recording = recordingOf('price-drop', 'event-sourced');
    const once = recordingWith(recording, 'pricing', slow);
    expect(recordingWith(once, 'email', away).acts.map(({ kind }) => kind)).toEqual(['fault', 'fault']);
  });
});

describe('the parts', () => {
  it('are those of both architectures, the engine of either in one row, and nobody from outside', () => {
    const parts = partsOf(recordingOf(fansOut, 'api-driven'));
    const ids = parts.map(({ in: { 'event-sourced': sourced, 'api-driven': driven } }) => [
      sourced?.id,
      driven?.id,
    ]);
    expect(ids).toContainEqual(['notification-service', 'notification-api']);
    expect(ids).toContainEqual(['bus', undefined]);
    expect(ids).toContainEqual(['analytics', 'analytics']);
    expect(ids.flat()).not.toContain('shopper');
    const dispatcher = parts.find(({ name }) => name === 'dispatcher');
    // One consumer among others here, a part of the API’s process there.
    expect(dispatcher?.in['event-sourced']?.host).toBe('dispatcher');
    expect(dispatcher?.in['api-driven']?.host).toBe('notification-api');
  });
});

describe('every part of every scenario', () => {
  it.each(architectureNames)(
    'can be down without breaking anything, and each line leads to its record, %s',
    (architecture) => {
      for (const { id } of scenarios) {
        const recording = recordingOf(id, architecture);
        const baseline = finished(baselineOf(recording));
        for (const part of partsOf(recording)) {
          const node = part.in[architecture];
          if (node?.host === node?.id && node !== undefined) expectLinks(recording, baseline, node.id, down);
        }
      }
    },
  );

  it('can be away or slow over every broker', () => {
    for (const broker of brokerNames) {
      const recording = recordingIn(recordingOf('order-complete', 'event-sourced'), {
        architecture: 'event-sourced',
        broker,
      });
      const baseline = finished(baselineOf(recording));
      for (const part of partsOf(recording)) {
        const node = part.in['event-sourced'];
        if (node === undefined || node.host !== node.id) continue;
        for (const trouble of [away, slow]) expectLinks(recording, baseline, node.id, trouble);
      }
    }
  });
});

/** Runs it, and expects each line of the finding to name the record that shows it. */
function expectLinks(recording: Recording, baseline: Reading, node: string, trouble: Trouble): void {
  const run = simulate(recordingWith(recording, node, trouble));
  const { notifications, answers, works } = finished(findingOf(baseline, run));
  const at = (seq: number) => run.trace[seq - 1];
  for (const { effect, seq } of notifications) {
    const isArrival = effect === 'late' || effect === 'earlier' || effect === 'duplicated';
    if (isArrival) expect(at(seq)).toMatchObject({ kind: 'received' });
    else if (effect === 'failed') expect(at(seq)).toMatchObject({ kind: 'changed', machine: 'notification' });
    else expect(at(seq)).toBeDefined();
  }
  for (const { effect, seq } of answers) {
    if (effect === 'none') continue;
    expect(at(seq)).toMatchObject({ kind: 'concluded' });
    if (effect === 'error') expect(at(seq)).toMatchObject({ ok: false });
  }
  for (const work of works) {
    expect(at(work.seq)).toBeDefined();
    if (work.effect === 'late') expect(at(work.seq)).toMatchObject({ node: work.node });
  }
}
