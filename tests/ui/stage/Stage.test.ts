import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import Stage from '../../../src/ui/stage/Stage.svelte';
import WithSession from '../../support/WithSession.svelte';

function show(architecture: 'event-sourced' | 'api-driven', step = 0) {
  const session = new Session();
  session.setReducedMotion(true);
  session.open(recordingOf('price-drop', architecture), step);
  render(WithSession, { session, of: Stage });
  const stage = within(screen.getByRole('region', { name: 'Stage' }));
  const button = (name: RegExp) => stage.getByRole('button', { name });
  const go = (to: number) =>
    flushSync(() => {
      session.jumpTo(to);
    });
  return { session, stage, button, go };
}

describe('the stage', () => {
  it.each(['event-sourced', 'api-driven'] as const)('has a button for each node, %s', (architecture) => {
    const { session, button } = show(architecture);
    for (const { title } of session.topology.nodes) expect(button(new RegExp(`^${title}`))).toBeVisible();
  });

  it('has a button for each message on its way, and none for what has arrived', () => {
    const { stage, button, go } = show('event-sourced');
    expect(stage.queryByRole('button', { name: /^UpdatePrice/ })).toBeNull();
    go(1);
    expect(button(/^UpdatePrice from Merchandiser to Pricing$/)).toBeVisible();
    go(3);
    expect(stage.queryByRole('button', { name: /^UpdatePrice/ })).toBeNull();
  });

  it('says what each node does and for whom it waits', () => {
    const { button, go } = show('api-driven');
    expect(button(/^Pricing/)).toHaveAccessibleName('Pricing, idle');
    go(24);
    expect(button(/^Pricing/)).toHaveAccessibleName('Pricing, waits for Notification API');
    expect(button(/^Notification API/)).toHaveAccessibleName('Notification API, working');
  });

  it('counts what people have received', () => {
    const { session, button, go } = show('event-sourced');
    expect(button(/^Email/)).toHaveAccessibleName('Email, 0 received');
    go(session.trace.length);
    expect(button(/^Email/)).toHaveAccessibleName('Email, 2 received');
    expect(button(/^SMS/)).toHaveAccessibleName('SMS, 1 received');
  });

  it('selects the node or the message that is pressed, and marks it', async () => {
    const { session, button } = show('event-sourced', 1);
    await userEvent.click(button(/^Pricing/));
    expect(session.selection).toEqual({ kind: 'node', id: 'pricing' });
    expect(button(/^Pricing/)).toHaveAttribute('aria-current', 'true');
    await userEvent.click(button(/^UpdatePrice/));
    expect(session.selection).toEqual({ kind: 'record', seq: 1 });
    expect(button(/^UpdatePrice/)).toHaveAttribute('aria-current', 'true');
    expect(button(/^Pricing/)).not.toHaveAttribute('aria-current');
  });

  it('tells in words what is linked, what each part does and what is on its way', () => {
    const { stage } = show('event-sourced', 1);
    expect(stage.getByRole('heading', { name: 'Parts and links' })).toBeInTheDocument();
    const items = stage
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim());
    expect(items).toContain('Templates: idle. No link of its own.');
    expect(items).toContain('Pricing: idle. Linked with Merchandiser, Event bus, Data store.');
    expect(items).toContain('UpdatePrice, from Merchandiser to Pricing');
  });
});

describe('the keyboard on the stage', () => {
  it('finds one tab stop, and arrows go to what is nearest without stepping the run', async () => {
    const { stage, button } = show('event-sourced');
    const heard: string[] = [];
    window.addEventListener('keydown', ({ key }) => heard.push(key));
    expect(
      stage
        .getAllByRole('button')
        .filter((each) => each.dataset['stop'] !== undefined && each.tabIndex === 0),
    ).toHaveLength(1);

    button(/^Pricing/).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(button(/^Event bus/)).toHaveFocus();
    await userEvent.keyboard('{ArrowLeft}{ArrowUp}');
    expect(button(/^Ordering/)).toHaveFocus();
    expect(button(/^Ordering/)).toHaveAttribute('tabindex', '0');
    expect(button(/^Pricing/)).toHaveAttribute('tabindex', '-1');
    expect(heard).toEqual([]);

    await userEvent.keyboard('{End}{Shift>}{ArrowRight}{/Shift}');
    expect(heard).toEqual(['End', 'Shift', 'ArrowRight']);
  });

  it('reaches messages, and opens what has the focus', async () => {
    const { session, button } = show('event-sourced', 1);
    button(/^Merchandiser/).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(button(/^UpdatePrice/)).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(session.selection).toEqual({ kind: 'record', seq: 1 });
  });

  it('keeps the focus when the message that has it arrives', () => {
    const { button, go } = show('event-sourced', 1);
    button(/^UpdatePrice/).focus();
    go(2);
    expect(button(/^UpdatePrice/)).toHaveFocus();
    go(3);
    expect(button(/^Pricing/)).toHaveFocus();
  });
});
