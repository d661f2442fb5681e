import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { flushSync } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, simulate, type ArchitectureName, type Choices } from '../../../src/simulation';
import Metrics from '../../../src/ui/metrics/Metrics.svelte';
import { Session } from '../../../src/ui/session.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

function openMetrics(scenario: string, architecture: ArchitectureName, choices: Choices = {}, step = 0) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture, choices), { step });
  render(WithSession, { session, of: Metrics });
  return { session, user: userEvent.setup() };
}

const section = (name: RegExp) => within(screen.getByRole('region', { name }));

async function tableOf(name: RegExp) {
  const user = userEvent.setup();
  await user.click(section(name).getByText('The same as a table'));
  return section(name);
}

function sentCount(scenario: string, architecture: ArchitectureName): number {
  return simulate(recordingOf(scenario, architecture)).trace.filter(({ kind }) => kind === 'sent').length;
}

describe('the metrics', () => {
  it.each(['event-sourced', 'api-driven'] as const)(
    'measure both architectures, whichever is shown (%s)',
    (architecture) => {
      openMetrics('price-drop', architecture);
      const counts = [sentCount('price-drop', 'event-sourced'), sentCount('price-drop', 'api-driven')];
      expect(screen.getByRole('row', { name: `Messages sent ${counts.join(' ')}` })).toBeVisible();
      expect(screen.getByRole('row', { name: 'Notifications received 3 3' })).toBeVisible();
      expect(screen.getByRole('status', { name: 'Computing' })).toBeEmptyDOMElement();
    },
  );

  it('call the parts of the other architecture by their names', () => {
    openMetrics('price-drop', 'api-driven');
    const chart = screen.getByRole('img', { name: /^Messages by sender, Event-sourced/ });
    expect(within(chart).getByText('Event bus')).toBeInTheDocument();
    expect(chart.textContent).not.toContain('notification-service');
  });

  it('read off what the trace says at the current step, and follow it', () => {
    const { session } = openMetrics('price-drop', 'api-driven', {}, 60);
    const chart = screen.getByRole('slider', { name: 'Messages sent, API-driven' });
    const soFar = (at: number) =>
      session.trace.filter((record) => record.kind === 'sent' && record.at <= at).length;
    expect(chart).toHaveAttribute('aria-valuetext', `at 226 ms: ${soFar(226)}`);
    flushSync(() => {
      session.jumpTo(10);
    });
    expect(chart).toHaveAttribute('aria-valuetext', `at 28 ms: ${soFar(28)}`);
  });

  it('are read off by keys from change to change, in both charts at once', async () => {
    const { user } = openMetrics('price-drop', 'api-driven', {}, 1);
    const chart = screen.getByRole('slider', { name: 'Callers waiting, API-driven' });
    chart.focus();
    await user.keyboard('{ArrowRight}');
    expect(chart).toHaveAttribute('aria-valuetext', 'at 64 ms: 1');
    await user.keyboard('{ArrowRight}');
    expect(chart).toHaveAttribute('aria-valuetext', 'at 95 ms: 2');
    const beside = screen.getByRole('slider', { name: 'Callers waiting, Event-sourced' });
    expect(beside).toHaveAttribute('aria-valuetext', expect.stringMatching(/^at 95 ms: /));
    await user.keyboard('{End}');
    expect(chart).toHaveAttribute('aria-valuetext', 'at 330 ms: 0');
  });

  it('say the same in tables', async () => {
    openMetrics('price-drop', 'api-driven');
    const waiting = await tableOf(/^Time spent waiting simulated/);
    // 11 waits of Pricing: 242 ms for two calls, 72 ms for nine questions to the data store.
    expect(waiting.getByRole('row', { name: 'Pricing API-driven 242 ms 72 ms 314 ms' })).toBeVisible();
    expect(waiting.getByRole('row', { name: 'Pricing Event-sourced 0 ms 16 ms 16 ms' })).toBeVisible();
    const inbox = await tableOf(/^Time to inbox number/);
    expect(inbox.getByRole('row', { name: /^282 ms 3 3$/ })).toBeVisible();
  });

  it('say why there are no consumers and no queues', () => {
    openMetrics('price-drop', 'api-driven');
    expect(screen.getByText('There are no consumers: parts call each other.')).toBeVisible();
    expect(
      screen.getByText('This broker keeps no queue: it hands an event over and forgets it.'),
    ).toBeVisible();
  });

  it('name the consumers that are behind', () => {
    openMetrics('poison-message', 'event-sourced', { broker: 'rabbitmq' });
    const lag = screen.getByRole('slider', { name: 'Lag of consumers, Event-sourced' });
    flushSync(() => {
      lag.focus();
    });
    expect(lag).toHaveAttribute(
      'aria-valuetext',
      expect.stringMatching(/Inventory \d+, Notification service \d+/),
    );
  });

  it('are there for a run without records', () => {
    const session = new Session();
    session.open({
      ...recordingOf('price-drop', 'event-sourced'),
      scenario: { ...session.scenario, acts: [] },
    });
    render(WithSession, { session, of: Metrics });
    expect(screen.getAllByText('No message was sent.').length).toBeGreaterThan(1);
    expect(screen.getByRole('row', { name: 'Time to inbox, median – –' })).toBeVisible();
  });
});
