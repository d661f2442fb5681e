import { Workbox } from 'workbox-window';

type Worker = Pick<Workbox, 'register' | 'addEventListener' | 'messageSkipWaiting'>;

/** The page as it is kept for working offline: whether a newer one waits. */
export class NewVersion {
  #isWaiting = $state(false);
  #isWanted = false;
  #hasTakenOver = false;

  /**
   * @param onReady told once, when the page has been kept for the first time.
   * @param reload loads the page anew.
   * @param workbox what talks to the service worker.
   */
  constructor(
    private readonly onReady: () => void,
    private readonly reload: () => void,
    private readonly workbox: Worker = new Workbox('./sw.js', { scope: './' }),
  ) {}

  /** Whether a newer page has been fetched and waits for this one to be left. */
  get isWaiting(): boolean {
    return this.#isWaiting;
  }

  /** Has the browser keep the page. Where it does not want to, the page works as long as there is a network. */
  async register(): Promise<void> {
    this.workbox.addEventListener('installed', ({ isUpdate }) => {
      if (!isUpdate) this.onReady();
    });
    this.workbox.addEventListener('waiting', () => {
      this.#isWaiting = true;
    });
    // The newer page has taken over: this tab asked for it, or another one did.
    this.workbox.addEventListener('controlling', ({ isUpdate }) => {
      this.#hasTakenOver = true;
      if (this.#isWanted) this.reload();
      else if (isUpdate) this.#isWaiting = true;
    });
    await this.workbox.register().catch(() => undefined);
  }

  /** Leaves this page for the newer one. */
  use(): void {
    this.#isWanted = true;
    if (this.#hasTakenOver) this.reload();
    else this.workbox.messageSkipWaiting();
  }
}
