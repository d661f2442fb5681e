import { isUntouchedBranch, merged, type History } from '../../playback/workbook';
import { loadEverything } from '../../simulation';
import { newId, type Futures } from '../futures.svelte';
import type { Session } from '../session.svelte';
import {
  freshAfter,
  isStored,
  onlyShown,
  putEverythingBack,
  takeEverything,
  type Forgotten,
  type Scenarios,
} from './forgetting';
import { readWork } from './kept-work';
import { beginningWith } from './merging';
import { Notices } from './notices.svelte';
import { Seen } from './seen';
import { newTabId, tabId } from './tab';
import { TabNews, type News } from './tab-news';
import { forgottenElsewhere, standBeside, takeIn, type Taken } from './taking-in';
import { Turns, type KeepingStatus } from './turns.svelte';
import type { Unreadable, WorkStore } from './work-store';

/** Playback moves the playhead many times a second: where it stands is kept after so many ms of quiet. */
const quietMs = 400;

/** The person's own scenarios are only there once they are needed. */
const scenariosOfPage = async () => (await import('../library/own-scenarios.svelte')).ownScenarios;

/**
 * Keeps a person's work in this browser: the branches, which all tabs share, and for each tab which one is shown and what can
 * be taken back. Nothing that another tab wrote is overwritten. While the browser does not keep it, work goes on in memory,
 * and each change tries again.
 */
export class Keeper {
  #unreadable = $state.raw<readonly Unreadable[]>([]);
  #forgotten = $state.raw<Forgotten & { readonly history: History; readonly seen: Seen }>();
  readonly #turns = new Turns();
  /** What the person has to know of what other tabs did. */
  readonly notices = new Notices();
  #hasBegun = false;
  #tab = tabId();
  readonly #owner = newId();
  #seen = new Seen();
  /** Ids of branches that other tabs wrote or deleted, and that are not taken in yet. */
  #foreign: readonly string[] = [];
  /** Those that are left as they are, as long as they are shown here. */
  #putOff: readonly string[] = [];
  /** The branch that was left here when another tab deleted everything: it is kept once the person changes something. */
  #left: string | undefined;
  readonly #news = new TabNews();
  readonly #listening = new AbortController();
  /** The work, and where the playhead stood, when both were written last. */
  #settled: History | undefined;
  #settledStep: number | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isUrgent = false;
  #isQueued = false;
  #stopFollowing: (() => void) | undefined;

  /**
   * @param session whose work is kept.
   * @param mayGoElsewhere whether the page may show what was shown last: it was opened without an address of a place.
   * @param scenarios brings the person's own scenarios, which are deleted with everything else.
   */
  constructor(
    private readonly session: Session,
    private readonly mayGoElsewhere = false,
    private readonly scenarios: () => Promise<Scenarios> = scenariosOfPage,
  ) {}

  /** Whether the work is kept now, and if not, why. */
  get status(): KeepingStatus {
    return this.#turns.status;
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
    this.#news.listen((news) => {
      this.#hear(news);
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
    await this.#turns.queue;
    this.#news.close();
    this.#turns.close();
  }

  /** Writes what has changed and takes in what other tabs wrote. Resolves when that is done, or has failed. */
  settle(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isQueued) return this.#turns.queue;
    this.#isQueued = true;
    const isComputing = () => this.#futures.computing !== undefined;
    const settle = async (store: WorkStore) => {
      // A run that is being computed is a change that has not happened yet.
      if (isComputing()) return;
      if (!this.#hasBegun) await this.#begin(store);
      // If one has begun meanwhile, the kept branches are not here before it is there; that does not mean they are deleted.
      if (isComputing()) return;
      await this.#takeIn(store);
      await this.#write(store);
    };
    return this.#turns.take(settle, () => {
      this.#isQueued = false;
    });
  }

  /**
   * Deletes everything that is kept, own scenarios too, in this browser and on the page. Until the page is left it can be
   * brought back.
   */
  forget(): Promise<void> {
    return this.#turns.take(async (store) => {
      const forgotten = await takeEverything(store, await this.scenarios());
      const { history } = this.#futures;
      this.#forgotten = { ...forgotten, history, seen: this.#seen };
      this.#knowNothing();
      this.#news.tell('forgotten');
      this.session.resume(freshAfter(history), 0);
    });
  }

  /** Brings back what was deleted; what was made since stays. */
  bringBack(): Promise<void> {
    return this.#turns.take(async (store) => {
      const forgotten = this.#forgotten;
      if (forgotten === undefined) return;
      await putEverythingBack(store, await this.scenarios(), forgotten);
      const { branches, unreadable } = forgotten.everything;
      this.#forgotten = undefined;
      this.#seen.include(forgotten.seen);
      this.#unreadable = [...this.#unreadable, ...unreadable];
      const made = this.#futures.branches.filter((made) => !isUntouchedBranch(made));
      this.session.resume(merged(forgotten.history, made), 0);
      this.#news.tell(branches.map(({ id }) => id));
      this.#foreign = [...this.#foreign, ...branches.map(({ id }) => id)];
      await this.#takeIn(store);
    });
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
    if (this.#left !== undefined) {
      if (isStored(history, this.#seen)) return;
      if (this.#seen.revisionOf(this.#left) < 0) this.#seen.forget(this.#left);
      this.#left = undefined;
    }
    const ids = branches.map(({ id }) => id);
    const put = this.#seen.unsavedOf(branches);
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
    this.#news.tell([...revisions.keys(), ...gone]);
    for (const stored of newer) {
      this.#amend((history) => standBeside(history, this.#seen, stored));
    }
    if (isTabTaken) {
      this.#tab = newTabId();
      void this.settle();
    }
  }

  #hear(news: News): void {
    if (news === 'forgotten') void this.#turns.take((store) => this.#letGo(store));
    else {
      this.#foreign = [...this.#foreign, ...news];
      void this.settle();
    }
  }

  /** Another tab deleted everything: only what is shown stays here, and that is not kept. */
  async #letGo(store: WorkStore): Promise<void> {
    if (!this.#hasBegun) return;
    // What this one wrote before it heard of it goes too.
    const { ids: gone, revisions: known } = this.#seen;
    await store.write({ put: [], gone, known, tab: this.#tab, owner: this.#owner, memory: undefined });
    this.#knowNothing();
    this.#amend((history) => {
      const alone = onlyShown(history, this.#seen);
      this.#left = alone.workbook.current;
      return { history: alone, notice: forgottenElsewhere };
    });
  }

  #knowNothing(): void {
    this.#seen = new Seen();
    this.#unreadable = [];
    this.#foreign = [];
    this.#putOff = [];
  }

  get #futures(): Futures {
    return this.session.futures;
  }

  /** Puts other branches around the one that is shown, which stays as it is. @param id the one that is taken in. */
  #amend(take: (history: History) => Taken, id?: string): void {
    this.#futures.amend((history) => {
      const taken = take(history);
      if (taken.notice !== undefined) this.notices.add(taken.notice);
      if (taken.isPutOff && id !== undefined) this.#putOff = [...this.#putOff, id];
      return taken.history;
    });
  }
}
