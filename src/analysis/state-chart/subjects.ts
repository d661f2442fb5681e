import type { NodeId } from '../../simulation';
import { factsOf, textOf } from '../facts';
import type { Names } from '../names';
import { bornAt, consumerOf, type Life, type Lives } from './life';
import { channelWord, counted, customerWord, sentence, spaced } from '../words';

/** What a state chart can be shown for. */
export interface Subject {
  /** Its own: `notification ntf-1`, `all notification`, `to analytics`. */
  readonly key: string;
  readonly machine: string;
  /** Undefined for several together. */
  readonly id: string | undefined;
  /** Of deliveries to one consumer together: its node. */
  readonly consumer: NodeId | undefined;
  readonly title: string;
  /** What tells it from others: its id, whose it is. */
  readonly detail: string;
  /** The step at which it comes into being, or the first of several does; 0 if it is there from the beginning. */
  readonly since: number;
}

/** Subjects of a kind that were found. */
export interface SubjectGroup {
  readonly machine: string;
  readonly title: string;
  readonly subjects: readonly Subject[];
  /** How many more were found than are listed. */
  readonly moreCount: number;
}

/** What the charts are of, in the order in which people look for them. */
const kinds: readonly Kind[] = [
  { machine: 'notification', title: 'Notifications', one: 'notification' },
  { machine: 'order', title: 'Orders', one: 'order' },
  { machine: 'order-completion', title: 'Completion of orders', one: 'order’s completion' },
  { machine: 'delivery', title: 'Deliveries to consumers', one: 'delivery' },
];

interface Kind {
  readonly machine: string;
  readonly title: string;
  readonly one: string;
}

/** What the chart of a machine is the chart of: `the life of a notification`. */
export function kindTitle(machine: string): string {
  return kinds.find((kind) => kind.machine === machine)?.title ?? sentence(spaced(machine));
}

/** Everything in a run that a chart can be shown for. Its words are made once, when they are first looked for. */
export class Subjects {
  readonly #together: readonly Subject[];
  #ones: readonly Subject[] | undefined;

  constructor(
    private readonly lives: Lives,
    private readonly names: Names,
    /** Whose orders they are that are there when the run begins, by id. */
    private readonly customerOf: ReadonlyMap<string, string> = new Map(),
  ) {
    this.#together = kinds.flatMap((kind) => this.#togetherOf(kind));
  }

  /** Those of several entities: all of a kind, whether there are any or not, and all deliveries to each consumer. */
  get together(): readonly Subject[] {
    return this.#together;
  }

  /** Undefined for what this run does not have, or what has no chart. */
  of(machine: string, id: string): Subject | undefined {
    const life = this.lives.of(machine, id);
    return life === undefined ? undefined : this.#subjectOf(life);
  }

  /** Undefined for a node that no delivery is kept track of for. */
  toConsumer(node: NodeId): Subject | undefined {
    return this.#together.find(({ consumer }) => consumer === node);
  }

  /**
   * Those that have all words of a text in their title, id, or kind, by kind: what exists at the step before what comes
   * later, the newest first.
   * @param mostListed of a kind.
   */
  find(text: string, step: number, mostListed: number): readonly SubjectGroup[] {
    const words = text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '');
    this.#ones ??= this.lives.all.map((life) => this.#subjectOf(life));
    const found = [...this.#together, ...this.#ones].filter(({ machine, title, detail }) => {
      const within = `${title} ${detail} ${kindTitle(machine)}`.toLowerCase();
      return words.every((word) => within.includes(word));
    });
    return kinds.flatMap(({ machine, title }) => {
      const ofKind = found.filter((subject) => subject.machine === machine);
      if (ofKind.length === 0) return [];
      const together = ofKind.filter(({ id }) => id === undefined);
      const ones = ofKind.filter(({ id }) => id !== undefined);
      const present = ones.filter(({ since }) => since <= step).reverse();
      const later = ones.filter(({ since }) => since > step);
      const subjects = [...together, ...present, ...later].slice(0, mostListed);
      return [{ machine, title, subjects, moreCount: ofKind.length - subjects.length }];
    });
  }

  #togetherOf({ machine, one }: Kind): readonly Subject[] {
    const members = this.lives.all.filter((life) => life.machine === machine);
    const plural = one === 'delivery' ? 'deliveries' : `${one}s`;
    const all: Subject = {
      key: `all ${machine}`,
      machine,
      id: undefined,
      consumer: undefined,
      title: machine === 'order-completion' ? 'All orders’ completion' : `All ${plural}`,
      detail: members.length === 0 ? 'None in this run' : `${members.length} in this run`,
      since: firstOf(members),
    };
    if (machine !== 'delivery') return [all];
    const toEach = this.lives.consumers.map((consumer): Subject => {
      const own = members.filter((life) => consumerOf(life) === consumer);
      return {
        ...all,
        key: `to ${consumer}`,
        consumer,
        title: `All deliveries to ${this.names.nodeTitle(consumer)}`,
        detail: `${counted(own.length, 'event')} in this run`,
        since: firstOf(own),
      };
    });
    return [all, ...toEach];
  }

  #subjectOf(life: Life): Subject {
    const { machine, id = '' } = life;
    return {
      key: `${machine} ${id}`,
      machine,
      id,
      consumer: undefined,
      ...this.#wordsFor(life, id),
      since: bornAt(life),
    };
  }

  #wordsFor(life: Life, id: string): Pick<Subject, 'title' | 'detail'> {
    const facts = life.changes[0]?.facts ?? {};
    switch (life.machine) {
      case 'notification': {
        const type = spaced(textOf(facts['type']) ?? 'notification');
        const recipient = textOf(facts['recipient']) ?? '';
        const whose =
          textOf(facts['customerId']) === undefined
            ? this.names.recipientName(recipient)
            : customerWord(facts['customerId'], this.names);
        return {
          title: `${sentence(type)} by ${channelWord(textOf(facts['channel']) ?? '')}, for ${whose}`,
          detail: id,
        };
      }
      case 'delivery': {
        const consumer = this.names.nodeTitle(consumerOf(life) ?? '');
        return { title: `${textOf(facts['eventType']) ?? 'Event'} to ${consumer}`, detail: id };
      }
      case 'order-completion':
        return { title: `Order ${id}, completion`, detail: 'Whether every line item has shipped' };
      default: {
        const customerId = this.customerOf.get(id) ?? factsOf(facts['order'])['customerId'];
        return { title: `Order ${id}`, detail: `Status, ${customerWord(customerId, this.names)}` };
      }
    }
  }
}

function firstOf(lives: readonly Life[]): number {
  return lives
    .map(bornAt)
    .reduce((first, at) => Math.min(first, at), lives[0] === undefined ? 0 : bornAt(lives[0]));
}
