import 'fake-indexeddb/auto';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { IDBFactory } from 'fake-indexeddb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { recordingOf, simulate, type Choices } from '../../../src/simulation';
import Library from '../../../src/ui/library/Library.svelte';
import { blankScenario, scenarioFrom } from '../../../src/ui/library/new-scenario';
import { importScenario, OwnScenarios, ownScenarios } from '../../../src/ui/library/own-scenarios.svelte';
import { freeId, readEntry, takenIds, textOf } from '../../../src/ui/library/scenario-draft';
import { browserLibrary, type ScenarioLibrary } from '../../../src/ui/library/scenario-library';
import { Session } from '../../../src/ui/session.svelte';
import { forgetOwnScenarios } from '../../support/own-scenarios';
import WithDialog from '../../support/WithDialog.svelte';

beforeEach(forgetOwnScenarios);
afterEach(forgetOwnScenarios);

async function openLibrary(session = new Session()) {
  render(WithDialog, { session, of: Library });
  await ownScenarios.load();
  const library = within(screen.getByRole('dialog', { name: 'Your scenarios' }));
  const user = userEvent.setup();
  const press = (name: string) => user.click(library.getByRole('button', { name }));
  return {
    session,
    user,
    library,
    press,
    listed: () =>
      within(library.getByRole('list', { name: 'Your scenarios' }))
        .queryAllByRole('button')
        .map(({ textContent }) => textContent.replaceAll(/\s+/g, ' ').trim()),
    state: () => library.getByRole('status', { name: 'State of the scenario' }),
  };
}

describe('the library', () => {
  it('writes a scenario that can be played at once, and plays it', async () => {
    const { session, library, press, listed } = await openLibrary();
    expect(library.getByText(/You have none yet/)).toBeVisible();
    await press('Write a new one');
    await waitFor(() => {
      expect(listed()).toEqual(['My scenario']);
    });
    await press('Play');
    expect(session.scenario.title).toBe('My scenario');
    expect(session.trace.some((record) => record.kind === 'sent' && record.name === 'ShipOrder')).toBe(true);
  });

  it('renames a scenario by its title', async () => {
    const { user, press, listed } = await openLibrary();
    await press('Write a new one');
    await press('Rename');
    await waitFor(() => {
      expect(document.activeElement).toHaveValue('My scenario');
    });
    await user.keyboard('Late delivery');
    await waitFor(() => {
      expect(listed()).toEqual(['Late delivery']);
    });
  });

  it('gives a copy an id of its own', async () => {
    const { press, listed } = await openLibrary();
    await press('Write a new one');
    await press('Duplicate');
    await waitFor(() => {
      expect(listed()).toEqual(['My scenario', 'My scenario, copy']);
    });
    expect(ownScenarios.playable.map(({ id }) => id)).toEqual(['my-scenario', 'my-scenario-2']);
  });

  it('deletes a scenario and brings it back', async () => {
    const { press, listed } = await openLibrary();
    await press('Write a new one');
    const before = ownScenarios.all[0]?.entry;
    await press('Delete');
    await waitFor(() => {
      expect(listed()).toEqual([]);
    });
    await press('Undo');
    await waitFor(() => {
      expect(listed()).toEqual(['My scenario']);
    });
    expect(ownScenarios.all[0]?.entry).toEqual(before);
  });

  it('does not play what is not finished, says why, and keeps it', async () => {
    const { session, user, library, press, listed, state } = await openLibrary();
    const before = session.recording;
    await press('Write a new one');
    await user.clear(library.getByRole('textbox', { name: 'Story' }));
    await waitFor(() => {
      expect(state()).toHaveTextContent('It cannot be played yet: 1 problem.');
    });
    expect(library.getByRole('textbox', { name: 'Story' })).toHaveAccessibleDescription(
      /Must not be empty\./,
    );
    expect(listed()).toEqual(['My scenario Not playable yet']);
    await press('Play');
    expect(session.recording).toBe(before);
  });

  it('changes the acts of a scenario by form', async () => {
    const { user, library, press, state } = await openLibrary();
    await press('Write a new one');
    await press('Add act');
    await user.selectOptions(
      library.getAllByRole('combobox', { name: 'Kind of act' }).at(-1) as HTMLElement,
      'Operation',
    );
    await waitFor(() => {
      expect(ownScenarios.playable[0]?.acts.map(({ at, kind }) => [at, kind])).toEqual([
        [0, 'command'],
        [1000, 'operation'],
      ]);
    });
    expect(state()).toHaveTextContent('It can be played.');
    await press('Remove act 1');
    await waitFor(() => {
      expect(ownScenarios.playable[0]?.acts).toHaveLength(1);
    });
  });

  it('imports a file, and says what is wrong with one that is none', async () => {
    const { user, library, listed } = await openLibrary();
    const file = (text: string) => new File([text], 'story.json', { type: 'application/json' });
    const field = library.getByLabelText('Import a scenario file');
    await user.upload(field, file(textOf({ ...blankScenario('price-drop'), title: 'From outside' })));
    await waitFor(() => {
      expect(listed()).toEqual(['From outside']);
    });
    expect(ownScenarios.playable[0]?.id).toBe('price-drop-2');
    await user.upload(field, file('{"id": "x"}'));
    expect(
      await library.findByText(/^story\.json is no scenario that can be played: title is missing\./),
    ).toBeVisible();
    await user.upload(field, file('{'));
    expect(
      await library.findByText('story.json cannot be read: it is no JSON. Nothing was imported.'),
    ).toBeVisible();
    expect(listed()).toEqual(['From outside']);
  });
});

describe('a scenario from what is on screen', () => {
  it.each<[string, Choices]>([
    ['price-drop', {}],
    [
      'payment-failed',
      {
        broker: 'kafka',
        settings: { jitterMs: 3, latencyMs: { bus: 50 } },
        shop: { products: [{ id: 'prod-001', name: 'Router', priceCents: 5, stock: 1 }] },
        acts: [{ at: 3, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }],
      },
    ],
    [
      'order-shipped',
      { notificationTypes: [{ name: 'order_shipped', channels: ['email'], delayMs: 60_000 }] },
    ],
  ])('gives the same run as %s with what the person did', (scenario, choices) => {
    const recording = recordingOf(scenario, 'event-sourced', choices);
    const folded = scenarioFrom(recording, 'mine');
    expect(readEntry({ id: '1', text: textOf(folded), madeAt: 0 }).problems).toEqual([]);
    const again = recordingOf(folded, 'event-sourced');
    expect(again.acts).toEqual([]);
    expect(again.shop).toBeUndefined();
    expect(simulate(again).trace).toEqual(simulate(recording).trace);
  });

  it('holds only what differs from what ships', () => {
    const { shop, settings, notificationTypes } = scenarioFrom(
      recordingOf('price-drop', 'event-sourced'),
      'mine',
    );
    expect({ shop, settings, notificationTypes }).toEqual({});
  });
});

describe('what is kept', () => {
  beforeEach(() => {
    vi.stubGlobal('indexedDB', new IDBFactory());
  });

  it('is there for whoever opens the library later', async () => {
    const first = new OwnScenarios(browserLibrary('kept'));
    await first.load();
    await first.add(blankScenario('my-scenario'));
    const later = new OwnScenarios(browserLibrary('kept'));
    await later.load();
    expect(later.playable).toEqual(first.playable);
    expect(later.playable).toHaveLength(1);
  });

  it('stays on the page when the browser refuses, and is kept once it does not', async () => {
    let refuses = true;
    const kept = new Map<string, unknown>();
    const library: ScenarioLibrary = {
      all: () => Promise.resolve([]),
      put: (entry) => {
        if (refuses) return Promise.resolve({ ok: false, trouble: 'full' });
        kept.set(entry.id, entry);
        return Promise.resolve({ ok: true });
      },
      remove: () => Promise.resolve({ ok: true }),
      takeAll: () => Promise.resolve([]),
      onchange: () => () => undefined,
    };
    const own = new OwnScenarios(library);
    await own.load();
    await own.add(blankScenario('one'));
    expect(own.trouble).toBe('full');
    expect(own.playable.map(({ id }) => id)).toEqual(['one']);
    refuses = false;
    await own.add(blankScenario('two'));
    expect(own.trouble).toBeUndefined();
    expect(kept.size).toBe(2);
  });

  it('says that storage is denied, and goes on', async () => {
    vi.stubGlobal('indexedDB', {
      open: () => {
        throw new DOMException('no', 'SecurityError');
      },
    });
    const own = new OwnScenarios(browserLibrary('denied'));
    await own.load();
    expect(own.trouble).toBe('denied');
    await own.add(blankScenario('mine'));
    expect(own.trouble).toBe('denied');
    expect(own.playable).toHaveLength(1);
  });

  it('takes in a scenario once more under another id, and nothing that is none', async () => {
    const own = new OwnScenarios(browserLibrary('import'));
    expect(await importScenario(blankScenario('mine'), own)).toMatchObject({ ok: true });
    expect(await importScenario(blankScenario('mine'), own)).toMatchObject({ ok: true });
    expect(await importScenario({ id: 'mine' }, own)).toMatchObject({ ok: false });
    expect(own.playable.map(({ id }) => id)).toEqual(['mine', 'mine-2']);
  });
});

describe('the id of a scenario', () => {
  it('is a problem when another one has it, shipped or own', () => {
    const entry = (id: string, scenarioId: string) => ({
      id,
      text: textOf(blankScenario(scenarioId)),
      madeAt: 0,
    });
    const [one, other] = [entry('1', 'mine'), entry('2', 'mine')];
    expect(readEntry(one, [one]).problems).toEqual([]);
    expect(readEntry(one, [one, other]).problems).toMatchObject([{ path: 'id' }]);
    expect(readEntry(entry('3', 'price-drop')).problems).toMatchObject([{ path: 'id' }]);
  });

  it('goes on to the next number that is free', () => {
    expect(freeId('mine', new Set())).toBe('mine');
    expect(freeId('mine', new Set(['mine', 'mine-2']))).toBe('mine-3');
    expect(freeId('mine-2', new Set(['mine-2']))).toBe('mine-3');
    expect(takenIds([]).has('price-drop')).toBe(true);
  });
});
