import { createContext } from 'svelte';
import { SvelteSet } from 'svelte/reactivity';
import type { Received } from '../../simulation';
import type { Session } from '../session.svelte';

/** Which messages a person at the page has opened, in each run, and whose inbox is shown. */
export class Reading {
  /** Messages that have been opened once. */
  readonly #read = new SvelteSet<string>();
  /** Messages that are open now. */
  readonly #open = new SvelteSet<string>();
  /** The person whose inbox alone is shown: a `PersonInbox` id; empty for all. */
  person = $state('');

  constructor(private readonly session: Session) {}

  /** How many of the messages that have been received at this step were never opened. */
  get unreadCount(): number {
    let count = 0;
    for (const message of this.session.view.inbox) if (!this.#read.has(this.#keyOf(message))) count += 1;
    return count;
  }

  isRead(message: Received): boolean {
    return this.#read.has(this.#keyOf(message));
  }

  isOpen(message: Received): boolean {
    return this.#open.has(this.#keyOf(message));
  }

  open(message: Received): void {
    this.person = '';
    this.#read.add(this.#keyOf(message));
    this.#open.add(this.#keyOf(message));
  }

  toggle(message: Received): void {
    const key = this.#keyOf(message);
    this.#read.add(key);
    if (!this.#open.delete(key)) this.#open.add(key);
  }

  /** The same step of another run is another message. */
  #keyOf({ seq }: Received): string {
    const { scenario, architecture } = this.session.recording;
    return `${typeof scenario === 'string' ? scenario : scenario.id} ${architecture} ${seq}`;
  }
}

/** What has been read, for the whole detail side. */
export const [useReading, provideReading] = createContext<Reading>();
