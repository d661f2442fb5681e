import { render, screen, within } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, type Choices } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import Stage from '../../../src/ui/stage/Stage.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

function show(architecture: 'event-sourced' | 'api-driven', step = 0, choices: Choices = {}) {
  const session = new Session();
  session.setReducedMotion(true);
  session.open(recordingOf('price-drop', architecture, choices), { step });
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

describe('what is broken on the stage', () => {
  const acts: Choices['acts'] = [
    { kind: 'fault', at: 0, fault: { type: 'down', node: 'billing', durationMs: 50 } },
    { kind: 'fault', at: 0, fault: { type: 'drop', from: 'pricing', to: 'bus', count: 1 } },
  ];

  it('is in the names of the nodes', () => {
    const { session, button, go } = show('event-sourced', 0, { acts });
    go(session.trace.findIndex(({ kind }) => kind === 'node-down') + 1);
    expect(button(/^Billing/)).toHaveAccessibleName('Billing, down');
    go(session.trace.findIndex(({ kind }) => kind === 'node-up') + 1);
    expect(button(/^Billing/)).toHaveAccessibleName('Billing, idle');
  });

  it('has a mark that says what it will do, is reached by arrow keys, and opens the fault', async () => {
    const { session, button } = show('event-sourced', 4, { acts });
    const mark = button(/^Fault: loses the next message from Pricing to Event bus$/);
    button(/^Pricing/).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(mark).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    const fault = session.trace.find((record) => record.kind === 'fault' && record.fault === 'drop');
    expect(session.selection).toEqual({ kind: 'record', seq: fault?.seq });
    expect(mark).toHaveAttribute('aria-current', 'true');
  });

  it('hands the focus to its node when it has struck', () => {
    const { session, button, go } = show('event-sourced', 4, { acts });
    button(/^Fault: loses/).focus();
    go(session.trace.findIndex((record) => record.kind === 'fault' && record.phase === 'ends') + 1);
    expect(button(/^Pricing/)).toHaveFocus();
  });

  it('is told in words, and so are queues and lost messages', () => {
    const { session, stage, button, go } = show('event-sourced', 4, { acts, broker: 'rabbitmq' });
    expect(stage.getByRole('heading', { name: 'Faults in force' })).toBeInTheDocument();
    const items = () => stage.getAllByRole('listitem').map(({ textContent }) => textContent.trim());
    expect(items()).toContain('loses the next message from Pricing to Event bus');
    go(session.trace.findIndex(({ kind }) => kind === 'lost') + 1);
    expect(button(/lost here$/)).toBeVisible();
  });

  it('has queues that are told in words', async () => {
    const { session, stage, go } = show('event-sourced', 0, { broker: 'rabbitmq' });
    const handedOver = session.trace.findIndex(
      (record) => record.kind === 'changed' && record.to === 'unacknowledged',
    );
    go(handedOver + 1);
    const item = await stage.findByText(/In its queue: 1 not acknowledged\./, { selector: 'li' });
    expect(item).toHaveTextContent(/^Notification service: /);
  });
});

describe('the bus', () => {
  it('says which broker it is', () => {
    const { button } = show('event-sourced', 0, { broker: 'redis-streams' });
    expect(button(/^Event bus/)).toHaveTextContent('Redis Streams');
    expect(button(/^Event bus/)).toHaveAccessibleName('Event bus, Redis Streams, idle');
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
