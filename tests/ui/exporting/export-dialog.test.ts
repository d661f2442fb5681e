import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { textOf } from '../../../src/exchange/piece';
import { writeRun, writeRunFile } from '../../../src/exchange/run-file';
import { recordingOf, type Recording } from '../../../src/simulation';
import ExportDialog from '../../../src/ui/exporting/ExportDialog.svelte';
import { mostCopied } from '../../../src/ui/exporting/copy-file';
import { Session } from '../../../src/ui/session.svelte';
import DialogWithSession from '../../support/DialogWithSession.svelte';

interface Saved {
  readonly name: string;
  readonly text: string;
}
const saved: Saved[] = [];
const { createObjectURL, revokeObjectURL } = URL;

beforeEach(() => {
  saved.length = 0;
  // jsdom cannot download; this is the browser's side of it.
  const files: Blob[] = [];
  URL.createObjectURL = (file) => `blob:${files.push(file as Blob) - 1}`;
  URL.revokeObjectURL = () => undefined;
  HTMLAnchorElement.prototype.click = function () {
    const name = this.download;
    void files[Number(this.href.slice(5))]?.text().then((text) => saved.push({ name, text }));
  };
});

afterEach(() => {
  Object.assign(URL, { createObjectURL, revokeObjectURL });
});

function open(
  recording: Recording = recordingOf('price-drop', 'event-sourced'),
  step = 0,
  session = new Session(),
) {
  session.open(recording, { step });
  const { unmount } = render(DialogWithSession, { session, of: ExportDialog });
  const user = userEvent.setup();
  return { session, user, unmount };
}

const dialog = () => within(screen.getByRole('dialog', { name: 'Export' }));
const format = (name: string) => dialog().getByRole('radio', { name });
const status = () => dialog().getByRole('status', { name: 'Export' });
const preview = () => dialog().getByRole('region', { name: /^Preview of/ });
const written = () =>
  waitFor(() => {
    expect(status()).toHaveTextContent(/in all\.$/);
  });
const download = () => dialog().getByRole('button', { name: 'Download' });

describe('the export dialog', () => {
  it('opens with the run chosen and Download focused, so that Enter saves it, and closes', async () => {
    const { user, session } = open();
    expect(format('Run')).toBeChecked();
    expect(download()).toHaveFocus();
    await user.keyboard('{Enter}');
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved).toEqual([
      { name: 'signalbox-price-drop-event-sourced.json', text: writeRunFile(session.run) },
    ]);
    expect(screen.queryByRole('dialog')).not.toBeInTheDocument();
    expect(session.notice).toBe('Saved signalbox-price-drop-event-sourced.json');
  });

  it('saves once by the key that opens it, which the browser does not get', async () => {
    const { user } = open();
    await written();
    const press = new KeyboardEvent('keydown', { key: 's', ctrlKey: true, bubbles: true, cancelable: true });
    download().dispatchEvent(press);
    expect(press.defaultPrevented).toBe(true);
    await waitFor(() => expect(saved).toHaveLength(1));
    await user.keyboard('{Control>}s{/Control}');
    expect(saved).toHaveLength(1);
  });

  it('does not save by a key that is held down since it opened it', async () => {
    open();
    await written();
    const held = { key: 's', ctrlKey: true, bubbles: true, cancelable: true, repeat: true };
    download().dispatchEvent(new KeyboardEvent('keydown', held));
    expect(screen.getByRole('dialog', { name: 'Export' })).toBeInTheDocument();
  });

  it('shows how the file begins, its name and its size', async () => {
    const { session } = open();
    await written();
    const text = textOf(writeRun(session.run));
    const shown = preview().querySelector('pre')?.textContent ?? '';
    expect(text.startsWith(shown)).toBe(true);
    expect(shown.length).toBeGreaterThan(100);
    expect(preview()).toHaveTextContent('This is the beginning; the file has all of it.');
    expect(dialog().getByText('signalbox-price-drop-event-sourced.json')).toBeVisible();
    expect(status()).toHaveTextContent(`${(text.length / 1000).toFixed(1)} kB in all.`);
  });

  it('keeps the last choice for the session', async () => {
    const { user, session, unmount } = open();
    await user.click(format('CSV'));
    await user.click(dialog().getByRole('radio', { name: 'Up to step 0' }));
    unmount();
    open(session.recording, 7, session);
    expect(format('CSV')).toBeChecked();
    expect(dialog().getByRole('radio', { name: 'Up to step 7' })).toBeChecked();
    await written();
    await user.click(download());
    await waitFor(() => expect(saved).toHaveLength(1));
    expect(saved[0]?.name).toBe('signalbox-price-drop-event-sourced-to-step-7.csv');
  });

  it('takes the story of the step when only one story is wanted', async () => {
    const { user, session } = open(recordingOf('order-shipped', 'event-sourced'));
    const last = [...session.flows.values()].at(-1);
    session.jumpTo(last?.beginning.seq ?? 0);
    await user.click(format('CSV'));
    await user.click(dialog().getByRole('radio', { name: 'One story' }));
    expect(dialog().getByRole('combobox', { name: 'Story' })).toHaveValue(last?.id);
    await written();
    expect(preview()).toHaveTextContent(last?.id ?? 'none');
  });

  it('says why a file is always of the whole run, and offers no part of it', async () => {
    const { user } = open();
    expect(dialog().queryByRole('radiogroup', { name: 'What of the run' })).not.toBeInTheDocument();
    expect(dialog().getByText(/^Always the whole run/)).toBeVisible();
    await user.click(format('CSV'));
    expect(dialog().queryByText(/^Always the whole run/)).not.toBeInTheDocument();
    expect(dialog().getByRole('radio', { name: /^Whole run/ })).toBeChecked();
  });

  it('shows what is not to be had of a run, with the reason, and saves nothing then', async () => {
    const { user } = open(recordingOf('price-drop', 'api-driven'));
    const redis = format('Redis script');
    expect(redis).toHaveAccessibleDescription('The API-driven architecture has no event bus.');
    await user.click(redis);
    expect(preview()).toHaveTextContent('Not for this run. The API-driven architecture has no event bus.');
    expect(download()).toHaveAttribute('aria-disabled', 'true');
    await user.click(download());
    expect(dialog().getByRole('button', { name: 'Copy' })).toHaveAttribute('aria-disabled', 'true');
    await user.click(format('CSV'));
    await written();
    expect(saved).toEqual([]);
  });

  it('gives up what was being written when something else is chosen', async () => {
    const { user } = open();
    await user.click(format('CloudEvents'));
    await user.click(format('CSV'));
    await written();
    expect(preview().querySelector('pre')?.textContent).toMatch(/^case_id,activity/);
  });
});

describe('copying', () => {
  it('puts the whole text into the clipboard', async () => {
    const { user, session } = open();
    await written();
    await user.click(dialog().getByRole('button', { name: 'Copy' }));
    await waitFor(() => {
      expect(status()).toHaveTextContent(/^Copied \d/);
    });
    expect(await navigator.clipboard.readText()).toBe(writeRunFile(session.run));
  });

  it('tells when the browser does not allow it', async () => {
    const { user } = open();
    await written();
    const refusal = new DOMException('no', 'NotAllowedError');
    vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValueOnce(refusal);
    await user.click(dialog().getByRole('button', { name: 'Copy' }));
    await waitFor(() => {
      expect(status()).toHaveTextContent('The browser allowed no copying. Download the file instead.');
    });
  });

  it('refuses what is too large, and says so', async () => {
    const title = 'x'.repeat(mostCopied);
    const { user } = open({ ...recordingOf('price-drop', 'event-sourced'), title });
    await user.click(format('Recording'));
    await written();
    const copy = dialog().getByRole('button', { name: 'Copy' });
    expect(copy).toHaveAttribute('aria-disabled', 'true');
    await user.click(copy);
    await waitFor(() => {
      expect(status()).toHaveTextContent('More than 5.0 MB are not copied. Download the file instead.');
    });
  });
});
