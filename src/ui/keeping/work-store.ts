import { openDB, type DBSchema, type IDBPDatabase, type IDBPObjectStore, type IDBPTransaction } from 'idb';
import type { Branch, History } from '../../playback/workbook';

/** A branch as it lies in the browser. The revision goes up each time a tab writes it. */
export interface StoredBranch {
  readonly id: string;
  readonly revision: number;
  /** When it was kept first, in ms since 1970; says which is older. */
  readonly since: number;
  /** What it is: a `Branch`, if it is whole. */
  readonly branch: unknown;
}

/** Where a tab was, and what it can take back. */
export interface StoredTab {
  readonly tab: string;
  /** The page that writes it: two pages that mean the same tab (a tab was duplicated) find out by this. */
  readonly owner: string;
  /** ms since 1970. */
  readonly seenAt: number;
  readonly step: number;
  /** The revision that this tab knows of each branch; a negative one was deleted elsewhere. */
  readonly revisions: { readonly [branch: string]: number };
  /** A `History`, if it is whole. */
  readonly history: unknown;
}

/** Something that this version cannot read. It is kept as it was found. */
export interface Unreadable {
  readonly from: 'branches' | 'tabs';
  readonly why: string;
  readonly stored: StoredBranch | StoredTab;
}

/** What one tab wants to be written, all of it or nothing. */
export interface Writing {
  readonly put: readonly Branch[];
  /** Ids of branches that the person deleted. */
  readonly gone: readonly string[];
  /** The revision of each branch that the tab has seen stored. */
  readonly known: ReadonlyMap<string, number>;
  readonly tab: string;
  readonly owner: string;
  /** What the tab has to remember; undefined when there is nothing. */
  readonly memory: { readonly step: number; readonly history: History } | undefined;
}

/** What became of it. */
export interface Written {
  /** New revisions of what was put. */
  readonly revisions: ReadonlyMap<string, number>;
  /** Branches that another tab has written meanwhile; they were left as they are. */
  readonly newer: readonly StoredBranch[];
  /** Another page goes on with this tab's record, so that it was not written. */
  readonly isTabTaken: boolean;
}

/** All that is kept, to be put back as it was. */
export interface Everything {
  readonly branches: readonly StoredBranch[];
  readonly tabs: readonly StoredTab[];
  readonly unreadable: readonly Unreadable[];
}

interface WorkSchema extends DBSchema {
  branches: { key: string; value: StoredBranch };
  tabs: { key: string; value: StoredTab; indexes: { seenAt: number } };
  unreadable: { key: number; value: Unreadable };
}

const databaseName = 'signalbox-work';
const version = 1;
/** Tabs that are remembered, those seen last. */
const mostTabs = 20;
/** So long an old page of another tab may take to make way. */
const patienceMs = 4000;
type Stores = ('branches' | 'tabs' | 'unreadable')[];
const stores: Stores = ['branches', 'tabs', 'unreadable'];

type WholeWriting = IDBPTransaction<WorkSchema, Stores, 'readwrite'>;
type TabsStore = IDBPObjectStore<WorkSchema, Stores, 'tabs', 'readwrite'>;

/** The person's work in this browser's IndexedDB. Every method may throw what the browser throws. */
export class WorkStore {
  private constructor(private readonly database: IDBPDatabase<WorkSchema>) {}

  /** Opens it. @param onLost told when the browser closes it, or when a newer page needs it closed. */
  static async open(onLost: () => void): Promise<WorkStore> {
    let isGivenUp = false;
    const opening = openDB<WorkSchema>(databaseName, version, {
      upgrade: (database) => {
        database.createObjectStore('branches', { keyPath: 'id' });
        database.createObjectStore('tabs', { keyPath: 'tab' }).createIndex('seenAt', 'seenAt');
        database.createObjectStore('unreadable', { autoIncrement: true });
      },
      blocking: (_current, _wanted, event) => {
        (event.target as IDBDatabase).close();
        onLost();
      },
      terminated: onLost,
    });
    const blocked = new Promise<never>((_, reject) => {
      setTimeout(() => {
        isGivenUp = true;
        reject(new DOMException('The database did not open.', 'TimeoutError'));
      }, patienceMs);
    });
    // One that opens after all, when nobody waits for it any more, must not stand in another page's way.
    void opening.then(
      (late) => {
        if (isGivenUp) late.close();
      },
      () => undefined,
    );
    return new WorkStore(await Promise.race([opening, blocked]));
  }

  /** Everything that is kept: branches from old to new, tabs with the one that was seen last at the end. */
  async readAll(): Promise<Everything> {
    return readFrom(this.database.transaction(stores));
  }

  /** Branches by their ids; undefined for those that are not there. */
  async readBranches(ids: readonly string[]): Promise<readonly (StoredBranch | undefined)[]> {
    const { store } = this.database.transaction('branches');
    return Promise.all(ids.map((id) => store.get(id)));
  }

  /** Writes what one tab made. Nothing that another tab wrote meanwhile is overwritten or deleted. */
  async write(wanted: Writing): Promise<Written> {
    return this.#inOneGo(async (writing) => {
      const branches = writing.objectStore('branches');
      const revisions = new Map<string, number>();
      const newer: StoredBranch[] = [];
      for (const [index, branch] of wanted.put.entries()) {
        const known = wanted.known.get(branch.id) ?? 0;
        const stored = await branches.get(branch.id);
        if (stored !== undefined && stored.revision > known) newer.push(stored);
        else {
          const revision = Math.max(known, 0) + 1;
          const since = stored?.since ?? Date.now() + index / wanted.put.length;
          await branches.put({ id: branch.id, revision, since, branch });
          revisions.set(branch.id, revision);
        }
      }
      for (const id of wanted.gone) {
        const stored = await branches.get(id);
        if (stored !== undefined && stored.revision > (wanted.known.get(id) ?? 0)) newer.push(stored);
        else await branches.delete(id);
      }
      const isTabTaken = !(await writeTab(writing.objectStore('tabs'), wanted, revisions));
      return { revisions, newer, isTabTaken };
    });
  }

  /** Takes possession of a tab's record, so that another page that means the same tab finds out. */
  async claimTab(tab: string, owner: string): Promise<void> {
    await this.#inOneGo(async (writing) => {
      const tabs = writing.objectStore('tabs');
      const record = await tabs.get(tab);
      if (record !== undefined) await tabs.put({ ...record, owner });
    });
  }

  /** Moves what cannot be read out of the way, and what can be read again back. */
  async setAside(unreadable: readonly Unreadable[], readable: readonly StoredBranch[]): Promise<void> {
    await this.#inOneGo(async (writing) => {
      const aside = writing.objectStore('unreadable');
      await aside.clear();
      for (const found of unreadable) {
        await aside.put(found);
        if ('id' in found.stored) await writing.objectStore('branches').delete(found.stored.id);
        else await writing.objectStore('tabs').delete(found.stored.tab);
      }
      for (const branch of readable) await writing.objectStore('branches').put(branch);
    });
  }

  /** Puts other things in place of all that is kept. @returns what was kept before. */
  async replaceAll(by: (kept: Everything) => Everything): Promise<Everything> {
    return this.#inOneGo(async (writing) => {
      const kept = await readFrom(writing);
      const { branches, tabs, unreadable } = by(kept);
      for (const name of stores) await writing.objectStore(name).clear();
      for (const branch of branches) await writing.objectStore('branches').put(branch);
      for (const tab of tabs) await writing.objectStore('tabs').put(tab);
      for (const found of unreadable) await writing.objectStore('unreadable').put(found);
      return kept;
    });
  }

  close(): void {
    this.database.close();
  }

  /** Does all of the work, or when some of it fails nothing. */
  async #inOneGo<Answer>(work: (writing: WholeWriting) => Promise<Answer>): Promise<Answer> {
    const writing = this.database.transaction(stores, 'readwrite');
    // It is waited for below; a failure before that is told by the work.
    writing.done.catch(() => undefined);
    try {
      const answer = await work(writing);
      await writing.done;
      return answer;
    } catch (error) {
      try {
        writing.abort();
      } catch {
        // It has ended by itself.
      }
      throw error;
    }
  }
}

async function readFrom(
  reading: IDBPTransaction<WorkSchema, Stores, 'readonly' | 'readwrite'>,
): Promise<Everything> {
  const [branches, tabs, unreadable] = await Promise.all([
    reading.objectStore('branches').getAll(),
    reading.objectStore('tabs').index('seenAt').getAll(),
    reading.objectStore('unreadable').getAll(),
  ]);
  return { branches: branches.sort((a, b) => a.since - b.since), tabs, unreadable };
}

/** Writes a tab's record. @returns false when another page goes on with it. */
async function writeTab(
  tabs: TabsStore,
  { tab, owner, memory, known }: Writing,
  revisions: ReadonlyMap<string, number>,
): Promise<boolean> {
  const record = await tabs.get(tab);
  if (record !== undefined && record.owner !== owner) return false;
  if (memory === undefined) {
    await tabs.delete(tab);
    return true;
  }
  const seen = Object.fromEntries([...known, ...revisions]);
  await tabs.put({ ...memory, tab, owner, seenAt: Date.now(), revisions: seen });
  const oldest = await tabs.index('seenAt').getAllKeys();
  for (const key of oldest.slice(0, -mostTabs)) await tabs.delete(key);
  return true;
}
