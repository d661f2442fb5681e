import type { Content } from '../engine/journal';
import { DomainError, pause, type Process } from '../engine/process';
import type { NodeId } from '../engine/trace';
import type { World } from '../engine/world';
import { customerChannels } from '../shop/models';

/** What a channel is given to deliver. */
export interface Delivery {
  readonly notificationId: string;
  readonly to: string;
  readonly content: Content;
}

/** What the channel says to it. */
export type DeliveryReceipt =
  { readonly status: 'sent' } | { readonly status: 'failed'; readonly error: string };

/** What a channel has to say about a notification that it had taken. */
export type DeliveryReport =
  | { readonly type: 'DeliveryConfirmed'; readonly notificationId: string }
  | { readonly type: 'Bounced'; readonly notificationId: string; readonly reason: string }
  | { readonly type: 'DeliveryFailed'; readonly notificationId: string; readonly reason: string };

/** A port to the world outside, one a channel; it may also throw. */
export interface ChannelAdapter {
  deliver(delivery: Delivery): Process<DeliveryReceipt>;
}

export interface MockInboxOptions {
  readonly world: World;
  /** What it has delivered it does not deliver again. */
  readonly idempotency: boolean;
  /** It confirms each delivery. */
  readonly deliveryReceipts: boolean;
  /** Takes a report where the engine listens to its channels. */
  readonly report: (report: DeliveryReport) => Process;
}

/** How long the world outside takes to say what became of a message, in ms. */
const reportDelayMs = 150;

/** An adapter whose world outside is an inbox that people can open. Faults can make it fail, throw or bounce. */
class MockInbox implements ChannelAdapter {
  readonly #delivered = new Set<string>();

  constructor(
    private readonly options: MockInboxOptions,
    private readonly channel: NodeId,
  ) {}

  *deliver({ notificationId, to, content }: Delivery): Process<DeliveryReceipt> {
    const { world, idempotency, deliveryReceipts } = this.options;
    const thrown = world.faults.onNode(this.channel, 'adapter-throw', notificationId);
    if (thrown !== undefined) throw new DomainError('Error', textOf(thrown.fault.details.error));
    const failed = world.faults.onNode(this.channel, 'adapter-fail', notificationId);
    if (failed !== undefined) {
      const reason = textOf(failed.fault.details.reason);
      if (failed.fault.details.late !== true) return { status: 'failed', error: reason };
      this.#reportLater({ type: 'DeliveryFailed', notificationId, reason });
      return { status: 'sent' };
    }
    const bounced = world.faults.onNode(this.channel, 'adapter-bounce', notificationId);
    if (bounced !== undefined) {
      this.#reportLater({ type: 'Bounced', notificationId, reason: textOf(bounced.fault.details.reason) });
      return { status: 'sent' };
    }
    if (idempotency && this.#delivered.has(notificationId)) {
      world.journal.decided(this.channel, 'idempotency', notificationId, 'stopped', { before: 'delivered' });
      return { status: 'sent' };
    }
    if (idempotency) this.#delivered.add(notificationId);
    world.journal.received(this.channel, this.channel, to, content, notificationId);
    if (deliveryReceipts) this.#reportLater({ type: 'DeliveryConfirmed', notificationId });
    return { status: 'sent' };
  }

  #reportLater(report: DeliveryReport): void {
    const { world } = this.options;
    const { flow, cause } = world.journal.thread;
    world.start(this.channel, flow, cause, this.#report(report), () => {});
  }

  *#report(report: DeliveryReport): Process {
    yield* pause(reportDelayMs);
    const { world } = this.options;
    const { type, ...facts } = report;
    world.deliver(this.channel, 'dispatcher', type, facts, () => this.options.report(report));
  }
}

function textOf(detail: unknown): string {
  return typeof detail === 'string' ? detail : 'unknown';
}

/** A mock inbox for each channel that reaches customers, and the mailbox of the warehouse. */
export function mockInboxes(options: MockInboxOptions): ReadonlyMap<string, ChannelAdapter> {
  return new Map(
    [...customerChannels, 'mailbox'].map((channel) => [channel, new MockInbox(options, channel)]),
  );
}

/** Hands a delivery to a channel and waits for its receipt, but not for ever. */
export function* handOver(
  channel: NodeId,
  adapter: ChannelAdapter,
  delivery: Delivery,
): Process<DeliveryReceipt> {
  const { notificationId, to, content } = delivery;
  return (yield {
    kind: 'ask-node',
    from: 'dispatcher',
    to: channel,
    form: 'delivery',
    name: notificationId,
    payload: { notificationId, to, ...content },
    serve: () => adapter.deliver(delivery),
    isTimed: true,
  }) as DeliveryReceipt;
}
