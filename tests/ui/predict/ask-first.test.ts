import { screen, within } from '@testing-library/svelte';
import { flushSync } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import type { TraceRecord } from '../../../src/simulation';
import { openDetails } from '../../support/details-page';

const bobIsSilver = (record: TraceRecord) =>
  record.kind === 'decision' && record.rule === 'segment' && record.subject === 'cust-002';

/** The page right before the rule that keeps Bob out, with or without being asked first. */
async function openBeforeBob({ asked = true } = {}) {
  const page = openDetails();
  const { session, user, goTo } = page;
  const step = session.trace.findIndex(bobIsSilver);
  goTo(step);
  const choice = screen.getByRole('switch', { name: 'Ask me first' });
  if (asked) await user.click(choice);
  const next = () => {
    flushSync(() => {
      session.stepBy(1);
    });
  };
  return { ...page, step, choice, next };
}

const question = () => screen.queryByRole('radiogroup', { name: /^May Bob Smith get “price drop”/ });
const answer = (name: RegExp) => screen.getByRole('radio', { name });
const verdict = () => screen.queryByRole('status');

describe('predict, then reveal', () => {
  beforeEach(() => {
    localStorage.clear();
  });

  it('changes nothing as long as it is off', async () => {
    const { session, step, next } = await openBeforeBob({ asked: false });
    next();
    expect(session.step).toBe(step + 1);
    expect(question()).toBeNull();
  });

  it('stops before a step that decides something, and asks with the focus on the question', async () => {
    const { session, step, next } = await openBeforeBob();
    next();
    expect(session.step).toBe(step);
    const group = question();
    expect(group).toBeVisible();
    expect(within(group ?? document.body).getAllByRole('radio')).toHaveLength(2);
    expect(screen.getByRole('heading', { name: /^May Bob Smith/ })).toHaveFocus();
  });

  it('says whether the person was right, and keeps the score', async () => {
    const { session, user, step, next } = await openBeforeBob();
    next();
    await user.click(answer(/^No, the segment is not told/));
    await user.click(screen.getByRole('button', { name: 'Reveal' }));
    expect(session.step).toBe(step + 1);
    expect(verdict()).toHaveTextContent(/Right: No, the segment is not told/);
    expect(screen.getByText('1 of 1 right in this run')).toBeVisible();
    // Why: the sentence and the values that decided.
    expect(screen.getByRole('heading', { name: /^Segment rule: Bob Smith is silver/ })).toBeVisible();
    expect(screen.getByRole('table', { name: /segment/ })).toBeVisible();
  });

  it('says what was right to whom chose otherwise', async () => {
    const { user, next } = await openBeforeBob();
    next();
    await user.click(answer(/^Yes, the segment may be told/));
    await user.keyboard('{Enter}');
    expect(verdict()).toHaveTextContent(/Not so: No, the segment is not told/);
    expect(verdict()).toHaveTextContent(/You chose: Yes/);
    expect(verdict()).toHaveFocus();
    expect(screen.getByText('0 of 1 right in this run')).toBeVisible();
  });

  it('reveals on the next step, and counts nothing without a choice', async () => {
    const { session, step, next } = await openBeforeBob();
    next();
    next();
    expect(session.step).toBe(step + 1);
    expect(verdict()).toHaveTextContent(/The answer: No/);
    expect(screen.queryByText(/right in this run/)).toBeNull();
  });

  it.each(['the button', 'Escape'])('is skipped with %s, and goes on without a verdict', async (by) => {
    const { session, user, step, next } = await openBeforeBob();
    next();
    if (by === 'Escape') await user.keyboard('{Escape}');
    else await user.click(screen.getByRole('button', { name: 'Skip' }));
    expect(session.step).toBe(step + 1);
    expect(verdict()).toBeNull();
    expect(question()).toBeNull();
  });

  it('asks when playing is started right before such a step', async () => {
    const { session, step, next } = await openBeforeBob();
    flushSync(() => {
      session.togglePlay();
    });
    expect(session.playing).toBe(false);
    expect(session.step).toBe(step);
    expect(question()).toBeVisible();
    next();
    expect(session.step).toBe(step + 1);
  });

  it('never asks on the way back or on a jump, and not twice about the same step', async () => {
    const { session, goTo, step, next } = await openBeforeBob();
    goTo(session.trace.length);
    flushSync(() => {
      session.stepBy(-1);
    });
    expect(screen.queryByRole('radiogroup')).toBeNull();
    goTo(step);
    next();
    next();
    goTo(step);
    next();
    expect(session.step).toBe(step + 1);
    expect(screen.queryByRole('radiogroup')).toBeNull();
  });

  it('leaves the question alone when the person goes elsewhere', async () => {
    const { goTo, step, next } = await openBeforeBob();
    next();
    goTo(step - 2);
    expect(question()).toBeNull();
    goTo(step);
    next();
    expect(question()).toBeVisible();
  });

  it('comes forward from another tab', async () => {
    const { session, next } = await openBeforeBob();
    flushSync(() => {
      session.panel = 'log';
    });
    next();
    expect(session.panel).toBe('now');
    expect(question()).toBeVisible();
  });

  it('begins a new score in another run, and remembers that it is on', async () => {
    const { session, user, next } = await openBeforeBob();
    next();
    await user.click(answer(/^No/));
    await user.keyboard('{Enter}');
    flushSync(() => {
      session.chooseArchitecture('api-driven');
    });
    expect(screen.queryByText(/right in this run/)).toBeNull();
    expect(localStorage.getItem('signalbox.ask-first')).toBe('on');
  });
});
