import { render, screen } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import Computing from '../../../src/ui/progress/Computing.svelte';
import { Session } from '../../../src/ui/session.svelte';
import { orderStream } from '../../bench/order-stream';
import WithSession from '../../support/WithSession.svelte';

const shown = () => screen.queryByRole('group', { name: 'Computing the run' });
const status = () => screen.getByRole('status', { name: 'Progress' }).textContent.trim();

/** Begins to compute a run on a slow machine: at each look at the clock much time has passed. */
function begin(orderCount: number): Session {
  const session = new Session();
  render(WithSession, { session, of: Computing });
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => (now += 20));
  session.open(orderStream(orderCount, 'event-sourced'));
  flushSync();
  expect(session.futures.computing).toBeDefined();
  return session;
}

/** Time passes, with a slice of the computation in each ms. */
function pass(ms: number): void {
  vi.advanceTimersByTime(ms);
  flushSync();
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('a long computation', () => {
  it('that is over soon is not worth a word', () => {
    const session = begin(40);
    pass(250);
    expect(session.futures.computing).toBeUndefined();
    expect(session.scenario.id).toBe('order-stream');
    pass(1000);
    expect(shown()).toBeNull();
    expect(status()).toBe('');
  });

  it('says that it goes on, and shows how far it is', () => {
    const session = begin(3000);
    expect(shown()).toBeNull();
    pass(310);
    const records = session.futures.computing?.records ?? 0;
    expect(records).toBeGreaterThan(1000);
    expect(shown()).toHaveTextContent(`${records.toLocaleString('en')} records so far`);
    expect(status()).toBe('Computing the run. Escape cancels it.');
    expect(session.scenario.id).toBe('price-drop');
    session.futures.giveUp();
  });

  it.each([
    ['the button', () => screen.getByRole('button', { name: 'Cancel' }).click()],
    ['Escape', () => document.body.dispatchEvent(escape())],
  ])('can be cancelled by %s, and nothing has changed', (_, cancel) => {
    const session = begin(3000);
    const { recording } = session;
    pass(310);
    cancel();
    flushSync();
    expect(session.futures.computing).toBeUndefined();
    expect(shown()).toBeNull();
    pass(10_000);
    expect(session.recording).toBe(recording);
    expect(session.notice).toContain('Given up');
  });

  it('goes on when Escape is for a dialog that is open', () => {
    const session = begin(3000);
    pass(310);
    const dialog = document.createElement('dialog');
    document.body.append(dialog);
    dialog.showModal();
    document.body.dispatchEvent(escape());
    expect(session.futures.computing).toBeDefined();
    dialog.remove();
    document.body.dispatchEvent(escape());
    expect(session.futures.computing).toBeUndefined();
  });
});

function escape(): KeyboardEvent {
  return new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
}
