import { describe, expect, it } from 'vitest';
import { namesOf } from '../../../src/analysis/names';
import { linkKey, Replay } from '../../../src/analysis/view';
import {
  recordingOf,
  simulate,
  topologyOf,
  type ArchitectureName,
  type Choices,
  type Fault,
  type FaultRecord,
  type Operation,
  type TraceRecord,
} from '../../../src/simulation';
import { faultMarksOf, markSize } from '../../../src/ui/stage/fault-marks';
import { faultWords } from '../../../src/ui/stage/fault-words';
import { solidPartsOf } from '../../../src/ui/stage/label-room';
import { boxAround, layOut } from '../../../src/ui/stage/layout';
import { mishapsOf, strikesBy } from '../../../src/ui/stage/mishaps';
import { statusOf } from '../../../src/ui/stage/node-status';
import { badgesOf } from '../../../src/ui/stage/queue-badges';
import { depthWords, queueDepthsOf } from '../../../src/ui/stage/queue-depth';
import { pointAlong } from '../../../src/ui/stage/route';
import { tokensOf } from '../../../src/ui/stage/tokens';
import { architectures, largest, overlap } from './geometry';

const fault = (what: Fault) => ({ kind: 'fault', at: 0, fault: what }) as const;
const operation = (what: Operation, at = 0) => ({ kind: 'operation', at, operation: what }) as const;

/** Price drop, with something broken. */
function broken(architecture: ArchitectureName, choices: Choices) {
  const recording = recordingOf('price-drop', architecture, choices);
  const { trace } = simulate(recording);
  const replay = new Replay(trace);
  const layout = layOut(topologyOf(recording));
  const names = namesOf(recording);
  const mishaps = mishapsOf(trace);
  const stepWhere = (accepts: (record: TraceRecord) => boolean) => {
    const step = trace.findIndex(accepts) + 1;
    if (step === 0) throw new Error('There is no such step');
    return step;
  };
  return {
    trace,
    layout,
    mishaps,
    stepWhere,
    stepOf: (kind: TraceRecord['kind']) => stepWhere((record) => record.kind === kind),
    viewAt: (step: number) => replay.at(step),
    tokensAt: (step: number) => tokensOf(replay.at(step), trace[step - 1]?.at ?? 0, layout, trace, mishaps),
    statusAt: (step: number, id: string) => {
      const node = layout.nodes.get(id);
      if (node === undefined) throw new Error(`${id} is not on the stage`);
      return statusOf(node, replay.at(step), names.nodeTitle);
    },
    wordsAt: (step: number) =>
      [...replay.at(step).faults.values()].map((record) =>
        faultWords(record, names, strikesBy(mishaps, record.seq, step)),
      ),
  };
}

describe('the token of a message', () => {
  const toBus = { from: 'pricing', to: 'bus', count: 1 } as const;

  it('that is dropped ends midway, crossed out, in the step in which it is lost', () => {
    const { tokensAt, stepOf, layout } = broken('event-sourced', {
      acts: [fault({ type: 'drop', ...toBus })],
    });
    const token = tokensAt(stepOf('lost')).find(({ isCurrent }) => isCurrent);
    const route = layout.links.get('bus — pricing')?.route;
    if (route === undefined) throw new Error('Pricing has a link with the bus');
    expect(token).toMatchObject({ sign: 'lost', point: pointAlong(route, 0.5, 9) });
    expect(tokensAt(stepOf('lost') + 1).some(({ sign }) => sign === 'lost')).toBe(false);
  });

  it('whose addressee is away is lost at the end of its way', () => {
    const { tokensAt, stepOf } = broken('api-driven', {
      acts: [fault({ type: 'down', node: 'notifications' })],
    });
    expect(tokensAt(stepOf('lost'))).toContainEqual(
      expect.objectContaining({ sign: 'lost', fraction: 1, isCurrent: true }),
    );
  });

  it('for which nobody listens is lost where it would leave the bus', () => {
    const { tokensAt, stepOf } = broken('event-sourced', {
      broker: 'redis-pubsub',
      acts: [fault({ type: 'down', node: 'notifications' })],
    });
    const lost = tokensAt(stepOf('lost')).find(({ isCurrent }) => isCurrent);
    expect(lost).toMatchObject({ sign: 'lost', fraction: 0 });
    expect(lost?.link.key).toBe(linkKey('bus', 'notification-service'));
  });

  it('that is a copy says so, and is seen beside the message itself', () => {
    const { tokensAt, stepOf } = broken('event-sourced', {
      acts: [fault({ type: 'duplicate', ...toBus })],
    });
    const tokens = tokensAt(stepOf('duplicated')).filter(({ link }) => link.key === 'bus — pricing');
    expect(tokens.map(({ sign, isCurrent }) => ({ sign, isCurrent }))).toEqual([
      { sign: undefined, isCurrent: false },
      { sign: 'copy', isCurrent: true },
    ]);
  });

  it.each([
    ['delay', 'delayed'],
    ['reorder', 'overtaken'],
    ['corrupt', 'corrupted'],
  ] as const)('that meets with the fault %s is %s from then on', (type, sign) => {
    const { tokensAt, stepOf } = broken('event-sourced', {
      acts: [fault({ type, ...toBus, delayMs: 50 })],
    });
    const step = stepOf('disturbed');
    expect(tokensAt(step)).toContainEqual(expect.objectContaining({ sign, isCurrent: true }));
    expect(tokensAt(step - 1).map((token) => token.sign)).toEqual(tokensAt(step - 1).map(() => undefined));
  });

  it('that answers someone who has given up is one that nobody waits for', () => {
    const { tokensAt, stepWhere } = broken('api-driven', {
      settings: { timeoutMs: 300 },
      acts: [fault({ type: 'slow', node: 'notifications', delayMs: 400 })],
    });
    const late = stepWhere((record) => record.kind === 'reply' && record.name.startsWith('POST'));
    expect(tokensAt(late)).toContainEqual(expect.objectContaining({ sign: 'unawaited', isCurrent: true }));
  });
});

describe('a node', () => {
  it('that is away says why, and so do the stations that run in it', () => {
    const { statusAt, stepOf } = broken('event-sourced', {
      acts: [fault({ type: 'down', node: 'notifications' })],
    });
    const step = stepOf('node-down');
    expect(statusAt(step, 'notification-service')).toEqual({ state: 'away', words: 'down' });
    expect(statusAt(step, 'templates')).toEqual({ state: 'away', words: 'down' });
    expect(statusAt(step, 'dispatcher').state).toBe('idle');
  });

  it('that was stopped is stopped until it is started', () => {
    const { statusAt, stepOf } = broken('event-sourced', {
      acts: [operation({ type: 'stop', node: 'pricing' }), operation({ type: 'start', node: 'pricing' }, 5)],
    });
    expect(statusAt(stepOf('node-down'), 'pricing')).toEqual({ state: 'away', words: 'stopped' });
    expect(statusAt(stepOf('node-up'), 'pricing')).toEqual({ state: 'idle', words: 'idle' });
  });

  it('that is slow says so, idle or working, and so do its stations', () => {
    const { statusAt, stepOf, stepWhere } = broken('api-driven', {
      acts: [fault({ type: 'slow', node: 'notifications', delayMs: 100 })],
    });
    expect(statusAt(stepOf('fault'), 'notification-api')).toEqual({ state: 'slow', words: 'slow' });
    expect(statusAt(stepOf('fault'), 'templates').state).toBe('slow');
    const arrived = stepWhere(({ kind, node }) => kind === 'arrived' && node === 'notification-api');
    expect(statusAt(arrived, 'notification-api')).toEqual({ state: 'slow', words: 'working, slow' });
  });
});

describe('faults in force', () => {
  it('are told in words, with how many they will still strike', () => {
    const { wordsAt, stepOf } = broken('event-sourced', {
      acts: [
        fault({ type: 'corrupt', from: 'bus', to: 'notifications', message: 'PriceChanged', count: 1 }),
        fault({ type: 'delay', from: 'pricing', to: 'store', count: 3, delayMs: 500 }),
        fault({ type: 'crash', node: 'billing', after: 'write', durationMs: 2000 }),
        fault({ type: 'adapter-fail', channel: 'email', count: 2, reason: 'SMTP error 451', late: false }),
      ],
    });
    expect(wordsAt(5)).toEqual([
      'spoils the next PriceChanged from Event bus to Notification service',
      'holds up the next 3 messages from Pricing to Data store by 500 ms',
      'Billing crashes when its next write is answered, for 2000 ms',
      'Email refuses the next 2 notifications: SMTP error 451',
    ]);
    expect(wordsAt(stepOf('disturbed'))[1]).toBe(
      'holds up the next 2 messages from Pricing to Data store by 500 ms',
    );
  });

  it('have one mark a place: on the link that they wait at, or at their node', () => {
    const { viewAt, layout } = broken('event-sourced', {
      acts: [
        fault({ type: 'drop', from: 'dispatcher', to: 'sms', count: 1 }),
        fault({ type: 'corrupt', from: 'dispatcher', to: 'sms', count: 1 }),
        fault({ type: 'throw', node: 'billing', count: 1, error: 'Out of memory' }),
      ],
    });
    const marks = faultMarksOf(viewAt(4), layout);
    expect(marks.map(({ key, faults }) => [key, faults.map(({ seq }) => seq)])).toEqual([
      [linkKey('dispatcher', 'sms'), [2, 3]],
      ['billing', [4]],
    ]);
  });

  it('are gone from the stage when they have struck, and an outage has no mark: its node says it', () => {
    const { viewAt, layout, stepOf, trace } = broken('event-sourced', {
      acts: [
        fault({ type: 'drop', from: 'pricing', to: 'bus', count: 1 }),
        fault({ type: 'down', node: 'billing' }),
      ],
    });
    expect(faultMarksOf(viewAt(stepOf('node-down')), layout).map(({ key }) => key)).toEqual([
      'bus — pricing',
    ]);
    expect(faultMarksOf(viewAt(trace.length), layout)).toEqual([]);
  });

  it.each(architectures)('can be on every link, and their marks cover no node, %s', (architecture) => {
    const layout = layOut(largest(architecture));
    const covering = [...layout.links.values()].flatMap(({ key, from, to }) => {
      const details = { type: 'drop', from, to };
      const record = { seq: 1, at: 0, cause: 0, flow: 'flow-1', node: from } as const;
      const drop: FaultRecord = { ...record, kind: 'fault', fault: 'drop', phase: 'begins', details };
      const [mark] = faultMarksOf({ ...new Replay([]).at(0), faults: new Map([[1, drop]]) }, layout);
      if (mark === undefined) return [`${key} has no mark`];
      const box = boxAround(mark.point, markSize, markSize);
      return [...layout.nodes.values()]
        .filter((node) => solidPartsOf(node).some((part) => overlap(part, box)))
        .map(({ id }) => `the mark on ${key} covers ${id}`);
    });
    expect(covering).toEqual([]);
  });
});

describe('the queue of a consumer', () => {
  it('counts what waits, what is in hand, what will be tried again and what is dead', () => {
    const { viewAt, stepWhere, trace, layout } = broken('event-sourced', {
      broker: 'rabbitmq',
      acts: [fault({ type: 'throw', node: 'notifications', count: 3, error: 'Out of memory' })],
    });
    const at = (state: string) =>
      viewAt(
        stepWhere(
          (record) => record.kind === 'changed' && record.machine === 'delivery' && record.to === state,
        ),
      );
    const depthAt = (state: string) => queueDepthsOf(at(state)).get('notification-service');
    expect(depthAt('waiting')).toEqual({ waiting: 1, inHand: 0, toRetry: 0, dead: 0 });
    expect(depthAt('unacknowledged')).toEqual({ waiting: 0, inHand: 1, toRetry: 0, dead: 0 });
    expect(depthAt('backingOff')).toEqual({ waiting: 0, inHand: 0, toRetry: 1, dead: 0 });
    expect(queueDepthsOf(viewAt(trace.length)).get('notification-service')).toEqual({
      ...{ waiting: 0, inHand: 0, toRetry: 0, dead: 1 },
    });
    expect(badgesOf(viewAt(trace.length), layout)).toMatchObject([
      { consumer: 'notification-service', side: 'left', dead: 1, words: '1 dead-lettered' },
    ]);
  });

  it('is empty where the broker keeps none', () => {
    const { viewAt, trace } = broken('event-sourced', { broker: 'in-memory' });
    expect(queueDepthsOf(viewAt(trace.length)).size).toBe(0);
  });

  it('is told in words', () => {
    expect(depthWords({ waiting: 2, inHand: 1, toRetry: 0, dead: 1 })).toBe(
      '2 events wait, 1 not acknowledged and 1 dead-lettered',
    );
  });
});
