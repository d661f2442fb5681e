import { render, screen, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFile } from '../../../src/exchange/read-file';
import { hashOf } from '../../../src/engine/random';
import { findScenario, recordingOf, type Act, type Recording } from '../../../src/simulation';
import { Session } from '../../../src/ui/session.svelte';
import { embedRecipe } from '../../../src/ui/sharing/contents';
import { readPlaceLink } from '../../../src/ui/sharing/place-link';
import ShareDialog from '../../../src/ui/sharing/ShareDialog.svelte';
import WithDialog from '../../support/WithDialog.svelte';

const act: Act = { at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } };

function share(recording: Recording) {
  const session = new Session();
  session.open(recording, { step: 7 });
  const user = userEvent.setup();
  render(WithDialog, { session, of: ShareDialog });
  const dialog = within(screen.getByRole('dialog', { name: 'Share this moment' }));
  const link = () => dialog.getByRole<HTMLTextAreaElement>('textbox', { name: 'Link' }).value;
  return { session, user, dialog, link };
}

const placeIn = (link: string) => {
  const reading = readPlaceLink(link.slice(link.indexOf('#')));
  if (!reading.ok) throw new Error(reading.refusal.reason);
  return reading.value;
};

/** What packs worst: no letters of it can be told from those before. */
const noiseAt = (index: number) => (hashOf(String(index), 7) >>> 0).toString(36);

describe('the share dialog', () => {
  it('gives a link to this very moment, and says how long it is', () => {
    const { session, dialog, link } = share(recordingOf('price-drop', 'api-driven', { acts: [act] }));
    expect(link()).toMatch(/^http:\/\/localhost[^#]*#v1\.[\w-]+$/);
    expect(placeIn(link())).toEqual(session.place);
    expect(dialog.getByText(`${link().length} characters.`)).toBeVisible();
  });

  it('says which moment it opens, in the words of the page', () => {
    const { session, dialog } = share(recordingOf('price-drop', 'api-driven'));
    const record = session.trace[6];
    if (record === undefined) throw new Error('the run is longer');
    expect(dialog.getByText(/Price drop, API-driven: step 7 of/)).toHaveTextContent(session.sentence(record));
  });

  it('puts the title into the link, and leaves the run alone', async () => {
    const { session, user, dialog, link } = share(recordingOf('price-drop', 'api-driven'));
    await user.type(dialog.getByRole('textbox', { name: 'Title (optional)' }), ' Look at Eva ');
    expect(placeIn(link()).recording.title).toBe('Look at Eva');
    expect(session.recording.title).toBeUndefined();
    expect(dialog.getByRole('textbox', { name: 'HTML', hidden: true })).toHaveValue(
      embedRecipe(`${location.origin}/`, link().slice(link().indexOf('#')), 'Look at Eva'),
    );
  });

  it('copies the link to the clipboard', async () => {
    const { user, dialog, link } = share(recordingOf('price-drop', 'api-driven'));
    await user.click(dialog.getByRole('button', { name: 'Copy link' }));
    expect(await navigator.clipboard.readText()).toBe(link());
    expect(dialog.getByText('Copied.')).toBeVisible();
  });

  it('selects the link where the clipboard is closed', async () => {
    const { user, dialog, link } = share(recordingOf('price-drop', 'api-driven'));
    Object.defineProperty(navigator, 'clipboard', {
      configurable: true,
      value: { writeText: () => Promise.reject(new Error('denied')) },
    });
    await user.click(dialog.getByRole('button', { name: 'Copy link' }));
    const field = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: 'Link' });
    expect(field).toHaveFocus();
    expect(field.selectionEnd - field.selectionStart).toBe(link().length);
    expect(dialog.getByText(/Press Ctrl\+C/)).toBeVisible();
  });

  it('says that a scenario as it ships gives nothing away', () => {
    const { dialog } = share(recordingOf('price-drop', 'api-driven'));
    expect(dialog.getByText('nothing of yours: the scenario as it ships.')).toBeVisible();
  });

  it('says what a link gives away', () => {
    const shipped = findScenario('price-drop');
    if (shipped === undefined) throw new Error('it ships');
    const { dialog } = share(
      recordingOf({ ...shipped, title: 'My drop' }, 'api-driven', {
        acts: [act, { ...act, at: 20 }],
        settings: { outbox: true },
        shop: { carts: [{ customerId: 'cust-001', items: [] }] },
      }),
    );
    expect(dialog.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
      'a scenario of your own, “My drop”',
      '2 acts of yours',
      'data that you edited: 1 of carts',
      '1 changed setting: Transactional outbox',
    ]);
  });

  const longRecording = (length: number) => {
    const shipped = findScenario('price-drop');
    if (shipped === undefined) throw new Error('it ships');
    const noise = Array.from({ length }, (_, index) => noiseAt(index));
    return recordingOf({ ...shipped, story: noise.join('') }, 'api-driven');
  };

  it('warns of a link that some programs would cut', () => {
    const { dialog, link } = share(longRecording(300));
    expect(link().length).toBeGreaterThan(2_000);
    expect(dialog.getByText(/cut links of more than 2000/)).toBeVisible();
  });

  it('offers only the file where a link would be too long', () => {
    const { dialog } = share(longRecording(2_000));
    expect(dialog.getByRole('alert')).toHaveTextContent(/too many for an address/);
    expect(dialog.queryByRole('textbox', { name: 'Link' })).not.toBeInTheDocument();
    expect(dialog.getByRole('button', { name: 'Save as a file instead' })).toBeVisible();
  });

  describe('as a file', () => {
    const saved: Blob[] = [];
    const { createObjectURL, revokeObjectURL } = URL;

    beforeEach(() => {
      // jsdom cannot download; this is the browser's side of it.
      URL.createObjectURL = (file) => `blob:saved/${saved.push(file as Blob)}`;
      URL.revokeObjectURL = () => undefined;
      HTMLAnchorElement.prototype.click = () => undefined;
    });

    afterEach(() => {
      Object.assign(URL, { createObjectURL, revokeObjectURL });
    });

    it('holds the recording, with its title', async () => {
      const { session, user, dialog } = share(recordingOf('price-drop', 'api-driven', { acts: [act] }));
      await user.type(dialog.getByRole('textbox', { name: 'Title (optional)' }), 'Mine');
      await user.click(dialog.getByRole('button', { name: 'Save as a file instead' }));
      expect(dialog.getByText('Saved signalbox-price-drop-api-driven.recording.json')).toBeVisible();
      expect(readFile((await saved[0]?.text()) ?? '', 'a.json')).toEqual({
        ok: true,
        value: { kind: 'recording', recording: { ...session.recording, title: 'Mine' } },
      });
    });
  });
});

describe('the recipe to embed', () => {
  it('is one element whose title cannot break out of it', () => {
    const host = document.createElement('div');
    host.innerHTML = embedRecipe('https://example.org/', '#v1.abc', '"><script>alert(1)</script>&');
    expect(host.children).toHaveLength(1);
    const frame = host.querySelector('iframe');
    expect(frame?.title).toBe('Signalbox: "><script>alert(1)</script>&');
    expect(frame?.getAttribute('src')).toBe('https://example.org/?embed#v1.abc');
  });
});
