import type { Lost, Travelling } from '../../simulation';
import type { Flight } from './spans';

/** Reads what goes between the nodes of a run. */
export class FlightReading {
  readonly #flights: Flight[] = [];
  /** The place of each in the list, by `seq`. */
  readonly #places = new Map<number, number>();
  /** The request that each reply answers. */
  readonly #requests = new Map<number, number>();

  /** In the order of departure. */
  get all(): readonly Flight[] {
    return this.#flights;
  }

  /** When the last one arrives that does, in ms; 0 when none does. */
  get lastArrivalAt(): number {
    return this.#flights.reduce(
      (last, { arrivesAt, lostBy }) => (lostBy === undefined ? Math.max(last, arrivesAt) : last),
      0,
    );
  }

  depart(travelling: Travelling): void {
    const { seq, node, to, at, arrivesAt, name, flow, kind } = travelling;
    const form = kind === 'query' || kind === 'reply' ? kind : travelling.form;
    this.#places.set(seq, this.#flights.length);
    this.#flights.push({ seq, node, to, at, arrivesAt, name, flow, form, lostBy: undefined });
    if (kind === 'reply') this.#requests.set(seq, travelling.request);
  }

  /** Something will not arrive. @returns the request that it would have answered; undefined when it is no answer. */
  lose({ seq, message }: Lost): number | undefined {
    const place = this.#places.get(message);
    const flight = place === undefined ? undefined : this.#flights[place];
    if (place !== undefined && flight !== undefined) this.#flights[place] = { ...flight, lostBy: seq };
    return this.#requests.get(message);
  }
}
