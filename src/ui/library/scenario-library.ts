import { openDB, type DBSchema, type IDBPDatabase } from 'idb';
import { troubleOf, type Trouble } from '../keeping/trouble';

/** A scenario of a person: JSON that may be unfinished. */
export interface LibraryEntry {
  /** Stays the same whatever the scenario is called. */
  readonly id: string;
  /** The scenario as JSON. */
  readonly text: string;
  /** When it was made, in ms since 1970: the order in which they are listed. */
  readonly madeAt: number;
}

/** Whether something was kept, and if not, why. */
export type KeepResult = { readonly ok: true } | { readonly ok: false; readonly trouble: Trouble };

/** Where a person’s scenarios are kept. */
export interface ScenarioLibrary {
  /** All that is kept; undefined in place of it when the browser does not tell. */
  all(): Promise<readonly LibraryEntry[] | Trouble>;
  put(entry: LibraryEntry): Promise<KeepResult>;
  remove(id: string): Promise<KeepResult>;
  /** Deletes all. @returns what was deleted; why not, when the browser does not do it. */
  takeAll(): Promise<readonly LibraryEntry[] | Trouble>;
  /** Is told when another tab has changed something. @returns ends that. */
  onchange(listener: () => void): () => void;
}

interface Stores extends DBSchema {
  scenarios: { readonly key: string; readonly value: LibraryEntry };
}

/** The library in this browser’s IndexedDB. It is opened when it is first used, and again after it was refused. */
export function browserLibrary(name = 'signalbox-library'): ScenarioLibrary {
  let opening: Promise<IDBPDatabase<Stores>> | undefined;
  let channel: BroadcastChannel | undefined;

  const database = () => {
    opening ??= openDB<Stores>(name, 1, {
      upgrade(fresh) {
        fresh.createObjectStore('scenarios', { keyPath: 'id' });
      },
      terminated() {
        opening = undefined;
      },
    });
    return opening;
  };

  async function change(act: (open: IDBPDatabase<Stores>) => Promise<unknown>): Promise<KeepResult> {
    try {
      await act(await database());
      channel?.postMessage('changed');
      return { ok: true };
    } catch (error) {
      opening = undefined;
      return { ok: false, trouble: troubleOf(error) };
    }
  }

  return {
    async all() {
      try {
        return await (await database()).getAll('scenarios');
      } catch (error) {
        opening = undefined;
        return troubleOf(error);
      }
    },
    put: (entry) => change((open) => open.put('scenarios', entry)),
    remove: (id) => change((open) => open.delete('scenarios', id)),
    async takeAll() {
      let taken: readonly LibraryEntry[] = [];
      const result = await change(async (open) => {
        const { store, done } = open.transaction('scenarios', 'readwrite');
        taken = await store.getAll();
        await Promise.all([store.clear(), done]);
      });
      return result.ok ? taken : result.trouble;
    },
    onchange(listener) {
      if (typeof BroadcastChannel === 'undefined') return () => undefined;
      channel ??= new BroadcastChannel(name);
      channel.addEventListener('message', listener);
      return () => {
        channel?.removeEventListener('message', listener);
      };
    },
  };
}
