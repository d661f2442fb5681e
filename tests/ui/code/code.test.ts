import { screen, within } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { colouredLines } from '../../../src/ui/code/coloured-lines';
import { sources } from '../../../src/ui/code/sources';
import type { TraceRecord } from '../../../src/simulation';
import { openDetails } from '../../support/details-page';

const segmentRule = (record: TraceRecord) => record.kind === 'decision' && record.rule === 'segment';

/** The half of the tab for the run that is shown, and for its counterpart. */
const half = (name: RegExp) => screen.findByRole('region', { name });
const sourceIn = (region: HTMLElement) => within(region).getByRole('region', { name: /^Source of/ });
const markedLine = (region: HTMLElement) => region.querySelector('[aria-current="step"]');

describe('the tab Code', () => {
  it('says what to do before the first step', async () => {
    openDetails({ panel: 'code' });
    expect(await screen.findByText(/^Take a step to see the code that runs/)).toBeVisible();
  });

  it('marks the line that applies a rule, in the service that does it in each architecture', async () => {
    openDetails({ panel: 'code', at: segmentRule });
    const here = await half(/^Event-sourced: this step/);
    expect(sourceIn(here)).toHaveAccessibleName(
      'Source of architectures/event-sourced/notification-service.ts',
    );
    expect(markedLine(here)).toHaveTextContent('eligibleSegment(type.name, customer, eligible)');
    const there = await half(/^API-driven: its counterpart/);
    expect(within(there).getByText('Not Notification service but Pricing does this there.')).toBeVisible();
    expect(sourceIn(there)).toHaveAccessibleName('Source of architectures/api-driven/pricing.ts');
    expect(markedLine(there)).toHaveTextContent('eligibleSegment(type.name, customer, eligible)');
  });

  it('says the number of the line that is marked', async () => {
    openDetails({ panel: 'code', at: segmentRule });
    const here = await half(/^Event-sourced/);
    const number = markedLine(here)?.getAttribute('data-number');
    expect(number).toMatch(/^\d+$/);
    expect(within(here).getByText(new RegExp(`^Line ${number} does this`))).toBeVisible();
  });

  it('marks no line, and says so, where the run does not tell which one it is', async () => {
    openDetails({ panel: 'code', at: ({ kind, node }) => kind === 'reply' && node === 'pricing' });
    const here = await half(/^Event-sourced/);
    expect(within(here).getByText(/^changePrice runs\. No line is marked/)).toBeVisible();
    expect(markedLine(here)).toBeNull();
    expect(here.querySelectorAll('.within').length).toBeGreaterThan(1);
  });

  it('goes up to the handler and down again', async () => {
    const { user } = openDetails({ panel: 'code', at: segmentRule });
    const here = await half(/^Event-sourced/);
    const handler = within(here).getByRole('button', { name: /^PriceChanged/ });
    expect(handler).toHaveAttribute('aria-pressed', 'false');
    await user.click(handler);
    expect(handler).toHaveAttribute('aria-pressed', 'true');
    expect(markedLine(here)).toHaveTextContent('alertCartHolders(type, productId, context, event)');
    await user.click(within(here).getByRole('button', { name: /^alertCartHolder / }));
    expect(markedLine(here)).toHaveTextContent('eligibleSegment');
  });

  it('follows the step', async () => {
    const { session, goTo } = openDetails({ panel: 'code', at: segmentRule });
    const here = await half(/^Event-sourced/);
    const arrival = session.trace.find(({ kind }) => kind === 'arrived');
    goTo(arrival?.seq ?? 0);
    expect(within(here).getByText('UpdatePrice begins here.')).toBeVisible();
    expect(sourceIn(here)).toHaveAccessibleName('Source of architectures/event-sourced/pricing.ts');
  });

  it('says that no code runs where a message is lost', async () => {
    openDetails({ scenario: 'lost-message', panel: 'code', at: ({ kind }) => kind === 'lost' });
    const here = await half(/^Event-sourced/);
    expect(within(here).getByText(/on the way between two parts: no code of the shop runs/)).toBeVisible();
    expect(within(here).queryByRole('region', { name: /^Source of/ })).toBeNull();
  });
});

describe('a source in colours', () => {
  it.each([...sources])('is the text as it is: %s', (_, text) => {
    const lines = colouredLines(text).map((pieces) => pieces.map((piece) => piece.text).join(''));
    expect(`${lines.join('\n')}\n`).toBe(text);
  });

  it('goes on over the lines of a comment', () => {
    const [first, second] = colouredLines('/* one\n two */ const three = 3;\n');
    expect(first).toEqual([{ kind: 'comment', text: '/* one' }]);
    expect(second?.map(({ kind }) => kind)).toEqual([
      'comment',
      'plain',
      'keyword',
      'plain',
      'number',
      'plain',
    ]);
  });
});
