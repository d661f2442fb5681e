import { troubleOf, type Trouble } from './trouble';
import { WorkStore } from './work-store';

/** How it stands with keeping. */
export type KeepingStatus = 'loading' | 'kept' | Trouble;

/** Does one thing with the store after another, and says how it stands. After a failure the next one tries again. */
export class Turns {
  #status = $state<KeepingStatus>('loading');
  #store: WorkStore | undefined;
  #queue = Promise.resolve();

  /** Whether the last one did its work, and if not, why. */
  get status(): KeepingStatus {
    return this.#status;
  }

  /** Resolves when all that was asked for so far is done, or has failed. */
  get queue(): Promise<void> {
    return this.#queue;
  }

  /**
   * Does something when all before it is done. Resolves when it is done itself, or has failed.
   * @param begin told when its turn has come, whether or not there is a store.
   */
  take(work: (store: WorkStore) => Promise<void>, begin?: () => void): Promise<void> {
    this.#queue = this.#queue.then(async () => {
      begin?.();
      try {
        this.#store ??= await WorkStore.open(() => (this.#store = undefined));
        await work(this.#store);
        this.#status = 'kept';
      } catch (error) {
        this.#status = troubleOf(error);
        if (this.#status !== 'full') this.close();
      }
    });
    return this.#queue;
  }

  close(): void {
    this.#store?.close();
    this.#store = undefined;
  }
}
