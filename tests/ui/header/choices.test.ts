import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import type { Component } from 'svelte';
import { describe, expect, it } from 'vitest';
import { recordingOf, scenarios } from '../../../src/simulation';
import BrokerChoice from '../../../src/ui/header/BrokerChoice.svelte';
import ScenarioChoice from '../../../src/ui/header/ScenarioChoice.svelte';
import { Session } from '../../../src/ui/session.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

function open(part: Component, session = new Session()) {
  render(WithSession, { session, of: part });
  return { session, user: userEvent.setup() };
}

describe('the choice of scenario', () => {
  const field = () => screen.getByRole('combobox', { name: 'Scenario' });
  const list = () => screen.getByRole('listbox', { name: 'Scenarios' });
  const reached = () => document.getElementById(field().getAttribute('aria-activedescendant') ?? '');
  const reachedTitle = () => reached()?.querySelector('b')?.textContent;

  it('shows the title of the scenario, and no list before it is asked for', () => {
    open(ScenarioChoice);
    expect(field()).toHaveValue('Price drop');
    expect(field()).toHaveAttribute('aria-expanded', 'false');
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  });

  it('offers all scenarios in their groups, each with its ending, from the one that is chosen', async () => {
    const { user } = open(ScenarioChoice);
    await user.click(field());
    expect(field()).toHaveAttribute('aria-expanded', 'true');
    expect(field()).toHaveAttribute('aria-controls', list().id);
    expect(within(list()).getAllByRole('option')).toHaveLength(scenarios.length);
    const simple = within(list()).getByRole('group', { name: 'Simple' });
    expect(
      within(simple).getByRole('option', { name: /^Order shipped Alice has one email and one SMS/ }),
    ).toBeVisible();
    expect(reachedTitle()).toBe('Price drop');
    expect(within(list()).getByRole('option', { selected: true })).toBe(reached());
  });

  it('takes what is clicked, and keeps the focus', async () => {
    const { user, session } = open(ScenarioChoice);
    await user.click(field());
    await user.click(screen.getByText('Quiet hours', { exact: true }));
    expect(session.scenario.id).toBe('quiet-hours');
    expect(field()).toHaveValue('Quiet hours');
    expect(field()).toHaveFocus();
    expect(screen.queryByRole('listbox')).not.toBeInTheDocument();
  });

  it('narrows to what has the words, and Enter takes the best of it', async () => {
    const { user, session } = open(ScenarioChoice);
    await user.click(field());
    await user.keyboard('order complete');
    expect(reachedTitle()).toBe('Order complete');
    await user.keyboard('{Enter}');
    expect(session.scenario.id).toBe('order-complete');
  });

  it('leads from what was typed to the first that was found', async () => {
    const { user, session } = open(ScenarioChoice);
    await user.click(field());
    await user.keyboard('late{ArrowDown}');
    expect(reachedTitle()).toBe('Late subscriber');
    await user.keyboard('{ArrowDown}');
    expect(reached()).toBe(within(list()).getAllByRole('option')[1]);
    await user.keyboard('{ArrowUp}{Enter}');
    expect(session.scenario.id).toBe('late-subscriber');
    expect(field()).toHaveValue('Late subscriber');
  });

  it('is walked with arrows, Home and End, round its ends', async () => {
    const { user, session } = open(ScenarioChoice);
    const first = scenarios[0]?.title ?? '';
    const last = scenarios.at(-1)?.title ?? '';
    field().focus();
    await user.keyboard('{ArrowDown}');
    expect(reachedTitle()).toBe('Price drop');
    await user.keyboard('{Home}');
    expect(reachedTitle()).toBe(first);
    await user.keyboard('{ArrowUp}');
    expect(reachedTitle()).toBe(last);
    await user.keyboard('{ArrowDown}');
    expect(reachedTitle()).toBe(first);
    await user.keyboard('{End}{Enter}');
    expect(session.scenario.title).toBe(last);
  });

  it('says so when nothing has the words; Escape and leaving put the title back', async () => {
    const { user, session } = open(ScenarioChoice);
    await user.click(field());
    await user.keyboard('unicorn');
    expect(screen.getByRole('status', { name: 'Scenarios found' })).toHaveTextContent('No scenario has all');
    await user.keyboard('{Enter}{Escape}');
    expect(field()).toHaveValue('Price drop');
    await user.keyboard('x');
    await user.tab();
    expect(field()).toHaveValue('Price drop');
    expect(session.scenario.id).toBe('price-drop');
  });
});

describe('the choice of broker', () => {
  const field = () => screen.getByRole('combobox', { name: 'Broker' });

  it('shows the broker that the scenario asks for, and takes another', async () => {
    const { user, session } = open(BrokerChoice);
    expect(field()).toHaveDisplayValue('In-memory');
    await user.selectOptions(field(), 'Redis Streams');
    expect(session.recording.broker).toBe('redis-streams');
  });

  it('has nothing to choose where there is no broker, and says why', () => {
    const session = new Session();
    session.open(recordingOf('price-drop', 'api-driven'));
    open(BrokerChoice, session);
    expect(field()).toBeDisabled();
    expect(field()).toHaveAccessibleDescription(
      'The API-driven shop has no broker: its services call each other.',
    );
  });
});
