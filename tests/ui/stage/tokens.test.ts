import { describe, expect, it } from 'vitest';
import { Replay } from '../../../src/analysis/view';
import {
  recordingOf,
  simulate,
  topologyOf,
  type TraceRecord,
  type Travelling,
} from '../../../src/simulation';
import { layOut } from '../../../src/ui/stage/layout';
import { mishapsOf } from '../../../src/ui/stage/mishaps';
import { pointAlong } from '../../../src/ui/stage/route';
import { fractionAt, shapeOf, tokensOf } from '../../../src/ui/stage/tokens';
import { architectures } from './geometry';

function stageOf(scenario: string, architecture: (typeof architectures)[number]) {
  const recording = recordingOf(scenario, architecture);
  const { trace } = simulate(recording);
  const replay = new Replay(trace);
  const layout = layOut(topologyOf(recording));
  const stepWhere = (accepts: (record: TraceRecord) => boolean): number => trace.findIndex(accepts) + 1;
  const tokensAt = (step: number, now = replay.at(step).current?.at ?? 0) =>
    tokensOf(replay.at(step), now, layout, trace, mishapsOf(trace));
  return { trace, layout, stepWhere, tokensAt };
}

const priceDrop = stageOf('price-drop', 'event-sourced');

describe('a token', () => {
  it('is where simulated time says, from the end that the message leaves to the other', () => {
    const { tokensAt, layout } = priceDrop;
    const route = layout.links.get('merchandiser — pricing')?.route;
    expect(route).toBeDefined();
    if (route === undefined) return;
    for (const [now, fraction] of [
      [-5, 0],
      [0, 0],
      [2, 0.25],
      [8, 1],
      [11, 1],
    ] as const) {
      expect(tokensAt(1, now)).toMatchObject([
        { isCurrent: true, fraction, point: pointAlong(route, fraction, 9) },
      ]);
    }
  });

  it('of a reply goes the way back', () => {
    const { tokensAt, stepWhere, layout, trace } = priceDrop;
    const step = stepWhere(({ kind }) => kind === 'reply');
    const reply = trace[step - 1] as Travelling;
    const link = layout.links.get('pricing — store');
    if (link === undefined) throw new Error('Pricing has a link with the store');
    const current = (now: number) => tokensAt(step, now).find(({ isCurrent }) => isCurrent)?.point;
    expect(current(reply.at)).toEqual(pointAlong(link.route, 1, 9));
    expect(current(reply.arrivesAt)).toEqual(pointAlong(link.route, 0, 9));
  });

  it('that arrives is still there in the step of its arrival, and gone in the next', () => {
    const { tokensAt, stepWhere } = priceDrop;
    const step = stepWhere(({ kind }) => kind === 'arrived');
    expect(tokensAt(step)).toMatchObject([{ message: { seq: 1 }, isCurrent: true, fraction: 1 }]);
    expect(tokensAt(step + 1).map(({ message }) => message.seq)).not.toContain(1);
  });

  it('of a question that is answered is still there, as ended, in the step of the answer', () => {
    const { tokensAt, stepWhere, trace } = priceDrop;
    const step = stepWhere(({ kind }) => kind === 'reply');
    const reply = trace[step - 1] as Extract<TraceRecord, { kind: 'reply' }>;
    expect(tokensAt(step)).toMatchObject([
      { message: { seq: reply.request }, isEnded: true, isCurrent: false, fraction: 1 },
      { message: { seq: step }, isEnded: false, isCurrent: true, fraction: 0 },
    ]);
  });

  it('is one with those that its sender sent to nearly the same place, and the current one is its face', () => {
    const { tokensAt, trace } = priceDrop;
    // Two events leave the service for the bus within one millisecond.
    const step =
      trace.findIndex(
        (record, index) =>
          record.kind === 'sent' &&
          record.name === 'NotificationCreated' &&
          trace
            .slice(0, index)
            .some(
              (before) => before.kind === 'sent' && before.name === record.name && before.at === record.at,
            ),
      ) + 1;
    const current = tokensAt(step).find(({ isCurrent }) => isCurrent);
    expect(current?.message.seq).toBe(step);
    expect(current?.others).toHaveLength(1);
  });

  it('is on a link in every step of both architectures, and every message has one', () => {
    for (const architecture of architectures) {
      const { trace, tokensAt } = stageOf('order-complete', architecture);
      const replay = new Replay(trace);
      for (const { seq } of trace) {
        const shown = tokensAt(seq).flatMap(({ message, others }) =>
          [message, ...others].map((one) => one.seq),
        );
        expect(shown, `${architecture}, step ${seq}`).toEqual(
          expect.arrayContaining([...replay.at(seq).inFlight.keys()]),
        );
      }
    }
  });
});

describe('the shape of a token', () => {
  it('tells commands, events, deliveries, questions and answers apart', () => {
    const { trace } = priceDrop;
    const shapes = new Map(
      trace.flatMap((record) =>
        record.kind === 'sent' || record.kind === 'query' || record.kind === 'reply'
          ? [[record.kind === 'sent' ? record.form : record.kind, shapeOf(record)]]
          : [],
      ),
    );
    expect(Object.fromEntries(shapes)).toEqual({
      command: 'square',
      event: 'circle',
      delivery: 'envelope',
      query: 'diamond',
      reply: 'triangle',
    });
  });

  it('is a cross for an answer that is an error', () => {
    const { trace } = stageOf('order-not-found', 'api-driven');
    const refusals = trace.filter((record) => record.kind === 'reply' && !record.ok);
    expect(refusals.map((record) => shapeOf(record as Travelling))).toContain('cross');
  });
});

describe('the fraction of a way', () => {
  it('is the whole where a message takes no time', () => {
    const [sent] = priceDrop.trace;
    if (sent?.kind !== 'sent') throw new Error('The first record is a command');
    expect(fractionAt({ ...sent, arrivesAt: sent.at }, sent.at)).toBe(1);
  });
});
