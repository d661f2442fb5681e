import type { Customer, Received } from '../simulation';

/** What one person has received, by the device that it came to. */
export interface PersonInbox {
  /** The customer's id, or the address when it is nobody's. */
  readonly id: string;
  readonly name: string;
  readonly customer: Customer | undefined;
  readonly devices: readonly Device[];
}

/** An address in a channel, and its messages, oldest first. */
export interface Device {
  readonly channel: string;
  readonly address: string;
  readonly messages: readonly Received[];
}

/**
 * Sorts received messages by person and device, in order of appearance.
 * @param customers who is reached at which address.
 */
export function inboxesOf(
  received: readonly Received[],
  customers: ReadonlyMap<string, Customer>,
): readonly PersonInbox[] {
  const people = new Map<string, { inbox: PersonInbox; devices: Map<string, Received[]> }>();
  for (const message of received) {
    const customer = customers.get(message.to);
    const id = customer?.id ?? message.to;
    let person = people.get(id);
    if (person === undefined) {
      const inbox = { id, name: customer?.name ?? message.to, customer, devices: [] };
      people.set(id, (person = { inbox, devices: new Map() }));
    }
    const device = `${message.channel} ${message.to}`;
    const messages = person.devices.get(device);
    if (messages === undefined) person.devices.set(device, [message]);
    else messages.push(message);
  }
  return [...people.values()].map(({ inbox, devices }) => ({
    ...inbox,
    devices: [...devices.values()].map(deviceOf).sort((a, b) => rankOf(a) - rankOf(b)),
  }));
}

function deviceOf(messages: readonly Received[]): Device {
  return { channel: messages[0]?.channel ?? '', address: messages[0]?.to ?? '', messages };
}

/** The order in which the channels of a person are shown; others come last. */
const channelOrder = ['email', 'sms', 'push'];

function rankOf({ channel }: Device): number {
  const rank = channelOrder.indexOf(channel);
  return rank === -1 ? channelOrder.length : rank;
}
