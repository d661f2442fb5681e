import 'fake-indexeddb/auto';
import { IDBFactory } from 'fake-indexeddb';
import { render, screen, waitFor } from '@testing-library/svelte';
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
