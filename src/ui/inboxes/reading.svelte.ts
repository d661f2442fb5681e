import { createContext } from 'svelte';
import type { Received } from '../../simulation';
import type { Session } from '../session.svelte';

/** Which messages a person at the page has opened, in each run, and whose inbox is shown. */
export class Reading {
  /** Messages that have been opened once. */
  #read = $state.raw<readonly string[]>([]);
  /** Messages that are open now. */
  #open = $state.raw<readonly string[]>([]);
  /** The person whose inbox alone is shown: a `PersonInbox` id; empty for all. */
  person = $state('');

  constructor(private readonly session: Session) {}

  /** How many of the messages that have been received at this step were never opened. */
  get unreadCount(): number {
    const { inbox } = this.session.view;
    // Mostly nothing or little was read, of thousands of messages.
    if (this.#read.length === 0) return inbox.length;
    return inbox.filter((message) => !this.#read.includes(this.#keyOf(message))).length;
  }

  isRead(message: Received): boolean {
    return this.#read.includes(this.#keyOf(message));
  }

  isOpen(message: Received): boolean {
    return this.#open.includes(this.#keyOf(message));
  }

  open(message: Received): void {
    this.person = '';
    const key = this.#keyOf(message);
    this.#read = [...this.#read, key];
    this.#open = [...this.#open, key];
  }

  toggle(message: Received): void {
    const key = this.#keyOf(message);
    this.#read = [...this.#read, key];
    this.#open = this.#open.includes(key) ? this.#open.filter((open) => open !== key) : [...this.#open, key];
  }

  /** The same step of another run is another message. */
  #keyOf({ seq }: Received): string {
    const { scenario, architecture } = this.session.recording;
    return `${typeof scenario === 'string' ? scenario : scenario.id} ${architecture} ${seq}`;
  }
}

/** What has been read, for the whole detail side. */
export const [useReading, provideReading] = createContext<Reading>();
