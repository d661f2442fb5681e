import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { recordingOf } from '../../../src/simulation';
import ChangeExperiments from '../../../src/ui/change/ChangeExperiments.svelte';
import { sources } from '../../../src/ui/change/sources';
import { Session } from '../../../src/ui/session.svelte';
import '../../support/later-parts';
import WithSession from '../../support/WithSession.svelte';

async function openChange(scenario = 'order-created-fans-out') {
  const session = new Session();
  session.open(recordingOf(scenario, 'event-sourced'), { step: 5 });
  render(WithSession, { session, of: ChangeExperiments });
  await computed();
  return { session, user: userEvent.setup(), sourced: side('Event-sourced'), driven: side('API-driven') };
}

async function computed(): Promise<void> {
  await waitFor(
    () => {
      expect(screen.getAllByRole('button', { name: /^Open the run with it/ })).toHaveLength(2);
    },
    { timeout: 30_000 },
  );
}

function side(name: string) {
  return within(screen.getByRole('region', { name }));
}

describe('the change experiments', () => {
  it('say which parts behave differently with Analytics, and what people notice', async () => {
    const { sourced, driven } = await openChange();
    expect(sourced.queryByText('Ordering')).not.toBeInTheDocument();
    expect(
      sourced.getByText('Nothing: the same notifications and answers, at the same times.'),
    ).toBeVisible();
    expect(driven.getByText('Ordering')).toBeVisible();
    expect(driven.getByText(/^PlaceOrder: the caller waits \d+ ms longer$/)).toBeVisible();
  });

  it('show what a part does only with it, and open that run at the record', async () => {
    const { session, user, driven } = await openChange();
    await user.click(driven.getByText('Ordering'));
    expect(driven.getByText(/^Ordering calls Analytics/)).toBeVisible();
    const details = driven.getByText('Ordering').closest('details');
    await user.click(within(details as HTMLElement).getByRole('button', { name: /^Step \d+$/ }));
    expect(session.recording.architecture).toBe('api-driven');
    expect(session.trace[session.step - 1]).toMatchObject({ kind: 'sent', name: 'POST /orders' });
    expect(session.shownView).toBe('stage');
  });

  it('count the sources that know it, and show their lines', async () => {
    const { user } = await openChange();
    const driven = side('Sources: API-driven');
    const sourced = side('Sources: Event-sourced');
    expect(sourced.queryByText('ordering.ts')).not.toBeInTheDocument();
    await user.click(driven.getByText('ordering.ts'));
    expect(driven.getByText('architectures/api-driven/ordering.ts')).toBeVisible();
    expect(
      driven.getByText("import type { AnalyticsApiClient } from './analytics-api-client';"),
    ).toBeVisible();
  });

  it('say what the model cannot express of a back-in-stock notification', async () => {
    const { user, sourced, driven } = await openChange('price-drop');
    await user.click(screen.getByRole('radio', { name: 'Add a back-in-stock notification' }));
    expect(screen.getByRole('heading', { name: 'What the model cannot express' })).toBeVisible();
    await waitFor(() => {
      expect(sourced.getAllByText(/^Back in stock email for .*: only with it$/)).toHaveLength(3);
    });
    await computed();
    expect(driven.getAllByText(/^Back in stock email for .*: only with it$/)).toHaveLength(3);
  });

  it('say so when it makes no difference to the story, and offer one to which it does', async () => {
    const { session, user } = await openChange('price-drop');
    expect(screen.getByText(/^It makes no difference to this story/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: '“Order created fans out”' }));
    expect(session.recording.scenario).toBe('order-created-fans-out');
    await computed();
    expect(screen.queryByText(/^It makes no difference to this story/)).not.toBeInTheDocument();
  });
});

describe('the sources of the page', () => {
  it('are those of both architectures, whole', () => {
    const paths = Object.keys(sources);
    expect(paths.filter((path) => path.includes('/api-driven/')).length).toBeGreaterThan(10);
    expect(paths.filter((path) => path.includes('/event-sourced/')).length).toBeGreaterThan(5);
    expect(sources['/src/architectures/event-sourced/pricing.ts']).toContain('export function pricing(');
  });
});
