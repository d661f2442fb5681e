import { describe, expect, it } from 'vitest';
import {
  busNode,
  createSimulation,
  parseRecording,
  recordingOf,
  simulate,
  type Act,
  type Changed,
  type Query,
  type Recording,
  type Run,
  type Sent,
  type TraceRecord,
} from '../../src/simulation';
import { answers, messages, ofKind } from '../support/play';
import { holdsForAll, propertySeed } from '../support/properties';
import { promises } from '../support/promises';
import { anyRecording, anyTroubledRecording, anyWholeRecording, unhurriedScenario } from '../support/stories';

/** Checks a rule on the runs of many random recordings, some of which end before their stories do. */
function inEveryRun(check: (run: Run) => void): void {
  holdsForAll(anyRecording, (recording) => {
    check(simulate(recording));
  });
}

/** Checks a rule on the runs of many random recordings whose stories all come to their ends. */
function inEveryWholeRun(check: (run: Run) => void): void {
  holdsForAll(anyWholeRecording, (recording) => {
    check(simulate(recording));
  });
}

describe(`in every run (seed ${propertySeed})`, () => {
  it('the same recording gives the same bytes', () => {
    holdsForAll(anyRecording, (recording) => {
      expect(JSON.stringify(simulate(recording))).toBe(JSON.stringify(simulate(recording)));
    });
  });

  it('a recording that went through JSON and the parser gives the same bytes', () => {
    holdsForAll(anyRecording, (recording) => {
      const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
      expect(JSON.stringify(simulate(parsed.value).trace)).toBe(JSON.stringify(simulate(recording).trace));
    });
  });

  it('a record never changes after it was written', () => {
    holdsForAll(anyRecording, (recording) => {
      const simulation = createSimulation(recording);
      const written: string[] = [];
      while (!simulation.done) written.push(...simulation.step().map((record) => JSON.stringify(record)));
      expect(simulation.trace.map((record) => JSON.stringify(record))).toEqual(written);
    });
  });

  it('an outcome that was read on the way does not change with what comes later', () => {
    holdsForAll(anyRecording, (recording) => {
      const simulation = createSimulation(recording);
      simulation.run(150);
      const { outcome } = simulation;
      const before = JSON.stringify(outcome);
      simulation.run();
      expect(JSON.stringify(outcome)).toBe(before);
    });
  });

  it('records are numbered 1, 2, 3 …', () => {
    inEveryRun(({ trace }) => {
      expect(trace.map(({ seq }) => seq)).toEqual(trace.map((_, index) => index + 1));
    });
  });

  it('time is in whole ms and never goes back', () => {
    inEveryRun(({ trace }) => {
      let now = 0;
      for (const { at } of trace) {
        expect(Number.isInteger(at) && at >= now, `${at} after ${now}`).toBe(true);
        now = at;
      }
    });
  });

  it('no record precedes its cause, and both belong to the same story', () => {
    inEveryRun(({ trace }) => {
      for (const { seq, cause, at, flow } of trace) {
        if (cause === 0) continue;
        const reason = trace[cause - 1];
        expect(cause).toBeLessThan(seq);
        expect(reason?.at).toBeLessThanOrEqual(at);
        expect(reason?.flow).toBe(flow);
      }
    });
  });

  it('only what an act of the recording does has no cause: one story an act', () => {
    inEveryRun(({ trace, recording }) => {
      const roots = trace.filter(({ cause }) => cause === 0);
      const { until = Infinity } = recording;
      const due = actsOf(recording).filter(({ at }) => at <= until);
      const told = due.filter(isCommand);
      expect(roots.filter(({ kind }) => kind === 'sent')).toHaveLength(told.length);
      expect(new Set(roots.map(({ flow }) => flow)).size).toBeLessThanOrEqual(due.length);
    });
  });

  it('what arrives was sent there before, and arrives once, when it was said to', () => {
    inEveryWholeRun(({ trace }) => {
      const arrived = ofKind({ trace }, 'arrived');
      for (const { seq, at, node, from, form, name, message } of arrived) {
        const sent = requestAt(trace, message);
        expect(sent).toMatchObject({ kind: 'sent', node: from, to: node, form, name, arrivesAt: at });
        expect(message).toBeLessThan(seq);
      }
      expect(new Set(arrived.map(({ message }) => message)).size).toBe(arrived.length);
      expect(arrived).toHaveLength(ofKind({ trace }, 'sent').length);
    });
  });

  it('every request has one reply, from whom it was sent to, and after it arrived', () => {
    inEveryWholeRun(({ trace }) => {
      const replies = ofKind({ trace }, 'reply');
      for (const { seq, at, node, to, name, request } of replies) {
        const asked = requestAt(trace, request);
        expect(asked).toMatchObject({ node: to, to: node, name });
        expect(isRequest(asked)).toBe(true);
        expect(asked.arrivesAt).toBeLessThanOrEqual(at);
        expect(request).toBeLessThan(seq);
      }
      const requests = trace.filter(isRequest);
      expect(replies.map(({ request }) => request).sort((a, b) => a - b)).toEqual(
        requests.map(({ seq }) => seq),
      );
    });
  });

  it('every event that somebody got was handled there or failed there, once and later', () => {
    inEveryWholeRun(({ trace }) => {
      const got = ofKind({ trace }, 'arrived').filter(
        ({ form, node }) => (form === 'event' || form === 'acknowledgement') && node !== busNode,
      );
      const ends = endsOfHandling(trace);
      expect(ends.map(({ message }) => message).sort((a, b) => a - b)).toEqual(
        got.map(({ message }) => message).sort((a, b) => a - b),
      );
      const arrivals = new Map(got.map((arrived) => [arrived.message, arrived]));
      for (const { message, node, seq } of ends) {
        const arrived = arrivals.get(message);
        expect(arrived?.node).toBe(node);
        expect(arrived?.seq).toBeLessThan(seq);
      }
    });
  });

  it('a timer fires when it is due or is cancelled before, once', () => {
    inEveryWholeRun(({ trace }) => {
      const over = [...ofKind({ trace }, 'timer-fired'), ...ofKind({ trace }, 'timer-cancelled')];
      for (const { kind, at, timer, entity, event, machine } of over) {
        const set = trace[timer - 1];
        if (set?.kind !== 'timer-set') throw new Error(`record ${timer} sets no timer`);
        expect(set).toMatchObject({ entity, event, machine });
        if (kind === 'timer-fired') expect(at).toBe(set.dueAt);
        else expect(at).toBeLessThanOrEqual(set.dueAt);
      }
      expect(over.map(({ timer }) => timer).sort((a, b) => a - b)).toEqual(
        ofKind({ trace }, 'timer-set').map(({ seq }) => seq),
      );
    });
  });

  it('everyone who gave a command has an answer in the end', () => {
    inEveryWholeRun((run) => {
      expect(answers(run)).toHaveLength(actsOf(run.recording).filter(isCommand).length);
    });
  });

  it('no notification is delivered twice', () => {
    inEveryRun((run) => {
      const delivered = ofKind(run, 'received').map(({ notification }) => notification);
      expect(new Set(delivered).size).toBe(delivered.length);
    });
  });

  it('an order is complete at most once, and its customer is told at most once a channel', () => {
    inEveryRun((run) => {
      const complete = ofKind(run, 'decision')
        .filter(({ rule, outcome }) => rule === 'order-complete' && outcome === 'complete')
        .map(({ subject }) => subject);
      expect(new Set(complete).size).toBe(complete.length);
      const news = ofKind(run, 'changed')
        .filter(
          ({ machine, from, facts }) =>
            machine === 'notification' && from === null && facts['type'] === 'order_complete',
        )
        .map(({ facts }) => {
          const order = /ord-\d+/.exec(JSON.stringify(facts['content']))?.[0];
          if (order === undefined) throw new Error('the message does not name the order');
          return { order, channel: facts['channel'] };
        });
      expect(new Set(news.map((message) => JSON.stringify(message))).size).toBe(news.length);
      expect(complete).toEqual(expect.arrayContaining([...new Set(news.map(({ order }) => order))]));
    });
  });

  it('nothing is decided about an order after it was complete or cancelled, but that it is, once', () => {
    inEveryRun(({ trace }) => {
      const ends = new Map<string, number>();
      const decided = new Set<string>();
      for (const record of trace) {
        if (record.kind === 'changed' && record.machine === 'order-completion') {
          const { entity, to, seq } = record;
          expect(ends.has(entity), `record ${seq} changes ${entity} after its end`).toBe(false);
          if (to === 'complete' || to === 'cancelled') ends.set(entity, seq);
        }
        if (record.kind !== 'decision' || record.rule !== 'order-complete') continue;
        const { subject, outcome, seq, cause } = record;
        const end = ends.get(subject);
        const isComplete = end !== undefined && changeAt(trace, end).to === 'complete';
        expect(outcome === 'complete', `record ${seq}`).toBe(isComplete);
        if (end === undefined) continue;
        expect(cause, `record ${seq}`).toBe(end);
        expect(decided.has(subject), `record ${seq} decides about ${subject} again`).toBe(false);
        decided.add(subject);
      }
    });
  });

  it('every message that a person received belongs to a command that was obeyed', () => {
    inEveryWholeRun((run) => {
      const obeyed = new Map(ofKind(run, 'concluded').map(({ flow, ok }) => [flow, ok]));
      for (const { flow, seq } of ofKind(run, 'received')) {
        expect(obeyed.get(flow), `record ${seq}, ${flow}`).toBe(true);
      }
    });
  });

  it('a status in the trace is the status in the outcome and in the projections', () => {
    inEveryWholeRun((run) => {
      const status = new Map<string, unknown>();
      for (const { machine, entity, to } of ofKind(run, 'changed')) {
        if (machine === 'notification') status.set(entity, String(to).split('.')[0]);
      }
      expect(new Map(run.outcome.notifications.map(({ id, status }) => [id, status]))).toEqual(status);
      const logged = run.outcome.projections.log.map(
        ({ notificationId, history }) => [notificationId, history.at(-1)?.status] as const,
      );
      expect(new Map(logged)).toEqual(status);
    });
  });

  it('each change of an entity begins in the state that the change before it led to', () => {
    inEveryRun((run) => {
      const states = new Map<string, unknown>();
      for (const { machine, entity, from, to } of ofKind(run, 'changed')) {
        const key = `${machine} ${entity}`;
        // A rebuild begins with nothing.
        if (machine === 'projection' && entity === 'all') {
          for (const known of [...states.keys()]) if (known.startsWith('projection ')) states.delete(known);
          continue;
        }
        if (states.has(key)) expect(from, key).toBe(states.get(key));
        states.set(key, to);
      }
    });
  });

  it('the JSON of a trace loses nothing', () => {
    inEveryRun(({ trace }) => {
      expect(JSON.parse(JSON.stringify(trace))).toStrictEqual(trace);
    });
  });

  it('without jitter the seed changes nothing', () => {
    holdsForAll(
      anyRecording,
      (recording) => {
        const steady = { ...recording, settings: { ...recording.settings, jitterMs: 0 } };
        expect(simulate({ ...steady, seed: 1 }).trace).toEqual(simulate({ ...steady, seed: 2 }).trace);
      },
      50,
    );
  });
});

describe(`whatever breaks (seed ${propertySeed})`, () => {
  for (const [sentence, check] of promises) {
    it(sentence, () => {
      holdsForAll(anyTroubledRecording, (recording) => {
        check(simulate(recording));
      });
    });
  }
});

describe(`when nothing races (seed ${propertySeed})`, () => {
  it('both architectures put the same messages into the same inboxes', () => {
    holdsForAll(
      unhurriedScenario,
      (scenario) => {
        const eventSourced = simulate(recordingOf(scenario, 'event-sourced'));
        const apiDriven = simulate(recordingOf(scenario, 'api-driven'));
        expect(messages(apiDriven)).toEqual(messages(eventSourced));
      },
      300,
    );
  });

  it('both architectures give every command the same answer', () => {
    const compared = (recording: Recording) => {
      const run = simulate(recording);
      // A feed names times, which depend on the way that news takes.
      return ofKind(run, 'concluded').map(({ name, ok, payload }) => ({
        name,
        ok,
        payload: name === 'ReadFeed' ? null : payload,
      }));
    };
    holdsForAll(
      unhurriedScenario,
      (scenario) => {
        expect(compared(recordingOf(scenario, 'api-driven'))).toEqual(
          compared(recordingOf(scenario, 'event-sourced')),
        );
      },
      300,
    );
  });
});

/** The acts of a recording that concern its architecture. */
function actsOf({ scenario, acts, architecture }: Recording) {
  const all = [...(typeof scenario === 'string' ? [] : scenario.acts), ...acts];
  return all.filter(({ only = architecture }) => only === architecture);
}

const isCommand = ({ kind }: Act) => kind === 'command';

/** Where the handling of an event ended, well or not, with the message that brought the event. */
function endsOfHandling(
  trace: readonly TraceRecord[],
): readonly { readonly seq: number; readonly node: string; readonly message: number }[] {
  return trace.flatMap((record) => {
    const { seq, node } = record;
    if (record.kind === 'handled') return [{ seq, node, message: record.message }];
    if (record.kind !== 'failed' || record.handling === undefined) return [];
    return [{ seq, node, message: record.handling }];
  });
}

/** Whether somebody waits for the answer. */
function isRequest(record: TraceRecord): boolean {
  if (record.kind === 'query') return true;
  return record.kind === 'sent' && record.form !== 'event' && record.form !== 'acknowledgement';
}

/** The message or query with that number. */
function requestAt(trace: readonly TraceRecord[], seq: number): Sent | Query {
  const record = trace[seq - 1];
  if (record?.kind !== 'sent' && record?.kind !== 'query') throw new Error(`record ${seq} is no request`);
  return record;
}

/** The change with that number. */
function changeAt(trace: readonly TraceRecord[], seq: number): Changed {
  const record = trace[seq - 1];
  if (record?.kind !== 'changed') throw new Error(`record ${seq} is no change`);
  return record;
}
