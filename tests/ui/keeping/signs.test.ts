import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { render, screen, waitFor, within } from '@testing-library/svelte';
import { userEvent } from '@testing-library/user-event';
import { openDB } from 'idb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Session } from '../../../src/ui/session.svelte';
import { keeperOf } from '../../../src/ui/keeping/keepers';
import WithKeeping from './WithKeeping.svelte';

const sign = () => screen.getByRole('status', { name: 'Keeping' });

function openPage() {
  const session = new Session();
  render(WithKeeping, { session });
  return { session, keeper: keeperOf(session), user: userEvent.setup() };
}

beforeEach(() => {
  sessionStorage.clear();
  vi.stubGlobal('indexedDB', new IDBFactory());
});

afterEach(() => {
  vi.unstubAllGlobals();
});

describe('the sign of keeping', () => {
  it('says nothing while the work is kept', async () => {
    const { keeper } = openPage();
    await waitFor(() => {
      expect(keeper.status).toBe('kept');
    });
    expect(sign().textContent.trim()).toBe('');
  });

  it.each([
    ['SecurityError', 'it allows this page no storage'],
    ['QuotaExceededError', 'storage is full'],
    ['UnknownError', 'its storage cannot be used now'],
  ])('stays as long as the browser answers %s', async (name, words) => {
    vi.spyOn(indexedDB, 'open').mockImplementation(() => {
      throw new DOMException('no', name);
    });
    const { session } = openPage();
    await waitFor(() => {
      expect(sign()).toHaveTextContent(`Not kept in this browser: ${words}. Export to keep your work.`);
    });
    session.act({ type: 'ShipOrder', orderId: 'ord-001' });
    expect(session.recording.acts).toHaveLength(1);
    expect(sign()).toHaveTextContent(words);
    vi.restoreAllMocks();
  });

  it('offers what could not be read as a file', async () => {
    const database = await openDB('signalbox-work', 1, {
      upgrade: (fresh) => {
        fresh.createObjectStore('branches', { keyPath: 'id' });
        fresh.createObjectStore('tabs', { keyPath: 'tab' }).createIndex('seenAt', 'seenAt');
        fresh.createObjectStore('unreadable', { autoIncrement: true });
      },
    });
    await database.put('branches', { id: 'x', revision: 1, since: 0, branch: { name: 'Torn' } });
    database.close();
    const saved: Blob[] = [];
    const { createObjectURL, revokeObjectURL } = URL;
    URL.createObjectURL = (file) => `blob:saved/${saved.push(file as Blob)}`;
    URL.revokeObjectURL = () => undefined;
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => undefined);
    const { user } = openPage();
    await waitFor(() => {
      expect(sign()).toHaveTextContent('One kept piece of work cannot be read by this version');
    });
    await user.click(screen.getByRole('button', { name: 'Export what is set aside' }));
    expect(JSON.parse((await saved[0]?.text()) ?? '')).toMatchObject([
      { stored: { branch: { name: 'Torn' } } },
    ]);
    await user.click(screen.getByRole('button', { name: 'Hide' }));
    expect(sign().textContent.trim()).toBe('');
    Object.assign(URL, { createObjectURL, revokeObjectURL });
    vi.restoreAllMocks();
  });
});

describe('what other tabs did', () => {
  it('is listed until it is dismissed, one by one', async () => {
    const { session, keeper, user } = openPage();
    await waitFor(() => {
      expect(keeper.status).toBe('kept');
    });
    keeper.notices.add('One was deleted.');
    keeper.notices.add('Another was changed.');
    session.jumpTo(3);
    const listed = () => within(sign()).getAllByRole('listitem');
    await waitFor(() => {
      expect(listed()).toHaveLength(2);
    });
    const [first] = within(sign()).getAllByRole('button', { name: 'Dismiss' });
    expect(first).toHaveAccessibleDescription('One was deleted.');
    if (first !== undefined) await user.click(first);
    expect(listed()).toHaveLength(1);
    const next = within(sign()).getByRole('button', { name: 'Dismiss' });
    expect(next).toHaveFocus();
    await user.click(next);
    expect(sign().textContent.trim()).toBe('');
  });

  it('is read out by itself, without what was there before', () => {
    openPage();
    expect(sign()).toHaveAttribute('aria-atomic', 'false');
  });
});

describe('the browser’s own clearing', () => {
  const name = 'Ask the browser never to clear it';
  const storage = { persisted: vi.fn(), persist: vi.fn() };

  beforeEach(() => {
    Object.defineProperty(navigator, 'storage', { configurable: true, value: storage });
    storage.persist.mockReset();
    storage.persisted.mockReset().mockResolvedValue(false);
  });

  afterEach(() => {
    Reflect.deleteProperty(navigator, 'storage');
  });

  it('is asked about only by its button', async () => {
    storage.persist.mockResolvedValue(true);
    const { session, keeper, user } = openPage();
    const button = await screen.findByRole('button', { name });
    session.act({ type: 'ShipOrder', orderId: 'ord-001' });
    await keeper.settle();
    expect(storage.persist).not.toHaveBeenCalled();
    await user.click(button);
    const answer = screen.getByRole('status', { name: 'Clearing' });
    expect(answer).toHaveTextContent('The browser does not clear it by itself any more.');
    expect(answer).toHaveFocus();
    expect(screen.queryByRole('button', { name })).toBeNull();
  });

  it('can be asked about again when the browser did not agree', async () => {
    storage.persist.mockResolvedValue(false);
    const { user } = openPage();
    await user.click(await screen.findByRole('button', { name }));
    expect(screen.getByRole('status', { name: 'Clearing' })).toHaveTextContent('did not agree');
    expect(screen.getByRole('button', { name })).toHaveFocus();
  });

  it('needs no button when the browser clears nothing already', async () => {
    storage.persisted.mockResolvedValue(true);
    const { keeper } = openPage();
    await waitFor(() => {
      expect(keeper.status).toBe('kept');
      expect(storage.persisted).toHaveBeenCalled();
    });
    expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('your work', () => {
  it('is deleted only when asked twice, and can be brought back', async () => {
    const { session, keeper, user } = openPage();
    await waitFor(() => {
      expect(keeper.status).toBe('kept');
    });
    session.act({ type: 'ShipOrder', orderId: 'ord-001' });
    await keeper.settle();
    await user.click(screen.getByRole('button', { name: 'Delete everything kept in this browser' }));
    expect(screen.getByRole('group', { name: /^Delete all futures/ })).toHaveFocus();
    await user.click(screen.getByRole('button', { name: 'Keep it' }));
    expect(session.recording.acts).toHaveLength(1);
    await user.click(screen.getByRole('button', { name: 'Delete everything kept in this browser' }));
    await user.click(screen.getByRole('button', { name: 'Delete everything' }));
    expect(await screen.findByRole('button', { name: 'Bring it back' })).toHaveFocus();
    await user.keyboard('{Enter}');
    await waitFor(() => {
      expect(session.notice).toBe('Your work is back.');
    });
    expect(session.recording.acts).toHaveLength(1);
    expect(screen.getByRole('button', { name: 'Delete everything kept in this browser' })).toHaveFocus();
  });
});
