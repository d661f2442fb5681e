import { describe, expect, it } from 'vitest';
import { recordingOf, type Command } from '../../src/simulation';
import { Session } from '../../src/ui/session.svelte';

const shipOrder: Command = { type: 'ShipOrder', orderId: 'ord-001' };

function openSession(step = 20): Session {
  const session = new Session();
  session.open(recordingOf('price-drop', 'event-sourced'), step);
  return session;
}

describe('the session', () => {
  it('keeps what was changed before when something else is changed', () => {
    const session = openSession();
    session.chooseBroker('kafka');
    session.chooseSeed(7);
    session.changeSettings({ latencyMs: { bus: 50 } });
    session.changeSettings({ latencyMs: { api: 1 }, outbox: true });
    expect(session.recording).toEqual(
      recordingOf('price-drop', 'event-sourced', {
        broker: 'kafka',
        seed: 7,
        settings: { latencyMs: { bus: 50, api: 1 }, outbox: true },
      }),
    );
  });

  it('stays at the same point of the story when the ways take longer', () => {
    const session = openSession();
    const decision = session.trace.find(({ kind }) => kind === 'decision');
    session.jumpTo(decision?.seq ?? 0);
    session.changeSettings({ latencyMs: { store: 40 } });
    expect(session.trace[session.step - 1]).toMatchObject({ ...decision, at: expect.any(Number) as number });
  });

  it('keeps what is selected, but for a record, which has another number in another run', () => {
    const session = openSession();
    session.select({ kind: 'customer', id: 'cust-003' });
    session.chooseSeed(2);
    expect(session.selection).toEqual({ kind: 'customer', id: 'cust-003' });
    session.select({ kind: 'record', seq: 4 });
    session.chooseSeed(3);
    expect(session.selection).toBeUndefined();
  });

  it('a new scenario begins with its own broker and settings', () => {
    const session = openSession();
    session.chooseBroker('kafka');
    session.act(shipOrder);
    session.chooseScenario('order-shipped');
    expect(session.recording).toEqual(recordingOf('order-shipped', 'event-sourced'));
  });

  it('gives a command right after the current moment and shows how it sets out, paused', () => {
    const session = openSession();
    const at = (session.trace[19]?.at ?? 0) + 1;
    session.togglePlay();
    session.act(shipOrder);
    expect(session.personActs).toEqual([{ at, kind: 'command', command: shipOrder }]);
    expect(session.trace[session.step - 1]).toMatchObject({
      kind: 'sent',
      form: 'command',
      name: 'ShipOrder',
      cause: 0,
      at,
    });
    expect(session.playing).toBe(false);
  });

  it('tells apart two equal commands given at the same moment', () => {
    const session = openSession(0);
    session.act(shipOrder);
    const first = session.step;
    session.jumpTo(0);
    session.act(shipOrder);
    expect(session.personActs.map(({ at }) => at)).toEqual([0, 0]);
    expect(session.step).toBeGreaterThan(first);
  });

  it('takes back the last act, and then the one before', () => {
    const session = openSession();
    const { trace } = session;
    session.act(shipOrder);
    session.act({ type: 'DeliverOrder', orderId: 'ord-003' });
    session.undoAct();
    expect(session.personActs.map(({ kind }) => kind)).toEqual(['command']);
    session.undoAct();
    expect(session.personActs).toEqual([]);
    expect(session.trace).toEqual(trace);
  });
});
