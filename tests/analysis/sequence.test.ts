import { describe, expect, it } from 'vitest';
import { sequenceOf } from '../../src/analysis/sequence/sequence';
import type { MessageRow, Sequence } from '../../src/analysis/sequence/rows';
import type { Moment, Place, Span } from '../../src/analysis/sequence/spans';
import { Replay } from '../../src/analysis/view';
import {
  architectureNames,
  brokerNames,
  busNode,
  recordingOf,
  scenarios,
  simulate,
  topologyOf,
  type ArchitectureName,
  type BrokerName,
  type Recording,
  type TraceRecord,
} from '../../src/simulation';

interface Drawn {
  readonly name: string;
  readonly trace: readonly TraceRecord[];
  readonly sequence: Sequence;
}

function drawn(recording: Recording, name = ''): Drawn {
  const { trace } = simulate(recording);
  return { name, trace, sequence: sequenceOf(trace, topologyOf(recording)) };
}

const draw = (scenario: string, architecture: ArchitectureName, broker?: BrokerName) =>
  drawn(recordingOf(scenario, architecture, { broker }), [scenario, architecture, broker].join(' '));

/** Stories in which things are copied, lost, late, gone, slow, and handled several at a time. */
const rough = [
  'price-drop',
  'duplicate-delivery',
  'lost-message',
  'out-of-order',
  'poison-message',
  'slow-consumer',
  'notification-service-down',
  'crash-with-outbox',
  'order-complete-interleaved',
];

const all: readonly Drawn[] = [
  ...scenarios.flatMap(({ id }) => architectureNames.map((architecture) => draw(id, architecture))),
  ...rough.flatMap((id) => brokerNames.map((broker) => draw(id, 'event-sourced', broker))),
];

/** Checks something of each run, which is named where it does not hold. */
function inEachRun(check: (run: Drawn) => void): void {
  for (const run of all) {
    try {
      check(run);
    } catch (error) {
      if (error instanceof Error) error.message = `${run.name}: ${error.message}`;
      throw error;
    }
  }
}

const travels = ({ kind }: TraceRecord) => ['sent', 'query', 'reply', 'duplicated'].includes(kind);
const messagesOf = ({ rows }: Sequence) => rows.filter((row): row is MessageRow => row.kind === 'message');
/** What the bus does not work on. */
const isPassedOn = (form: string) => form === 'event' || form === 'acknowledgement';
const heightOf = ({ row, isBelow }: Place) => row + (isBelow ? 0.5 : 0);

describe('a run as a sequence diagram', () => {
  it('has one row for each message, question and answer', () => {
    inEachRun(({ trace, sequence }) => {
      const shown = messagesOf(sequence).map(({ record }) => record);
      expect(shown.filter(travels)).toEqual(trace.filter(travels));
    });
  });

  it('shows every record, in a row of its own or in one that is at most six rows further up', () => {
    inEachRun(({ trace, sequence }) => {
      for (const { seq } of trace) {
        const row = sequence.rowAt(seq);
        const last = sequence.rowCountAt(seq) - 1;
        expect([seq, row <= last, row >= last - 6]).toEqual([seq, true, true]);
        expect(row).toBeGreaterThanOrEqual(0);
        if (sequence.stepOf(row) === seq) expect(sequence.rows[row]?.record.seq).toBe(seq);
        else expect(sequence.stepOf(row)).toBeLessThan(seq);
      }
    });
  });

  it('has a row of its own for each decision, refusal, error, fault, outage and received message', () => {
    const kinds = ['decision', 'ignored', 'failed', 'fault', 'node-down', 'node-up', 'received', 'timed-out'];
    inEachRun(({ trace, sequence }) => {
      const notes = sequence.rows.flatMap((row) => (row.kind === 'note' ? [row.record] : []));
      const expected = trace.filter(({ kind }) => kinds.includes(kind));
      expect(notes.filter(({ kind }) => kinds.includes(kind))).toEqual(expected);
    });
  });

  it('leads from lifelines that are there to lifelines that are there, in the order of the topology', () => {
    inEachRun(({ sequence }) => {
      for (const row of sequence.rows) {
        const ends = row.kind === 'message' ? [row.from, row.to] : [row.node];
        for (const node of ends) expect(sequence.columnOf(node)).toBeGreaterThanOrEqual(0);
      }
      for (const { node } of sequence.spans) expect(sequence.columnOf(node)).toBeGreaterThanOrEqual(0);
    });
    const { nodes } = topologyOf(recordingOf('price-drop', 'event-sourced'));
    const { participants } = draw('price-drop', 'event-sourced').sequence;
    const order = participants.map(({ id }) => nodes.findIndex((node) => node.id === id));
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
  });

  it('has nobody on it who takes no part', () => {
    const { participants } = draw('price-drop', 'event-sourced').sequence;
    const ids = participants.map(({ id }) => id);
    expect(ids).toEqual(expect.arrayContaining(['merchandiser', 'pricing', busNode, 'store', 'sms']));
    for (const idle of ['billing', 'inventory', 'push', 'mailbox']) expect(ids).not.toContain(idle);
  });

  it('has what happens on one lifeline in the order in which it happens', () => {
    inEachRun(({ sequence }) => {
      for (const { id, role } of sequence.participants) {
        // Where questions reach a store is not recorded.
        if (role === 'store') continue;
        const heights = momentsOn(id, sequence).map(heightOf);
        expect(heights).toEqual([...heights].sort((a, b) => a - b));
      }
    });
  });

  it('shows messages on their way as long as the stage does', () => {
    inEachRun(({ trace, sequence }) => {
      const replay = new Replay(trace);
      const messages = messagesOf(sequence).filter(({ record }) => travels(record));
      // That a question has arrived, and that an actor has an answer, shows earlier or later here; a lost answer is never there.
      const isPlain = ({ record, end }: MessageRow) =>
        record.kind !== 'query' && !(record.kind === 'reply' && (isActor(record.to) || end?.kind === 'lost'));
      const isActor = (node: string) => sequence.participants.find(({ id }) => id === node)?.role === 'actor';
      const plain = new Set(messages.filter(isPlain).map(({ record }) => record.seq));
      for (let step = 0; step <= trace.length; step += 1) {
        const onTheWay = messages
          .filter(({ record, end }) => record.seq <= step && (end === undefined || end.seq > step))
          .map(({ record }) => record.seq);
        const inFlight = [...replay.at(step).inFlight.keys()];
        expect(onTheWay.filter((seq) => plain.has(seq))).toEqual(inFlight.filter((seq) => plain.has(seq)));
      }
    });
  });

  it('never lets a lost message arrive, and says where each was lost', () => {
    let lostCount = 0;
    inEachRun(({ trace, sequence }) => {
      const messages = messagesOf(sequence);
      const losses = trace.filter(({ kind }) => kind === 'lost');
      lostCount += losses.length;
      const ends = messages.flatMap(({ end }) => (end?.kind === 'lost' ? [end.seq] : []));
      expect(ends.sort((a, b) => a - b)).toEqual(losses.map(({ seq }) => seq));
      const arrived = new Set(
        messages.filter(({ end }) => end?.kind === 'arrived').map(({ record }) => record.seq),
      );
      for (const loss of losses) {
        const isOfMessage = loss.kind === 'lost' && loss.reason !== 'nobody listens';
        if (isOfMessage) expect(arrived.has(loss.message)).toBe(false);
      }
    });
    expect(lostCount).toBeGreaterThan(10);
  });

  it('draws a message that was overtaken down to where it arrives', () => {
    const { sequence } = draw('out-of-order', 'event-sourced');
    const overtaken = messagesOf(sequence).filter(({ disturbed }) => disturbed !== undefined);
    expect(overtaken.length).toBeGreaterThan(0);
    for (const message of overtaken) {
      const arrival = sequence.rows[message.end?.row ?? -1];
      expect(arrival?.kind).toBe('arrival');
      expect(sequence.slanted).toContain(message);
    }
  });

  it('begins its rows step by step', () => {
    inEachRun(({ trace, sequence }) => {
      expect(sequence.rowCountAt(0)).toBe(0);
      expect(sequence.rowCountAt(trace.length)).toBe(sequence.rows.length);
      for (let step = 1; step <= trace.length; step += 1) {
        const count = sequence.rowCountAt(step);
        expect(sequence.rows.slice(0, count).every(({ record }) => record.seq <= step)).toBe(true);
        expect(sequence.stepOf(count) > step || count === sequence.rows.length).toBe(true);
      }
    });
  });

  it('is empty for an empty run', () => {
    const sequence = sequenceOf([], { nodes: [], links: [] });
    expect([sequence.participants, sequence.rows, sequence.spans]).toEqual([[], [], []]);
    expect([sequence.rowAt(0), sequence.rowCountAt(0), sequence.stepOf(0)]).toEqual([-1, 0, 0]);
  });
});

describe('what lifelines do', () => {
  it('works begin once for each message that is worked on, and end with its end', () => {
    inEachRun(({ trace, sequence }) => {
      const works = sequence.spans.filter(({ kind }) => kind === 'work');
      const begun = trace.filter(
        (record) =>
          (record.kind === 'arrived' && !(record.node === busNode && isPassedOn(record.form))) ||
          (record.kind === 'changed' && record.machine === 'delivery' && record.event === 'TRY_AGAIN'),
      );
      expect(works.map(({ begin }) => begin.seq)).toEqual(begun.map(({ seq }) => seq));
      const ended = works.flatMap(({ end }) => (end === undefined ? [] : [trace[end.seq - 1]?.kind]));
      for (const kind of ended) expect(['handled', 'reply', 'failed', 'node-down']).toContain(kind);
      const ends = trace.filter(
        (record) =>
          record.kind === 'handled' ||
          (record.kind === 'failed' && record.handling !== undefined) ||
          (record.kind === 'reply' && trace[record.request - 1]?.kind !== 'query'),
      );
      expect(ended.filter((kind) => kind !== 'node-down')).toHaveLength(ends.length);
    });
  });

  it('nobody is left working or waiting when a run in which nothing breaks is over', () => {
    const { spans } = draw('price-drop', 'event-sourced').sequence;
    expect(spans.length).toBeGreaterThan(20);
    expect(spans.filter(({ end }) => end === undefined)).toEqual([]);
  });

  it('who waits, waits for what it has asked', () => {
    inEachRun(({ trace, sequence }) => {
      for (const { kind, node, about, begin } of sequence.spans) {
        if (kind !== 'wait') continue;
        const request = trace[about - 1];
        expect([request?.node, request?.seq]).toEqual([node, begin.seq]);
        expect(['sent', 'query']).toContain(request?.kind);
      }
    });
  });

  it('no two works of a lifeline lie on each other, and a wait lies within its work', () => {
    inEachRun(({ sequence }) => {
      for (const lane of lanesOf(sequence.spans.filter(({ kind }) => kind === 'work'))) expectApart(lane);
      for (const lane of lanesOf(sequence.spans.filter(({ kind }) => kind === 'wait'))) expectApart(lane);
      const works = sequence.spans.filter(({ kind }) => kind === 'work');
      for (const wait of sequence.spans.filter(({ kind }) => kind === 'wait')) {
        const touching = works.filter(
          (work) => work.node === wait.node && work.depth === wait.depth && overlap(work, wait),
        );
        for (const work of touching) expect(isWithin(wait, work)).toBe(true);
      }
    });
  });

  it('the dispatcher of the event-sourced shop works on several events at a time, side by side', () => {
    const { spans } = draw('price-drop', 'event-sourced').sequence;
    const depths = spans.filter(({ node, kind }) => node === 'dispatcher' && kind === 'work');
    expect(new Set(depths.map(({ depth }) => depth)).size).toBeGreaterThan(1);
  });

  it('who is down is away until it is back, with its stations', () => {
    const { trace, sequence } = draw('notification-service-down', 'event-sourced');
    const down = trace.find(({ kind }) => kind === 'node-down');
    const up = trace.find(({ kind }) => kind === 'node-up');
    const away = sequence.spans.filter(({ kind }) => kind === 'away');
    expect(away.map(({ node }) => node)).toEqual(
      expect.arrayContaining(['notification-service', 'preferences']),
    );
    for (const { begin, end } of away) expect([begin.seq, end?.seq]).toEqual([down?.seq, up?.seq]);
  });
});

describe('what is left out', () => {
  const recording = recordingOf('order-complete-interleaved', 'event-sourced');
  const { trace } = simulate(recording);
  const topology = topologyOf(recording);

  it('one story alone has only its records', () => {
    const flow = trace.at(-1)?.flow ?? '';
    const sequence = sequenceOf(trace, topology, { flow, hidesQueries: false });
    expect(sequence.rows.length).toBeGreaterThan(5);
    for (const { record } of sequence.rows) expect(record.flow).toBe(flow);
    for (const { seq, flow: of } of trace) expect(sequence.rowAt(seq) >= 0).toBe(of === flow);
  });

  it('without questions there is neither a question nor an answer to one, and everything else is there', () => {
    const sequence = sequenceOf(trace, topology, { flow: '', hidesQueries: true });
    const whole = sequenceOf(trace, topology);
    const isOfQuery = (record: TraceRecord) =>
      record.kind === 'query' || (record.kind === 'reply' && trace[record.request - 1]?.kind === 'query');
    const left = messagesOf(whole).filter(({ record }) => !isOfQuery(record));
    expect(left.length).toBeLessThan(messagesOf(whole).length);
    expect(messagesOf(sequence).map(({ record }) => record)).toEqual(left.map(({ record }) => record));
    // The store is still there: what it writes is a note.
    expect(sequence.columnOf('store')).toBeGreaterThanOrEqual(0);
  });
});

/** Everything that happens on a lifeline and is drawn there, in the order of the trace. */
function momentsOn(node: string, { rows }: Sequence): readonly Moment[] {
  const moments = rows.flatMap((row, index): readonly Moment[] => {
    const own = { seq: row.record.seq, row: index, isBelow: false };
    if (row.kind !== 'message') return row.kind === 'note' && row.node === node ? [own] : [];
    const { from, to, end, record } = row;
    const leaves = from === node && record.kind !== 'lost' ? [own] : [];
    return [...leaves, ...(to === node && end?.kind === 'arrived' ? [end] : [])];
  });
  return moments.sort((a, b) => a.seq - b.seq);
}

/** Spans that share a lifeline and a depth, in order. */
function lanesOf(spans: readonly Span[]): readonly (readonly Span[])[] {
  const lanes = new Map<string, Span[]>();
  for (const span of spans) {
    const key = `${span.node} ${span.depth}`;
    lanes.set(key, [...(lanes.get(key) ?? []), span]);
  }
  return [...lanes.values()];
}

const beginOf = ({ begin }: Span) => heightOf(begin);
const endOf = ({ end }: Span) => (end === undefined ? Infinity : heightOf(end));
const overlap = (a: Span, b: Span) => beginOf(a) < endOf(b) && beginOf(b) < endOf(a);
const isWithin = (inner: Span, outer: Span) =>
  beginOf(outer) <= beginOf(inner) && endOf(inner) <= endOf(outer);

function expectApart(lane: readonly Span[]): void {
  for (const [index, span] of lane.entries()) {
    expect(endOf(span)).toBeGreaterThanOrEqual(beginOf(span));
    const next = lane[index + 1];
    if (next !== undefined) expect(beginOf(next)).toBeGreaterThanOrEqual(endOf(span));
  }
}
