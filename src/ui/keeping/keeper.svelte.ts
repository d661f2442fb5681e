import { isUntouched, isUntouchedBranch, merged, type History } from '../../playback/workbook';
import { loadEverything, openingScenario, recordingOf, scenarioOf } from '../../simulation';
import { newId, type Futures } from '../futures.svelte';
import type { Session } from '../session.svelte';
import { readWork } from './kept-work';
import { beginningWith } from './merging';
import { Seen } from './seen';
import { newTabId, tabId } from './tab';
import { standBeside, takeIn, type Taken } from './taking-in';
import { troubleOf, type Trouble } from './trouble';
import { WorkStore, type Everything, type Unreadable } from './work-store';

/** How it stands with keeping. */
export type KeepingStatus = 'loading' | 'kept' | Trouble;

/** Playback moves the playhead many times a second: where it stands is kept after so many ms of quiet. */
const quietMs = 400;

/**
 * Keeps a person's work in this browser: the branches, which all tabs share, and for each tab which one is shown and what can
 * be taken back. Nothing that another tab wrote is overwritten. While the browser does not keep it, work goes on in memory,
 * and each change tries again.
 */
export class Keeper {
  #status = $state<KeepingStatus>('loading');
  #unreadable = $state.raw<readonly Unreadable[]>([]);
  #forgotten = $state.raw<{ readonly history: History; readonly everything: Everything }>();
  #store: WorkStore | undefined;
  #hasBegun = false;
  #hasAskedToPersist = false;
  #tab = tabId();
  readonly #owner = newId();
  readonly #seen = new Seen();
  /** Ids of branches that other tabs wrote or deleted, and that are not taken in yet. */
  #foreign: readonly string[] = [];
  /** Those that are left as they are, as long as they are shown here. */
  #putOff: readonly string[] = [];
  readonly #channel =
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel('signalbox-work');
  readonly #listening = new AbortController();
  /** The work, and where the playhead stood, when both were written last. */
  #settled: History | undefined;
  #settledStep: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isUrgent = false;
  #queue = Promise.resolve();
  #isQueued = false;
  #stopFollowing: (() => void) | undefined;

  /**
   * @param session whose work is kept.
   * @param mayGoElsewhere whether the page may show what was shown last: it was opened without an address of a place.
   */
  constructor(
    private readonly session: Session,
    private readonly mayGoElsewhere = false,
  ) {}

  /** Whether the work is kept now, and if not, why. */
  get status(): KeepingStatus {
    return this.#status;
  }

  /** What was kept and cannot be read by this version; it was set aside. */
  get unreadable(): readonly Unreadable[] {
    return this.#unreadable;
  }

  /** Whether everything was deleted and can still be brought back. */
  get canBringBack(): boolean {
    return this.#forgotten !== undefined;
  }

  /** Brings what was kept, and follows the session from then on. */
  async start(): Promise<void> {
    await loadEverything();
    this.#channel?.addEventListener('message', ({ data }: MessageEvent<readonly string[]>) => {
      this.#foreign = [...this.#foreign, ...data];
      void this.settle();
    });
    const settleNow = () => {
      if (this.#timer !== undefined) void this.settle();
    };
    addEventListener('pagehide', settleNow, this.#listening);
    document.addEventListener('visibilitychange', settleNow, this.#listening);
    await this.settle();
    this.#stopFollowing = $effect.root(() => {
      const { session } = this;
      // Talk to the browser's storage: what the person makes is kept at once, and soon where the playhead stands.
      $effect(() => {
        const { history, computing } = session.futures;
        if (history !== this.#settled && computing === undefined) this.#settleIn(0);
      });
      $effect(() => {
        if (session.step !== this.#settledStep && !session.playing) this.#settleIn(quietMs);
      });
    });
  }

  #settleIn(ms: number): void {
    // What is to be kept at once does not wait for the quiet after it.
    if (this.#isUrgent && this.#timer !== undefined) return;
    this.#isUrgent = ms === 0;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.settle(), ms);
  }

  /** Follows the session no more. */
  async stop(): Promise<void> {
    this.#stopFollowing?.();
    this.#listening.abort();
    if (this.#timer !== undefined) void this.settle();
    await this.#queue;
    this.#channel?.close();
    this.#store?.close();
  }

  /** Writes what has changed and takes in what other tabs wrote. Resolves when that is done, or has failed. */
  settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isQueued) return this.#queue;
    this.#isQueued = true;
    return this.#inTurn(async (store) => {
      this.#isQueued = false;
      // A run that is being computed is a change that has not happened yet.
      if (this.#futures.computing !== undefined) return;
      if (!this.#hasBegun) await this.#begin(store);
      await this.#takeIn(store);
      await this.#write(store);
    });
  }

  /** Deletes everything that is kept, in this browser and on the page. Until the page is left it can be brought back. */
  forget(): Promise<void> {
    return this.#inTurn(async (store) => {
      const { history, branch } = this.#futures;
      const { recording } = branch;
      const everything = await store.replaceAll(() => ({ branches: [], tabs: [], unreadable: [] }));
      this.#forgotten = { history, everything };
      this.#seen.clear();
      this.#unreadable = [];
      this.#tell(everything.branches.map(({ id }) => id));
      const fresh = recordingOf(openingScenario, recording.architecture);
      const shown = isUntouched(recording)
        ? { id: branch.id, name: branch.name, recording }
        : { id: newId(), name: scenarioOf(fresh)?.title ?? '', recording: fresh };
      this.session.resume({ workbook: { branches: [shown], current: shown.id }, done: [], undone: [] }, 0);
    });
  }

  /** Brings back what was deleted; what was made since stays. */
  bringBack(): Promise<void> {
    return this.#inTurn(async (store) => {
      const forgotten = this.#forgotten;
      if (forgotten === undefined) return;
      const { branches, tabs, unreadable } = forgotten.everything;
      await store.replaceAll((now) => ({
        branches: [...branches, ...now.branches],
        tabs: [...tabs, ...now.tabs],
        unreadable: [...unreadable, ...now.unreadable],
      }));
      this.#forgotten = undefined;
      this.#unreadable = [...this.#unreadable, ...unreadable];
      const made = this.#futures.branches.filter((made) => !isUntouchedBranch(made));
      this.session.resume(merged(forgotten.history, made), 0);
      this.#tell(branches.map(({ id }) => id));
      this.#foreign = [...this.#foreign, ...branches.map(({ id }) => id)];
      await this.#takeIn(store);
    });
  }

  /** Does one thing with the store after another, and says how it stands. */
  #inTurn(work: (store: WorkStore) => Promise<void>): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      try {
        this.#store ??= await WorkStore.open(() => (this.#store = undefined));
        await work(this.#store);
        this.#status = 'kept';
      } catch (error) {
        this.#isQueued = false;
        this.#status = troubleOf(error);
        if (this.#status !== 'full') {
          this.#store?.close();
          this.#store = undefined;
        }
      }
    });
    return this.#queue;
  }

  async #begin(store: WorkStore): Promise<void> {
    const everything = await store.readAll();
    const kept = await readWork(everything, this.#tab);
    await store.claimTab(this.#tab, this.#owner);
    if (kept.unreadable.length !== everything.unreadable.length || kept.readableAgain.length > 0)
      await store.setAside(kept.unreadable, kept.readableAgain);
    this.#unreadable = kept.unreadable;
    for (const { branch, revision } of kept.branches) this.#seen.remember(branch, revision);
    this.#hasBegun = true;
    const { session } = this;
    const isIdle = session.step === 0 && !session.playing;
    const begin = (history: History) => beginningWith(history, kept, this.mayGoElsewhere && isIdle);
    const { here, elsewhere } = begin(this.#futures.history);
    if (elsewhere !== undefined && this.#futures.computing === undefined)
      session.resume(elsewhere.history, elsewhere.step);
    else this.#amend((history) => ({ history: begin(history).here }));
    for (const branch of here.workbook.branches) {
      const wasStored = kept.tab?.revisions[branch.id] !== undefined;
      if (wasStored && !this.#seen.has(branch.id)) this.#seen.rememberDeleted(branch);
    }
  }

  /** Takes in what other tabs did to branches. */
  async #takeIn(store: WorkStore): Promise<void> {
    const { current } = this.#futures.history.workbook;
    const others = this.#putOff.filter((id) => id !== current && !this.#foreign.includes(id));
    const ids = [...this.#foreign, ...others];
    if (ids.length === 0) return;
    const stored = await store.readBranches(ids);
    if (this.#futures.computing !== undefined) return;
    this.#foreign = this.#foreign.filter((id) => !ids.includes(id));
    this.#putOff = this.#putOff.filter((id) => !ids.includes(id));
    for (const [index, id] of ids.entries()) {
      this.#amend((history) => takeIn(history, this.#seen, id, stored[index]), id);
    }
  }

  async #write(store: WorkStore): Promise<void> {
    const { history, branches } = this.#futures;
    const { step } = this.session;
    const ids = branches.map(({ id }) => id);
    const put = branches.filter((branch) => this.#seen.isUnsaved(branch));
    const gone = this.#seen.ids.filter((id) => !ids.includes(id));
    const isWork = ids.length > 1 || history.done.length > 0 || this.#seen.ids.length > 0 || put.length > 0;
    const { revisions, newer, isTabTaken } = await store.write({
      put,
      gone,
      known: this.#seen.revisions,
      tab: this.#tab,
      owner: this.#owner,
      memory: isWork ? { step, history } : undefined,
    });
    this.#settled = history;
    this.#settledStep = step;
    for (const branch of put) {
      const revision = revisions.get(branch.id);
      if (revision !== undefined) this.#seen.remember(branch, revision);
    }
    for (const id of gone) this.#seen.forget(id);
    this.#tell([...revisions.keys(), ...gone]);
    if (put.length > 0) this.#askToPersist();
    for (const stored of newer) {
      this.#amend((history) => standBeside(history, this.#seen, stored));
    }
    if (isTabTaken) {
      this.#tab = newTabId();
      void this.settle();
    }
  }

  get #futures(): Futures {
    return this.session.futures;
  }

  /** Puts other branches around the one that is shown, which stays as it is. @param id the one that is taken in. */
  #amend(take: (history: History) => Taken, id?: string): void {
    this.#futures.amend((history) => {
      const taken = take(history);
      if (taken.notice !== undefined) this.session.notify(taken.notice);
      if (taken.isPutOff && id !== undefined) this.#putOff = [...this.#putOff, id];
      return taken.history;
    });
  }

  #tell(ids: readonly string[]): void {
    if (ids.length > 0) this.#channel?.postMessage(ids);
  }

  /** The browser may clear storage when it runs short of it, unless it is asked not to. */
  #askToPersist(): void {
    if (this.#hasAskedToPersist || !('storage' in navigator)) return;
    this.#hasAskedToPersist = true;
    void navigator.storage.persist().catch(() => undefined);
  }
}
