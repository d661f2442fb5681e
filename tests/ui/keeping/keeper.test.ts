import 'fake-indexeddb/auto';
import { IDBFactory, IDBObjectStore } from 'fake-indexeddb';
import { openDB } from 'idb';
import { flushSync } from 'svelte';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isUntouchedBranch, type Branch } from '../../../src/playback/workbook';
import { recordingOf } from '../../../src/simulation';
import { Keeper } from '../../../src/ui/keeping/keeper.svelte';
import { WorkStore } from '../../../src/ui/keeping/work-store';
import { blankScenario } from '../../../src/ui/library/new-scenario';
import { OwnScenarios } from '../../../src/ui/library/own-scenarios.svelte';
import { browserLibrary } from '../../../src/ui/library/scenario-library';
import { actWords } from '../../../src/ui/operations/act-words';
import { Session } from '../../../src/ui/session.svelte';

/** Tabs hear of each other at once; a real channel takes a moment. */
class Channel extends EventTarget {
  static open: Channel[] = [];
  constructor() {
    super();
    Channel.open.push(this);
  }
  postMessage(data: unknown): void {
    for (const other of Channel.open)
      if (other !== this) other.dispatchEvent(new MessageEvent('message', { data }));
  }
  close(): void {
    Channel.open = Channel.open.filter((other) => other !== this);
  }
}

interface Tab {
  readonly session: Session;
  readonly keeper: Keeper;
  /** What the browser remembers of the tab. */
  readonly memory: string | null;
}

const tabKey = 'signalbox.tab';
const ship = { type: 'ShipOrder', orderId: 'ord-001' } as const;
const cancel = { type: 'CancelOrder', orderId: 'ord-001' } as const;
const open: Keeper[] = [];

/** Opens the page. @param memory of the tab that it is opened in again; left out: a new tab. */
async function openTab({
  memory = null,
  prepare,
  mayGoElsewhere = true,
  scenarios = new OwnScenarios(browserLibrary()),
}: {
  memory?: string | null;
  prepare?: (session: Session) => void;
  mayGoElsewhere?: boolean;
  scenarios?: OwnScenarios;
} = {}): Promise<Tab> {
  sessionStorage.clear();
  if (memory !== null) sessionStorage.setItem(tabKey, memory);
  const session = new Session();
  prepare?.(session);
  const keeper = new Keeper(session, mayGoElsewhere, () => Promise.resolve(scenarios));
  open.push(keeper);
  await keeper.start();
  await settled(keeper);
  return { session, keeper, memory: sessionStorage.getItem(tabKey) };
}

async function settled(...keepers: readonly Keeper[]): Promise<void> {
  flushSync();
  for (const keeper of keepers) await keeper.settle();
  // What one told the others.
  for (const keeper of open) await keeper.settle();
}

async function closeTab({ keeper }: Tab): Promise<void> {
  open.splice(open.indexOf(keeper), 1);
  await settled(keeper);
  await keeper.stop();
}

/** A future of its own: an act in the middle of the price drop. */
function actAt(session: Session, step: number, command: typeof ship | typeof cancel = ship): void {
  session.jumpTo(step);
  session.act(command, actWords({ kind: 'command', at: 0, command }, session.names));
  flushSync();
}

/** Acts whose run takes long to compute. */
const longActs = Array.from(
  { length: 20_000 },
  (_, index) => ({ at: index, kind: 'command', command: cancel }) as const,
);

/** Begins something whose run is not there at once. */
function beginLong(session: Session): void {
  session.changeActs(longActs, 'Fill');
  expect(session.futures.computing).toBeDefined();
}

async function computed({ session, keeper }: Tab): Promise<void> {
  await vi.waitFor(() => {
    expect(session.futures.computing).toBeUndefined();
  }, 60_000);
  await settled(keeper);
  await settled(keeper);
}

/** Does something once, before what the store is asked next by this name. */
function before(method: 'write' | 'claimTab', act: () => void): void {
  const real = Reflect.get(WorkStore.prototype, method) as (...given: unknown[]) => Promise<never>;
  const spy = vi.spyOn(WorkStore.prototype, method).mockImplementation(function (
    this: WorkStore,
    ...given: unknown[]
  ) {
    spy.mockRestore();
    act();
    return Reflect.apply(real, this, given);
  });
}

const storedSeeds = async () =>
  ((await storedIn('branches')) as { branch: Branch }[]).map(({ branch }) => branch.recording.seed).sort();

const namesOf = ({ session }: Tab) => session.futures.branches.map(({ name }) => name);

/** What is stored; of the branches those that a person made, without the old futures that they leave. */
async function storedIn(store: 'branches' | 'tabs' | 'unreadable'): Promise<readonly unknown[]> {
  const database = await openDB('signalbox-work');
  const found = database.objectStoreNames.contains(store)
    ? ((await database.getAll(store)) as unknown[])
    : [];
  database.close();
  if (store !== 'branches') return found;
  return (found as { branch?: Branch }[]).filter(
    ({ branch }) => branch?.recording === undefined || !isUntouchedBranch(branch),
  );
}

beforeEach(() => {
  vi.stubGlobal('indexedDB', new IDBFactory());
  vi.stubGlobal('BroadcastChannel', Channel);
});

afterEach(async () => {
  for (const keeper of open.splice(0)) await keeper.stop();
  Channel.open = [];
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

describe('work is kept', () => {
  it('and nothing is written for someone who has only looked', async () => {
    const tab = await openTab();
    tab.session.jumpTo(30);
    await settled(tab.keeper);
    expect(tab.keeper.status).toBe('kept');
    expect(await storedIn('branches')).toEqual([]);
    expect(await storedIn('tabs')).toEqual([]);
  });

  it('a tab that is loaded anew shows what it showed, at its step, and can take it back', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    tab.session.jumpTo(25);
    const { recording } = tab.session;
    const names = namesOf(tab);
    await closeTab(tab);

    const again = await openTab({ memory: tab.memory });
    expect(again.session.recording).toEqual(recording);
    expect(again.session.step).toBe(25);
    expect(namesOf(again)).toEqual(names);
    again.session.undo();
    expect(again.session.recording).toEqual(recordingOf('price-drop', 'event-sourced'));
    again.session.redo();
    expect(again.session.recording).toEqual(recording);
  });

  it('a new tab without an address shows what was shown last, where it was', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    tab.session.jumpTo(33);
    await closeTab(tab);
    const fresh = await openTab();
    expect(fresh.session.recording).toEqual(tab.session.recording);
    expect(fresh.session.step).toBe(33);
    expect(fresh.session.futures.undoLabel).toBeUndefined();
  });

  it('a new tab has the old future too that a branch leaves, though nobody touched it', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    await closeTab(tab);
    const fresh = await openTab();
    expect(namesOf(fresh)).toEqual(['Price drop', 'Ship order: ord-001']);
    const [old] = fresh.session.futures.branches;
    fresh.session.showBranch(old?.id ?? '');
    expect(fresh.session.personActs).toEqual([]);
  });

  it('an address decides what is shown; a kept branch that is the same is that branch', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    const { recording } = tab.session;
    const { id } = tab.session.futures.branch;
    await closeTab(tab);
    const same = await openTab({
      mayGoElsewhere: false,
      prepare: (session) => {
        session.goTo({ ...session.place, recording: structuredClone(recording), step: 12 });
      },
    });
    expect(same.session.futures.branch.id).toBe(id);
    expect(same.session.step).toBe(12);
    expect(namesOf(same)).toEqual(['Price drop', 'Ship order: ord-001']);
  });

  it('an address to something else is a branch of its own beside what is kept', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    await closeTab(tab);
    const linked = recordingOf('order-shipped', 'event-sourced', { seed: 9 });
    const other = await openTab({
      mayGoElsewhere: false,
      prepare: (session) => {
        session.goTo({ ...session.place, recording: linked, step: 3 });
      },
    });
    expect(other.session.recording).toEqual(linked);
    expect(other.session.futures.branch.name).toBe('From a link');
    expect(namesOf(other)).toContain(tab.session.futures.branch.name);
    expect(await storedIn('branches')).toHaveLength(2);
  });

  it('what someone did before the kept work came stays, and can be taken back', async () => {
    const tab = await openTab();
    actAt(tab.session, 20, cancel);
    const kept = tab.session.futures.branch;
    await closeTab(tab);
    const quick = await openTab({
      prepare: (session) => {
        actAt(session, 10);
      },
    });
    const own = quick.session.futures.branch;
    expect(own.recording.acts).toMatchObject([{ command: ship }]);
    expect(quick.session.futures.branches.map(({ id }) => id)).toEqual(
      expect.arrayContaining([kept.id, own.id]),
    );
    quick.session.undo();
    expect(quick.session.recording.acts).toEqual([]);
    expect(quick.session.futures.branches.map(({ id }) => id)).toContain(kept.id);
  });

  it('what someone does while the kept work is read stays too', async () => {
    const tab = await openTab();
    actAt(tab.session, 20, cancel);
    const kept = tab.session.futures.branch;
    await closeTab(tab);
    const quick: { session?: Session } = {};
    before('claimTab', () => {
      if (quick.session !== undefined) actAt(quick.session, 10);
    });
    const again = await openTab({ prepare: (session) => (quick.session = session) });
    expect(again.session.recording.acts).toMatchObject([{ command: ship }]);
    expect(again.session.futures.branches).toContainEqual(kept);
    expect(await storedIn('branches')).toHaveLength(2);
  });

  it('a deleted branch is gone after loading anew, and undoing that brings it back for good', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    const made = tab.session.futures.branch;
    await settled(tab.keeper);
    tab.session.deleteBranch(made);
    await settled(tab.keeper);
    expect(await storedIn('branches')).toEqual([]);
    tab.session.undo();
    await closeTab(tab);
    const again = await openTab();
    expect(again.session.futures.branches.map(({ id }) => id)).toEqual([made.from?.branch, made.id]);
  });
});

describe('while a long run is computed', () => {
  /** Two tabs show one branch, and do not hear of each other; the second one has changed it. */
  async function atOdds(): Promise<{ readonly a: Tab; readonly b: Tab; readonly shared: Branch }> {
    const a = await openTab();
    actAt(a.session, 20);
    await settled(a.keeper);
    const shared = a.session.futures.branch;
    const b = await openTab();
    Channel.open = [];
    b.session.rerun({ ...b.session.recording, seed: 2 });
    await settled(b.keeper);
    a.session.rerun({ ...a.session.recording, seed: 3 });
    flushSync();
    return { a, b, shared };
  }

  it('what another tab did to the same branch does not give up on it', async () => {
    const { a, shared } = await atOdds();
    before('write', () => {
      beginLong(a.session);
    });
    await a.keeper.settle();
    expect(a.session.futures.computing).toBeDefined();
    await computed(a);
    expect(a.session.personActs).toHaveLength(20_000);
    expect(a.session.futures.branch).toMatchObject({ name: `${shared.name} (copy)` });
    expect(a.session.futures.branches.find(({ id }) => id === shared.id)?.recording.seed).toBe(2);
    expect(await storedSeeds()).toEqual([2, 3]);
    a.session.undo();
    expect(a.session.personActs).toHaveLength(1);
    expect(a.session.recording.seed).toBe(3);
  });

  it('something else done meanwhile goes into the copy, not over what the other tab made', async () => {
    const { a, shared } = await atOdds();
    before('write', () => {
      beginLong(a.session);
    });
    await a.keeper.settle();
    expect(a.session.futures.computing).toBeDefined();
    a.session.rerun({ ...a.session.recording, seed: 4 });
    expect(a.session.futures.branch.name).toBe(`${shared.name} (copy)`);
    await computed(a);
    expect(a.session.recording.seed).toBe(4);
    expect(a.session.futures.branches.find(({ id }) => id === shared.id)?.recording.seed).toBe(2);
    expect(await storedSeeds()).toEqual([2, 4]);
  });

  it('kept work comes in when it is there, and none of it is deleted', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    const kept = tab.session.futures.branch;
    await closeTab(tab);
    const quick: { session?: Session } = {};
    before('claimTab', () => {
      if (quick.session !== undefined) beginLong(quick.session);
    });
    const again = await openTab({ prepare: (session) => (quick.session = session) });
    expect(again.session.futures.computing).toBeDefined();
    await settled(again.keeper);
    expect(await storedIn('branches')).toHaveLength(1);
    await computed(again);
    expect(again.session.personActs).toHaveLength(20_000);
    expect(again.session.futures.branches).toContainEqual(kept);
    expect(await storedIn('branches')).toHaveLength(2);
  });
});

describe('two tabs', () => {
  it('see each other’s branches, and what is deleted goes in both', async () => {
    const [a, b] = [await openTab(), await openTab()];
    actAt(a.session, 20);
    const made = a.session.futures.branch;
    await settled(a.keeper);
    expect(b.session.futures.branches).toContainEqual(made);
    expect(b.session.recording.acts).toEqual([]);
    a.session.deleteBranch(made);
    await settled(a.keeper);
    expect(b.session.futures.branches.map(({ id }) => id)).not.toContain(made.id);
  });

  it('a new name arrives, even for what is shown', async () => {
    const a = await openTab();
    actAt(a.session, 20);
    await settled(a.keeper);
    const b = await openTab();
    const shown = b.session.futures.branch;
    a.session.futures.rename(a.session.futures.branch, 'Shipped early');
    await settled(a.keeper);
    expect(b.session.futures.branch).toMatchObject({ id: shown.id, name: 'Shipped early' });
    expect(b.session.recording).toBe(shown.recording);
  });

  it('a branch that is shown is never taken away; it goes when another is shown', async () => {
    const a = await openTab();
    actAt(a.session, 20);
    const made = a.session.futures.branch;
    await settled(a.keeper);
    const b = await openTab();
    actAt(b.session, 40);
    const other = b.session.futures.branch;
    b.session.showBranch(made.id);
    await settled(b.keeper);
    a.session.deleteBranch(made);
    await settled(a.keeper);
    expect(b.session.futures.branch.id).toBe(made.id);
    expect(b.keeper.notices.all).toEqual([expect.stringContaining('was deleted in another tab')]);
    b.session.showBranch(other.id);
    await settled(b.keeper);
    expect(b.session.futures.branches.map(({ id }) => id)).not.toContain(made.id);
    expect(await storedIn('branches')).toHaveLength(1);
  });

  it('that change one branch both keep what they made, the second one as a copy', async () => {
    const a = await openTab();
    actAt(a.session, 20);
    const { id, name } = a.session.futures.branch;
    await settled(a.keeper);
    const b = await openTab();
    a.session.rerun({ ...a.session.recording, seed: 2 });
    await settled(a.keeper);
    expect(b.session.recording.seed).toBe(1);
    b.session.rerun({ ...b.session.recording, seed: 3 });
    await settled(b.keeper);
    await settled(b.keeper);
    expect(b.session.recording.seed).toBe(3);
    expect(b.session.futures.branch).toMatchObject({ name: `${name} (copy)` });
    expect(b.session.futures.branches).toContainEqual(expect.objectContaining({ id, name }));
    expect(b.keeper.notices.all.at(-1)).toBe(
      `“${name}” was changed in another tab too. What you see is kept as “${name} (copy)”.`,
    );
    const seeds = new Map(b.session.futures.branches.map((branch) => [branch.id, branch.recording.seed]));
    expect(seeds.get(id)).toBe(2);
    b.session.undo();
    expect(b.session.recording.seed).toBe(1);
    await settled(b.keeper);
    const fresh = await openTab();
    const kept = fresh.session.futures.branches.map(({ recording }) => recording.seed);
    // The old future has the first seed as well.
    expect([...kept].sort()).toEqual([1, 1, 2]);
  });

  it('tell a person what to know until it is dismissed, however much there is', async () => {
    const a = await openTab();
    actAt(a.session, 20);
    const first = a.session.futures.branch;
    actAt(a.session, 10, cancel);
    const second = a.session.futures.branch;
    await settled(a.keeper);
    const b = await openTab();
    for (const branch of [first, second]) {
      b.session.showBranch(branch.id);
      await settled(b.keeper);
      a.session.deleteBranch(branch);
      await settled(a.keeper);
    }
    b.session.jumpTo(b.session.step + 1);
    expect(b.keeper.notices.all).toHaveLength(2);
    const [, last] = b.keeper.notices.all;
    b.keeper.notices.dismiss(b.keeper.notices.all[0] ?? '');
    expect(b.keeper.notices.all).toEqual([last]);
  });

  it('that one of them deletes and the other changes stays', async () => {
    const a = await openTab();
    actAt(a.session, 20);
    const made = a.session.futures.branch;
    await settled(a.keeper);
    const b = await openTab();
    Channel.open = []; // They do not hear of each other.
    b.session.rerun({ ...b.session.recording, seed: 5 });
    await settled(b.keeper);
    a.session.deleteBranch(made);
    await settled(a.keeper);
    expect(a.session.futures.branches).toContainEqual({ ...made, recording: { ...made.recording, seed: 5 } });
    expect(a.keeper.notices.all).toEqual([expect.stringContaining('was changed in another tab')]);
  });

  it('that mean the same tab, because it was duplicated, each remember their own place', async () => {
    const a = await openTab();
    actAt(a.session, 20);
    await settled(a.keeper);
    const b = await openTab({ memory: a.memory });
    actAt(b.session, 40, cancel);
    await settled(b.keeper);
    a.session.jumpTo(5);
    await settled(a.keeper);
    const fresh = sessionStorage.getItem(tabKey);
    expect(fresh).not.toBe(a.memory);
    expect(await storedIn('tabs')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ tab: a.memory, step: b.session.step }),
        expect.objectContaining({ tab: fresh, step: 5 }),
      ]),
    );
  });
});

describe('work that cannot be kept', () => {
  it('goes on in memory while the browser denies storage, and is kept when it no longer does', async () => {
    vi.spyOn(indexedDB, 'open').mockImplementationOnce(() => {
      throw new DOMException('no', 'SecurityError');
    });
    const tab = await openTabThatFails();
    expect(tab.keeper.status).toBe('denied');
    actAt(tab.session, 20);
    expect(tab.session.recording.acts).toHaveLength(1);
    await settled(tab.keeper);
    expect(tab.keeper.status).toBe('kept');
    expect(await storedIn('branches')).toHaveLength(1);
  });

  it('goes on in memory while storage is full, and the next change tries again with all of it', async () => {
    const tab = await openTab();
    const full = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw new DOMException('full', 'QuotaExceededError');
    });
    actAt(tab.session, 20);
    await settled(tab.keeper);
    expect(tab.keeper.status).toBe('full');
    expect(tab.session.recording.acts).toHaveLength(1);
    full.mockRestore();
    expect(await storedIn('branches')).toEqual([]);
    actAt(tab.session, 40, cancel);
    await settled(tab.keeper);
    expect(tab.keeper.status).toBe('kept');
    expect(await storedIn('branches')).toHaveLength(2);
  });

  it('is said where there is no IndexedDB at all', async () => {
    vi.stubGlobal('indexedDB', undefined);
    const tab = await openTabThatFails();
    expect(tab.keeper.status).toBe('unavailable');
    actAt(tab.session, 20);
    expect(tab.session.recording.acts).toHaveLength(1);
  });

  it('is said when a newer version of the page has it', async () => {
    const newer = await openDB('signalbox-work', 2);
    newer.close();
    const tab = await openTabThatFails();
    expect(tab.keeper.status).toBe('unavailable');
  });

  it('makes way for a newer version of the page', async () => {
    const tab = await openTab();
    const newer = await openDB('signalbox-work', 2);
    expect(newer.version).toBe(2);
    newer.close();
    actAt(tab.session, 20);
    await settled(tab.keeper);
    expect(tab.keeper.status).toBe('unavailable');
  });
});

describe('what cannot be read', () => {
  async function damage(change: (stored: { branch: { recording: object } }) => object): Promise<void> {
    const [stored] = (await storedIn('branches')) as { branch: { recording: object } }[];
    const database = await openDB('signalbox-work');
    if (stored !== undefined) await database.put('branches', change(stored));
    database.close();
  }

  it('is set aside, not deleted, and the rest is there', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    await settled(tab.keeper);
    actAt(tab.session, 5, cancel);
    await closeTab(tab);
    const [damaged] = (await storedIn('branches')) as { id: string }[];
    await damage((stored) => ({
      ...stored,
      branch: { ...stored.branch, recording: { ...stored.branch.recording, version: 99 } },
    }));
    const fresh = await openTab();
    expect(fresh.keeper.status).toBe('kept');
    expect(fresh.keeper.unreadable).toMatchObject([{ from: 'branches', stored: { id: damaged?.id } }]);
    expect(fresh.keeper.unreadable[0]?.why).toContain('version');
    expect(fresh.session.futures.branches.map(({ id }) => id)).not.toContain(damaged?.id);
    expect(fresh.session.futures.branches.length).toBeGreaterThan(0);
    expect(await storedIn('unreadable')).toHaveLength(1);
    await closeTab(fresh);
    const later = await openTab();
    expect(later.keeper.unreadable).toHaveLength(1);
  });

  it('comes back when a version of the page can read it', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    const made = tab.session.futures.branch;
    await closeTab(tab);
    let recording: object = {};
    await damage((stored) => {
      ({ recording } = stored.branch);
      return { ...stored, branch: { ...stored.branch, recording: 'from the future' } };
    });
    await closeTab(await openTab());
    const database = await openDB('signalbox-work');
    const [key] = await database.getAllKeys('unreadable');
    const found = (await database.get('unreadable', key ?? 0)) as { stored: { branch: object } };
    const mended = { ...found, stored: { ...found.stored, branch: { ...found.stored.branch, recording } } };
    await database.put('unreadable', mended, key);
    database.close();
    const again = await openTab();
    expect(again.keeper.unreadable).toEqual([]);
    expect(again.session.futures.branches).toContainEqual(made);
    expect(await storedIn('unreadable')).toEqual([]);
    expect(await storedIn('branches')).toHaveLength(1);
  });

  it('of a tab’s own history costs only that', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    const made = tab.session.futures.branch;
    await closeTab(tab);
    const database = await openDB('signalbox-work');
    const [stored] = (await database.getAll('tabs')) as object[];
    await database.put('tabs', { ...stored, history: { done: 'nothing' } });
    database.close();
    const again = await openTab({ memory: tab.memory });
    expect(again.session.futures.branches).toContainEqual(made);
    expect(again.keeper.unreadable).toMatchObject([{ from: 'tabs' }]);
  });
});

describe('deleting everything', () => {
  it('leaves nothing in the browser and begins anew; it can be brought back until the page is left', async () => {
    const tab = await openTab();
    actAt(tab.session, 20);
    await settled(tab.keeper);
    const { recording } = tab.session;
    await tab.keeper.forget();
    await settled(tab.keeper);
    expect(tab.session.recording).toEqual(recordingOf('price-drop', 'event-sourced'));
    expect(tab.session.futures.undoLabel).toBeUndefined();
    for (const store of ['branches', 'tabs', 'unreadable'] as const)
      expect(await storedIn(store)).toEqual([]);
    await tab.keeper.bringBack();
    await settled(tab.keeper);
    expect(tab.session.recording).toEqual(recording);
    tab.session.undo();
    expect(tab.session.recording.acts).toEqual([]);
    tab.session.redo();
    await closeTab(tab);
    const again = await openTab();
    expect(again.session.recording).toEqual(recording);
    expect(namesOf(again)).toEqual(['Price drop', 'Ship order: ord-001']);
  });

  it('deletes one’s own scenarios with it, and brings them back', async () => {
    const scenarios = new OwnScenarios(browserLibrary());
    const tab = await openTab({ scenarios });
    const { entry } = await scenarios.add(blankScenario('mine'));
    await tab.keeper.forget();
    expect(scenarios.all).toEqual([]);
    expect(await browserLibrary().all()).toEqual([]);
    await tab.keeper.bringBack();
    expect(scenarios.playable.map(({ id }) => id)).toEqual(['mine']);
    expect(await browserLibrary().all()).toEqual([entry]);
  });

  it.each(['branches', 'scenarios'])('deletes nothing when the browser keeps the %s', async (kept) => {
    const scenarios = new OwnScenarios(browserLibrary());
    const tab = await openTab({ scenarios });
    await scenarios.add(blankScenario('mine'));
    actAt(tab.session, 20);
    await settled(tab.keeper);
    const { recording } = tab.session;
    const clear = Reflect.get<IDBObjectStore, 'clear'>(IDBObjectStore.prototype, 'clear');
    vi.spyOn(IDBObjectStore.prototype, 'clear').mockImplementation(function (this: IDBObjectStore) {
      if (this.name === kept) throw new DOMException('no', 'UnknownError');
      return Reflect.apply(clear, this, []);
    });
    await tab.keeper.forget();
    expect(tab.keeper.status).toBe('unavailable');
    expect(tab.keeper.canBringBack).toBe(false);
    vi.restoreAllMocks();
    expect(tab.session.recording).toEqual(recording);
    expect(await storedIn('branches')).toHaveLength(1);
    expect(await browserLibrary().all()).toHaveLength(1);
  });

  describe('with another tab open', () => {
    /** Two tabs that show one branch; the second has more of its own. */
    async function bothOpen(): Promise<{ readonly a: Tab; readonly b: Tab }> {
      const a = await openTab();
      actAt(a.session, 20);
      await settled(a.keeper);
      const shared = a.session.futures.branch;
      const b = await openTab();
      actAt(b.session, 40, cancel);
      b.session.showBranch(shared.id);
      b.session.rerun({ ...b.session.recording, seed: 6 });
      await settled(b.keeper);
      return { a, b };
    }

    async function expectNothingStored(): Promise<void> {
      for (const store of ['branches', 'tabs', 'unreadable'] as const)
        expect(await storedIn(store)).toEqual([]);
    }

    it('leaves there only what is shown, says so, and stores none of it', async () => {
      const { a, b } = await bothOpen();
      const shown = b.session.futures.branch;
      await a.keeper.forget();
      await settled(a.keeper, b.keeper);
      expect(b.session.futures.branches).toEqual([shown]);
      expect(b.session.futures.undoLabel).toBeUndefined();
      expect(b.keeper.notices.all).toEqual([expect.stringContaining('was deleted in another tab')]);
      b.session.jumpTo(2);
      await settled(b.keeper);
      b.session.chooseScenario('order-shipped');
      await settled(b.keeper);
      b.session.showBranch(shown.id);
      await settled(b.keeper);
      await expectNothingStored();
    });

    it('what is changed there afterwards is kept, with what was shown', async () => {
      const { a, b } = await bothOpen();
      await a.keeper.forget();
      await settled(a.keeper, b.keeper);
      const shown = b.session.futures.branch;
      actAt(b.session, 5, cancel);
      const made = b.session.futures.branch;
      await closeTab(b);
      const again = await openTab({ memory: b.memory });
      expect(again.session.futures.branches).toEqual([shown, made]);
      expect(again.session.recording).toEqual(made.recording);
      again.session.undo();
      expect(again.session.recording).toEqual(shown.recording);
    });

    it('takes away too what that tab wrote before it heard of it', async () => {
      const { a, b } = await bothOpen();
      const heard = Channel.open;
      Channel.open = [];
      await a.keeper.forget();
      b.session.rerun({ ...b.session.recording, seed: 7 });
      await settled(b.keeper);
      expect(await storedIn('tabs')).toHaveLength(1);
      Channel.open = heard;
      new Channel().postMessage('forgotten');
      await settled(b.keeper);
      await expectNothingStored();
    });

    it('what is brought back is there again, and can be changed without a copy', async () => {
      const { a, b } = await bothOpen();
      await a.keeper.forget();
      await settled(a.keeper, b.keeper);
      await a.keeper.bringBack();
      await settled(a.keeper, b.keeper);
      const [kept, shown] = [b.session.futures.branches.at(-1), b.session.futures.branch];
      expect([kept?.recording.acts, shown.recording.acts].flat()).toMatchObject([
        { command: ship },
        { command: cancel },
        { command: ship },
      ]);
      b.session.rerun({ ...b.session.recording, seed: 8 });
      await settled(b.keeper);
      expect([...namesOf(a), ...namesOf(b)].filter((name) => name.endsWith('(copy)'))).toEqual([]);
      expect(await storedSeeds()).toEqual([1, 8]);
    });
  });
});

/** Opens the page where storage refuses: the page does not know more than its status. */
async function openTabThatFails(): Promise<Tab> {
  sessionStorage.clear();
  const session = new Session();
  const keeper = new Keeper(session);
  open.push(keeper);
  await keeper.start();
  return { session, keeper, memory: sessionStorage.getItem(tabKey) };
}
