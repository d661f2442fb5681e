import { DomainError } from '../engine/process';
import type { Category, CustomerChannel, Segment, SegmentRule } from '../shop/models';
import { notificationTypes } from './notification-types';
import type { Template } from './template';
import type { Trigger } from './triggers';
import type { TypeRow } from './type-rows';

/** What all kinds of notification have. */
interface AnyType {
  readonly name: string;
  readonly trigger: Trigger;
  /** How long after that moment it is sent. */
  readonly delayMs: number;
  readonly template: Template;
}

/** A kind of notification to the customer whom the news concerns. */
export interface CustomerNotificationType extends AnyType {
  readonly audience: 'customer';
  readonly category: Category;
  readonly channels: readonly CustomerChannel[];
  /** Whether it is for some segments only: the store knows for which. */
  readonly isRestricted: boolean;
  /** The segments that the type itself is for, whoever asks for it; undefined: all, or as the shop’s table says. */
  readonly segments: readonly Segment[] | undefined;
}

/** A kind of notification to the warehouse: it goes to the mailbox there, and nobody's preferences rule it. */
export interface InternalNotificationType extends AnyType {
  readonly audience: 'internal';
  readonly channels: readonly ['mailbox'];
}

export type NotificationType = CustomerNotificationType | InternalNotificationType;

/** The kinds of notification that ship, as rows that others may be put over. */
export const shippedTypeRows: readonly TypeRow[] = Object.entries(notificationTypes).map(([name, type]) => ({
  name,
  ...type,
}));

/** The kinds of notification of a run, by name and by the moment at which they are told. */
export class NotificationTypes {
  readonly #byName: ReadonlyMap<string, NotificationType>;
  readonly #byTrigger = new Map<Trigger, NotificationType[]>();

  /**
   * @param rows whole ones (`typeRowProblems` finds what is missing).
   * @param segments which segments may get a type; one that is not listed is for all.
   */
  constructor(rows: readonly TypeRow[] = shippedTypeRows, segments: readonly SegmentRule[] = []) {
    const restricted = new Set(segments.map(({ notificationType }) => notificationType));
    const types = rows.map((row) => wholeType(row, restricted.has(row.name)));
    this.#byName = new Map(types.map((type) => [type.name, type]));
    for (const type of types) {
      const told = this.#byTrigger.get(type.trigger);
      if (told === undefined) this.#byTrigger.set(type.trigger, [type]);
      else told.push(type);
    }
  }

  /** What is told at a moment, in the order of the rows. */
  toldOf(trigger: Trigger): readonly NotificationType[] {
    return this.#byTrigger.get(trigger) ?? [];
  }

  /**
   * The kind of notification of that name.
   * @throws DomainError UnknownNotificationType.
   */
  require(name: string): NotificationType {
    const type = this.#byName.get(name);
    if (type !== undefined) return type;
    throw new DomainError('UnknownNotificationType', `type: there is no notification type “${name}”`);
  }

  /**
   * The kind of notification to customers of that name.
   * @throws DomainError UnknownNotificationType, also for a kind that goes to the warehouse.
   */
  requireCustomerType(name: string): CustomerNotificationType {
    const type = this.require(name);
    if (type.audience === 'customer') return type;
    throw new DomainError(
      'UnknownNotificationType',
      `type: “${name}” goes to the warehouse; customers do not get it`,
    );
  }
}

/** When something of that kind is sent, in simulated ms; undefined: at once. @param now the moment at which it is told. */
export function dueAt({ delayMs }: Pick<NotificationType, 'delayMs'>, now: number): number | undefined {
  return delayMs === 0 ? undefined : now + delayMs;
}

/**
 * A whole row as a kind of notification: what goes to the warehouse goes to its mailbox.
 * @param isRestricted whether it is for some segments only.
 */
export function wholeType(row: TypeRow, isRestricted: boolean): NotificationType {
  const { name, audience, trigger = 'none', delayMs = 0, template = {} } = row;
  const type = { name, trigger, delayMs, template };
  if (audience === 'internal') return { ...type, audience, channels: ['mailbox'] };
  // A whole row for customers has a category, and no channel but theirs.
  const { category, channels } = row as Pick<CustomerNotificationType, 'category' | 'channels'>;
  return {
    ...type,
    audience: 'customer',
    category,
    channels,
    isRestricted,
    segments: row.segments ?? undefined,
  };
}
