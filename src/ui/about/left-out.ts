/** A part of the model, and what is simpler in it than in the world. */
export interface LeftOutGroup {
  readonly title: string;
  readonly lines: readonly string[];
}

/** What the model leaves out, for the page of that name. A line is one sentence or two, in plain words. */
export const leftOut: readonly LeftOutGroup[] = [
  {
    title: 'Brokers',
    lines: [
      'A broker here keeps the promises of the real one; it does not speak its protocol, and its limits on size and throughput are missing.',
      'There are no batches: Redis Streams reads with COUNT 1, and Kafka hands over one event of a partition at a time and has each offset committed by itself.',
      'Every consumer has one member, so its group is never rebalanced.',
      'Inside a broker there are no replicas and no elections, and its network is never split: it is there, or it is away.',
      'What a broker has stored is never compacted, expired or cut off.',
      'A consumer gets only the events that it handles. In Redis Streams it reads every entry, and acknowledges at once what it does not want.',
      'What is pending in Redis Streams is claimed at the very moment at which it has been idle long enough. Real consumers look for it now and then.',
      'A Redis consumer whose acknowledgement is lost waits here until its entry is claimed. A real one reads on, so what follows comes earlier.',
      'An event that a Redis consumer puts aside is not claimed again here, even when the acknowledgement of that is lost. In Redis it stays pending.',
      'A group of Redis Streams that is made late begins at the beginning of the stream (0). A real one can also begin at its end ($).',
      'An event that is replayed while it is still pending is delivered twice here. In Redis a group has one pending entry for it.',
    ],
  },
  {
    title: 'Services',
    lines: [
      'Each service runs once. Load balancing, scaling and two copies that race each other are left out.',
      'Processors are never busy: work waits for messages, the store and channels, not for its turn.',
      'A write to the store is a transaction of its own. No transaction spans two writes, except that of the outbox.',
      'Rows of the store cannot be corrupted. A message to or from it can be lost, late or unreadable, but it is never doubled.',
      'After a crash, what a process was doing is gone, while the memory of the correlator and the repository of the notifications is still there, as if it were on disk. Which events a consumer has processed is kept with the work itself.',
      'There is no sign-in, nobody is refused for lack of rights, and no call is held back by a rate limit.',
    ],
  },
  {
    title: 'The shop and its notifications',
    lines: [
      'No money moves: a payment is only reported as failed or received.',
      'Prices are in US dollars, without taxes, shipping costs or refunds.',
      'Templates are in English only, and nobody’s language is asked for.',
      'Channels are mock inboxes: no spam filter, no carrier, no device that is switched off. What they do wrong is a fault that someone asked for.',
      'A reminder of a cart goes out although the customer has ordered meanwhile.',
      'A customer has one address for each channel, and it is always well formed.',
      'Whoever retries by hand does so at once; the limit on the number of retries holds all the same.',
    ],
  },
  {
    title: 'Time',
    lines: [
      'A way takes a fixed time, plus the jitter if there is any. It does not get longer because much is under way.',
      'Computing takes no time at all: only ways, waits and faults do.',
      'All parts share one exact clock. No clock is wrong, and none drifts.',
      'Times of day are UTC for everybody: quiet hours know no time zones and no summer time.',
    ],
  },
  {
    title: 'Faults',
    lines: [
      'Faults strike where they are put. Nothing breaks by chance: chance only varies how long the ways take.',
      'A part that is down is down as a whole, and comes back as it was, without a slow start.',
      'A corrupted message is always noticed by whoever reads it.',
      'A link loses, delays, copies or reorders messages. It does not become slow because it is full.',
    ],
  },
];
