import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import App from '../../src/App.svelte';
import { recordingOf, simulate } from '../../src/simulation';
import '../support/later-parts';

const step = () => screen.getByRole('slider', { name: 'Step' });
const status = () => screen.getByRole('status', { name: 'This step' });
const playback = () => within(screen.getByRole('toolbar', { name: 'Playback' }));

beforeEach(() => {
  history.replaceState(null, '', '/');
  localStorage.clear();
});

describe('the page', () => {
  it('opens on the price drop, paused before the first step, and says what to press', () => {
    render(App);
    expect(screen.getByRole('combobox', { name: 'Scenario' })).toHaveValue('Price drop');
    expect(screen.getByRole('radio', { name: 'Event-sourced' })).toBeChecked();
    expect(step()).toHaveValue('0');
    expect(status()).toHaveTextContent('Press Play or Space');
    expect(playback().getByRole('button', { name: 'Play' })).toBeVisible();
  });

  it('takes steps forwards and back, with one sentence for each', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(playback().getByRole('button', { name: 'Next step' }));
    expect(step()).toHaveValue('1');
    expect(status()).toHaveTextContent('Merchandiser sends UpdatePrice');
    expect(step()).toHaveAttribute('aria-valuetext', status().textContent.trim());
    await user.click(playback().getByRole('button', { name: 'Previous step' }));
    expect(step()).toHaveValue('0');
  });

  it('Next event stops where Pricing publishes', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(playback().getByRole('button', { name: 'Next event' }));
    expect(status()).toHaveTextContent(
      'Pricing publishes PriceChanged: Wireless Router X500 from $149.99 to $119.99',
    );
  });

  it('a new scenario begins at its beginning, in the architecture that was shown', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(screen.getByRole('radio', { name: 'API-driven' }));
    await user.click(playback().getByRole('button', { name: 'Last step' }));
    await user.click(screen.getByRole('combobox', { name: 'Scenario' }));
    await user.click(screen.getByRole('option', { name: /^Order shipped Alice/ }));
    expect(step()).toHaveValue('0');
    expect(screen.getByRole('radio', { name: 'API-driven' })).toBeChecked();
    const { trace } = simulate(recordingOf('order-shipped', 'api-driven'));
    expect(step()).toHaveAttribute('max', String(trace.length));
  });

  it('another architecture shows the same point of the story', async () => {
    const user = userEvent.setup();
    location.hash = '#scenario=price-drop&architecture=event-sourced&step=17';
    render(App);
    await user.click(screen.getByRole('radio', { name: 'API-driven' }));
    const { trace } = simulate(recordingOf('price-drop', 'api-driven'));
    const record = trace[Number((step() as HTMLInputElement).value) - 1];
    const there = simulate(recordingOf('price-drop', 'event-sourced')).trace.slice(0, 17);
    const lastDecision = there.filter((candidate) => candidate.kind === 'decision').at(-1);
    expect(record).toMatchObject({
      kind: 'decision',
      rule: lastDecision?.rule,
      subject: lastDecision?.subject,
    });
  });

  it('settings open beside the stage, and Escape closes them wherever the focus is', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(screen.getByRole('button', { name: 'Settings' }));
    expect(await screen.findByRole('dialog', { name: 'Settings' })).toBeVisible();
    screen.getByRole('button', { name: 'Play' }).focus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('dialog', { name: 'Settings' })).not.toBeInTheDocument();
  });

  it('says what the model leaves out, one click away', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(screen.getByRole('button', { name: 'What this model leaves out' }));
    const dialog = await screen.findByRole('dialog', { name: 'What this model leaves out' });
    for (const title of ['Brokers', 'Services', 'Time', 'Faults'])
      expect(within(dialog).getByRole('heading', { name: title })).toBeVisible();
    expect(within(dialog).getAllByRole('listitem').length).toBeGreaterThan(15);
  });

  it('an open dialog keeps Escape to itself, wherever the focus is', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(screen.getByRole('button', { name: 'What this model leaves out' }));
    await screen.findByRole('dialog', { name: 'What this model leaves out' });
    for (const target of [document.body, screen.getByRole('button', { name: 'Close' })]) {
      const escape = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
      target.dispatchEvent(escape);
      expect(escape.defaultPrevented).toBe(false);
    }
  });

  it('keys work the transport, but not while someone chooses in a list', async () => {
    const user = userEvent.setup();
    render(App);
    await user.keyboard('.');
    expect(step()).toHaveValue('1');
    screen.getByRole('combobox', { name: 'Speed' }).focus();
    await user.keyboard('.');
    expect(step()).toHaveValue('1');
  });

  it('the theme follows the system until someone chooses', async () => {
    const user = userEvent.setup();
    render(App);
    expect(document.documentElement).toHaveAttribute('data-theme', 'light');
    await user.click(screen.getByRole('button', { name: 'Dark theme' }));
    expect(document.documentElement).toHaveAttribute('data-theme', 'dark');
    expect(screen.getByRole('button', { name: 'Light theme' })).toBeVisible();
  });
});

describe('export', () => {
  const saved: Blob[] = [];
  const { createObjectURL, revokeObjectURL } = URL;

  beforeEach(() => {
    saved.length = 0;
    // jsdom cannot download; this is the browser's side of it.
    URL.createObjectURL = (file) => `blob:saved/${saved.push(file as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    HTMLAnchorElement.prototype.click = () => undefined;
  });

  afterEach(() => {
    Object.assign(URL, { createObjectURL, revokeObjectURL });
  });

  it('holds broker, seed and settings as they were chosen', async () => {
    const user = userEvent.setup();
    location.hash = '#scenario=order-shipped&broker=kafka&seed=7&set-jitterMs=3';
    render(App);
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.keyboard('{Enter}');
    await waitFor(() => expect(saved).toHaveLength(1));
    const file = JSON.parse((await saved[0]?.text()) ?? '') as object;
    expect(file).toMatchObject({ recording: { broker: 'kafka', seed: 7, settings: { jitterMs: 3 } } });
  });

  it('saves the run as it is, and says under which name', async () => {
    const user = userEvent.setup();
    render(App);
    await user.click(screen.getByRole('button', { name: 'Export' }));
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(screen.getByRole('status', { name: 'Notice' })).toHaveTextContent(
        'Saved signalbox-price-drop-event-sourced.json',
      );
    });
    expect(screen.queryByRole('dialog', { name: 'Export' })).not.toBeInTheDocument();
    const file = JSON.parse((await saved[0]?.text()) ?? '') as object;
    const run = simulate(recordingOf('price-drop', 'event-sourced'));
    expect(file).toMatchObject({ format: 'signalbox.run', version: 1, recording: run.recording });
  });
});
