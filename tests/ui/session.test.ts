import { describe, expect, it, vi } from 'vitest';
import { recordingOf, type Command } from '../../src/simulation';
import { Session } from '../../src/ui/session.svelte';

const shipOrder: Command = { type: 'ShipOrder', orderId: 'ord-001' };

function openSession(step = 20): Session {
  const session = new Session();
  session.open(recordingOf('price-drop', 'event-sourced'), { step });
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
    session.act(shipOrder, 'Ship order: ord-001');
    session.chooseScenario('order-shipped');
    expect(session.recording).toEqual(recordingOf('order-shipped', 'event-sourced'));
  });

  it('gives a command right after the current moment and shows how it sets out, paused', () => {
    const session = openSession();
    const at = (session.trace[19]?.at ?? 0) + 1;
    session.togglePlay();
    session.act(shipOrder, 'Ship order: ord-001');
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
    session.act(shipOrder, 'Ship order: ord-001');
    const first = session.step;
    session.jumpTo(0);
    session.act(shipOrder, 'Ship order: ord-001');
    expect(session.personActs.map(({ at }) => at)).toEqual([0, 0]);
    expect(session.step).toBeGreaterThan(first);
  });

  it('takes back the last act, and then the one before', () => {
    const session = openSession();
    const { trace } = session;
    session.act(shipOrder, 'Ship order: ord-001');
    session.act({ type: 'DeliverOrder', orderId: 'ord-003' });
    session.undo();
    expect(session.personActs.map(({ kind }) => kind)).toEqual(['command']);
    session.undo();
    expect(session.personActs).toEqual([]);
    expect(session.trace).toEqual(trace);
  });

  it('makes a branch of an act before the end, and keeps the old future', () => {
    const session = openSession();
    const { trace, futures } = session;
    const [old] = futures.branches;
    session.act(shipOrder, 'Ship order: ord-001');
    expect(futures.branches).toHaveLength(2);
    expect(futures.branch).toMatchObject({ name: 'Ship order: ord-001', from: { branch: old?.id } });
    session.showBranch(old?.id ?? '');
    expect(session.trace).toEqual(trace);
    expect(session.step).toBe(20);
  });

  it('goes on in the same branch with an act at the end', () => {
    const session = openSession();
    session.jumpTo(session.trace.length);
    const { length } = session.trace;
    session.act(shipOrder, 'Ship order: ord-001');
    expect(session.futures.branches).toHaveLength(1);
    expect(session.step).toBe(length + 1);
  });

  it('keeps what a person made when another scenario is opened, and drops what nobody touched', () => {
    const session = openSession();
    session.chooseScenario('order-shipped');
    expect(session.futures.branches.map(({ name }) => name)).toEqual(['Order shipped']);
    session.act(shipOrder, 'Ship order: ord-001');
    session.chooseScenario('price-drop');
    expect(session.futures.branches.map(({ name }) => name)).toEqual([
      'Order shipped',
      'Ship order: ord-001',
      'Price drop',
    ]);
  });

  it('deletes a branch, shows the one that it came from, and brings it back with undo', () => {
    const session = openSession();
    session.act(shipOrder, 'Ship order: ord-001');
    const { branch } = session.futures;
    session.deleteBranch(branch);
    expect(session.futures.branch.id).toBe(branch.from?.branch);
    session.undo();
    expect(session.futures.branch).toEqual(branch);
    expect(session.personActs).toHaveLength(1);
    session.redo();
    expect(session.futures.branches).toHaveLength(1);
  });

  it('goes back to how a branch was before, when an address leads there', () => {
    const session = openSession();
    const { place } = session;
    session.chooseSeed(7);
    session.goTo(place);
    expect(session.recording.seed).toBe(1);
    expect(session.futures.branches).toHaveLength(1);
    session.redo();
    expect(session.recording.seed).toBe(7);
  });

  it('makes a branch of a recording that an address brings, and keeps what is there', () => {
    const session = openSession();
    session.act(shipOrder, 'Ship order: ord-001');
    const recording = recordingOf('order-shipped', 'api-driven', { seed: 5 });
    session.goTo({ ...session.place, recording });
    expect(session.recording).toEqual(recording);
    expect(session.futures.branches.map(({ name }) => name)).toContain('Ship order: ord-001');
    expect(session.futures.branch.name).toBe('From a link');
  });

  it('brings back a branch that was undone, when an address leads there', () => {
    const session = openSession();
    session.act(shipOrder, 'Ship order: ord-001');
    const { place } = session;
    const { branch } = session.futures;
    session.undo();
    session.goTo(place);
    expect(session.futures.branch).toEqual(branch);
    expect(session.futures.branches.map(({ name }) => name)).toEqual(['Price drop', 'Ship order: ord-001']);
  });

  it('keeps a branch that has nothing but a name of its own', () => {
    const session = openSession();
    session.futures.rename(session.futures.branch, 'My favourite');
    session.chooseScenario('order-shipped');
    expect(session.futures.branches.map(({ name }) => name)).toEqual(['My favourite', 'Order shipped']);
  });
});

describe('while a long run is computed', () => {
  const many = Array.from(
    { length: 20_000 },
    (_, index) => ({ at: index, kind: 'command', command: shipOrder }) as const,
  );

  /** A session whose branch has a run that takes long, and one that is short is shown. */
  async function shortened() {
    const session = openSession();
    session.changeActs(many, 'Fill');
    await vi.waitFor(() => {
      expect(session.futures.computing).toBeUndefined();
    }, 60_000);
    expect(session.personActs).toHaveLength(20_000);
    session.changeActs([], 'Shorten');
    expect(session.personActs).toEqual([]);
    return session;
  }
  const isOver = (session: Session) =>
    vi.waitFor(() => {
      expect(session.futures.computing).toBeUndefined();
    }, 60_000);

  it('a branch is renamed once the run is there, and nothing is lost', async () => {
    const session = await shortened();
    session.undo();
    expect(session.futures.computing).toBeDefined();
    session.futures.rename(session.futures.branch, 'Long');
    await isOver(session);
    expect(session.futures.branch).toMatchObject({ name: 'Long', recording: session.recording });
    expect(session.personActs).toHaveLength(20_000);
    expect(session.futures.undoLabel).toBe('Rename Price drop');
  });

  it('another branch is deleted without giving up on it', async () => {
    const session = openSession();
    session.act(shipOrder, 'Ship order: ord-001');
    const [old] = session.futures.branches;
    if (old === undefined) throw new Error('the old future stays');
    session.changeActs(many, 'Fill');
    session.deleteBranch(old);
    expect(session.futures.computing).toBeDefined();
    await isOver(session);
    expect(session.personActs).toHaveLength(20_000);
    expect(session.futures.branches).toHaveLength(1);
  });

  it('giving up leaves all as it was', async () => {
    const session = await shortened();
    session.undo();
    session.futures.giveUp();
    expect(session.futures.computing).toBeUndefined();
    expect([session.personActs, session.futures.undoLabel]).toEqual([[], 'Shorten']);
  });
});
