import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { tick } from 'svelte';
import { beforeEach, describe, expect, it } from 'vitest';
import App from '../../../src/App.svelte';
import { noFilter } from '../../../src/analysis/log-groups';
import { hashOf } from '../../../src/engine/random';
import { findScenario, recordingOf, simulate, type Act, type Scenario } from '../../../src/simulation';
import { isPacked, type Place } from '../../../src/ui/location';
import { readPlaceLink, writePlaceLink } from '../../../src/ui/sharing/place-link';
import '../../support/later-parts';

const act: Act = { at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } };
const place: Place = {
  recording: recordingOf('order-shipped', 'api-driven', { acts: [act] }),
  step: 9,
  shownView: 'states',
  comparedWith: undefined,
  panel: 'inspector',
  selection: { kind: 'node', id: 'ordering' },
  logFilter: { ...noFilter, text: 'Alice' },
  breakpoints: [{ kind: 'node', node: 'ordering' }],
};

const step = () => screen.getByRole('slider', { name: 'Step' });
const scenario = () => screen.getByRole('combobox', { name: 'Scenario' });
const notice = () => screen.getByRole('status', { name: 'Notice' });

/** What the address says, once it says something packed. */
async function placeInAddress(): Promise<Place> {
  await waitFor(() => {
    expect(location.hash).toMatch(/^#v1\./);
  });
  const reading = readPlaceLink(location.hash);
  if (!reading.ok) throw new Error(JSON.stringify(reading.refusal));
  return reading.value;
}

beforeEach(() => {
  history.replaceState(null, '', '/');
  localStorage.clear();
});

/** What packs worst: no letters of it can be told from those before. */
const noiseAt = (index: number) => (hashOf(String(index), 7) >>> 0).toString(36);

describe('the address of a place', () => {
  it('of a person’s own is packed, and gives back the very place', () => {
    const address = writePlaceLink(place);
    expect(isPacked(address)).toBe(true);
    expect(readPlaceLink(address)).toEqual({ ok: true, value: place });
    const compared: Place = { ...place, comparedWith: { kind: 'broker', broker: 'kafka' } };
    expect(readPlaceLink(writePlaceLink(compared))).toEqual({ ok: true, value: compared });
  });

  it('opens scenario, architecture, step, panel and selection', () => {
    location.hash = writePlaceLink(place);
    render(App);
    expect(scenario()).toHaveValue('Order shipped');
    expect(screen.getByRole('radio', { name: 'API-driven' })).toBeChecked();
    expect(step()).toHaveValue('9');
    expect(step()).toHaveAttribute('max', String(simulate(place.recording).trace.length));
    expect(screen.getByRole('tab', { name: 'Inspector' })).toHaveAttribute('aria-selected', 'true');
    expect(location.hash).toBe(writePlaceLink(place));
  });

  it('follows the playhead, and is in words again where nothing is a person’s own', async () => {
    const user = userEvent.setup();
    location.hash = writePlaceLink(place);
    render(App);
    await user.click(screen.getByRole('button', { name: 'Next step' }));
    await waitFor(async () => {
      expect(await placeInAddress()).toEqual({ ...place, step: 10 });
    });
  });

  it('leaves out a panel and a selection that are unknown here', () => {
    const address = writePlaceLink({ ...place, panel: 'cellar' as 'now' });
    expect(readPlaceLink(address)).toMatchObject({ value: { panel: 'now' } });
  });

  it('that would be too long has no fragment, so that the page goes on with the work that is kept', async () => {
    const shipped = findScenario('price-drop');
    if (shipped === undefined) throw new Error('it ships');
    const noise = Array.from({ length: 2_000 }, (_, index) => noiseAt(index));
    const own: Scenario = { ...shipped, title: 'Own', story: noise.join('') };
    const recording = recordingOf(own, 'event-sourced');
    expect(writePlaceLink({ ...place, recording }).length).toBeGreaterThan(8_000);
    location.hash = writePlaceLink({ ...place, recording });
    const user = userEvent.setup();
    render(App);
    expect(scenario()).toHaveValue('Own');
    await tick();
    expect(location.hash).toBe('');
    await user.click(screen.getByRole('button', { name: 'Next step' }));
    await tick();
    expect(step()).toHaveValue('10');
    expect(location.hash).toBe('');
  });
});

describe('an address that cannot be read', () => {
  const open = async (hash: string) => {
    location.hash = hash;
    // What the browser says when someone types another address.
    window.dispatchEvent(new HashChangeEvent('hashchange'));
    await tick();
  };

  it.each([
    ['#v1.abc', /^This link is damaged/],
    [writePlaceLink(place).slice(0, -3), /^This link is damaged/],
    ['#v9.abc', /^This link was made by a newer Signalbox \(version 9\); this one reads version 1\.$/],
  ])('is told, and changes nothing: %s', async (hash, reason) => {
    location.hash = writePlaceLink(place);
    render(App);
    await open(hash);
    const dialog = within(await screen.findByRole('dialog', { name: 'This cannot be opened' }));
    expect(dialog.getByRole('alert')).toHaveTextContent(reason);
    expect(dialog.getByText(/Nothing was changed/)).toBeVisible();
    expect(step()).toHaveValue('9');
    expect(location.hash).toBe(writePlaceLink(place));
  });

  it('is told when the page begins with it', async () => {
    location.hash = '#v1.broken';
    render(App);
    expect(await screen.findByRole('dialog', { name: 'This cannot be opened' })).toBeVisible();
    expect(scenario()).toHaveValue('Price drop');
  });

  it.each(['#scenario=ghost', '#nonsense', '#recording={}'])('in words is told too: %s', async (hash) => {
    location.hash = writePlaceLink(place);
    render(App);
    await open(hash);
    expect(notice()).toHaveTextContent(
      'This address leads to nothing that is known here. Nothing was changed.',
    );
    expect(scenario()).toHaveValue('Order shipped');
    expect(step()).toHaveValue('9');
    expect(location.hash).toBe(writePlaceLink(place));
  });
});
