import { DomainError } from '../../engine/process';
import type { CustomerOutcome } from '../../notifications/bulk';
import type { Notification } from '../../notifications/notification';
import type { NotifyOutcome } from '../../notifications/notifier';

/** What `POST /notify` says of one recipient: one result for each channel that was used. */
export type NotifyResults = {
  readonly results: readonly ChannelResult[];
  /** The rule that stopped it, when nothing was sent now. */
  readonly stoppedBy?: string;
};

type ChannelResult = {
  readonly channel: string;
  readonly recipient: string;
  readonly success: boolean;
  readonly error?: string;
  /** Simulated ms at which it will be sent, when it is scheduled or held back. */
  readonly scheduledFor?: number;
};

/** What it says of a customer among several. */
export type CustomerResults = { readonly customerId: string } & (NotifyResults | { readonly error: string });

/** What the notifier did, as the API answers; a repeated request is told what became of the first one. */
export function resultsOf({ created, known, stoppedBy }: NotifyOutcome): NotifyResults {
  const results = [...known, ...created].map(resultOf);
  return stoppedBy === undefined ? { results } : { results, stoppedBy };
}

/** The same of one customer among several. */
export function customerResultsOf(result: CustomerOutcome): CustomerResults {
  const { customerId } = result;
  if ('outcome' in result) return { customerId, ...resultsOf(result.outcome) };
  return { customerId, error: `${result.error.name}: ${result.error.message}` };
}

/** A notification that is held back counts as a success: it will be sent when its time has come. */
function resultOf({ details, status, failureReason }: Notification): ChannelResult {
  const { channel, recipient, scheduledFor } = details;
  if (status === 'failed') return { channel, recipient, success: false, error: failureReason ?? 'unknown' };
  if (status === 'pending' && scheduledFor !== null)
    return { channel, recipient, success: true, scheduledFor };
  return { channel, recipient, success: true };
}

/** @throws DomainError MissingCustomer. */
export function requireCustomerId(type: string, customerId: string | null): string {
  if (customerId !== null) return customerId;
  throw new DomainError('MissingCustomer', `customerId: “${type}” goes to a customer; it must name one`);
}

/** @throws DomainError UnexpectedCustomer. */
export function requireNoCustomer(type: string, customerId: string | null): void {
  if (customerId === null) return;
  throw new DomainError('UnexpectedCustomer', `customerId: “${type}” goes to the warehouse; it must be null`);
}

/**
 * When it is to be sent; undefined when that time has come already.
 * @param now simulated ms, as `scheduledFor`.
 * @throws DomainError InvalidSchedule.
 */
export function requireTime(scheduledFor: number | undefined, now: number): number | undefined {
  if (scheduledFor === undefined) return undefined;
  if (Number.isSafeInteger(scheduledFor)) return scheduledFor > now ? scheduledFor : undefined;
  throw new DomainError('InvalidSchedule', 'scheduledFor: must be whole simulated ms');
}
