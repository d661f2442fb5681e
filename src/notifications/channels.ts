import type { Content } from '../engine/journal';
import type { Process } from '../engine/process';
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

/** A port to the world outside, one a channel; it may also throw. */
export interface ChannelAdapter {
  deliver(delivery: Delivery): Process<DeliveryReceipt>;
}

/** An adapter whose world outside is an inbox that people can open. */
class MockInbox implements ChannelAdapter {
  constructor(
    private readonly world: World,
    private readonly channel: NodeId,
  ) {}

  *deliver({ notificationId, to, content }: Delivery): Process<DeliveryReceipt> {
    this.world.journal.received(this.channel, this.channel, to, content, notificationId);
    return { status: 'sent' };
  }
}

/** A mock inbox for each channel that reaches customers. */
export function mockInboxes(world: World): ReadonlyMap<string, ChannelAdapter> {
  return new Map(customerChannels.map((channel) => [channel, new MockInbox(world, channel)]));
}

/** Hands a delivery to a channel and waits for its receipt. */
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
  }) as DeliveryReceipt;
}
