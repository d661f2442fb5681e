import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Step, Telling } from '../support/broker-story';
import { redis, startRedis, type RedisServer } from '../support/redis-server';
import { tellOverPubSub, tellOverStreams } from '../support/redis-story';
import { tellSimulated } from '../support/simulated-story';

const publish = (...numbers: readonly number[]): readonly Step[] =>
  numbers.map((number) => ({ do: 'publish', parcel: `parcel-${number}` }));
const parcels = (...numbers: readonly number[]) => numbers.map((number) => `parcel-${number}`);
const customer = { who: 'customer' } as const;
const listen: Step = { do: 'listen', ...customer };
const goDown: Step = { do: 'go down', ...customer };
const comeBack: Step = { do: 'come back', ...customer };
const loseWord: Step = { do: 'lose the next acknowledgement', ...customer };
const crash: Step = { do: 'crash after the next work', ...customer };
const failAt1: Step = { do: 'fail at', ...customer, parcel: 'parcel-1' };
const wait: Step = { do: 'wait until idle' };

/** A story, and what the customer was given, has done and left pending in the end. */
type Story = readonly [
  title: string,
  steps: readonly Step[],
  ending: {
    readonly given: readonly string[];
    readonly done: readonly string[];
    readonly pending: readonly string[];
  },
];

const endingOf = ({ given, done, pending }: Telling, who = 'customer') => {
  return { given: given[who], done: done[who], pending: pending[who] };
};

const overStreams: readonly Story[] = [
  [
    'keep the order of the stream',
    [listen, ...publish(1, 2, 3, 4, 5)],
    { given: parcels(1, 2, 3, 4, 5), done: parcels(1, 2, 3, 4, 5), pending: [] },
  ],
  [
    'keep for a consumer that is away what is published meanwhile, and none of it is pending',
    [listen, ...publish(1), goDown, ...publish(2, 3)],
    { given: parcels(1), done: parcels(1), pending: [] },
  ],
  [
    'give it to the consumer when it is back, in order',
    [listen, ...publish(1), goDown, ...publish(2, 3), comeBack],
    { given: parcels(1, 2, 3), done: parcels(1, 2, 3), pending: [] },
  ],
  [
    'have an entry pending whose acknowledgement is lost',
    [listen, loseWord, ...publish(1)],
    { given: parcels(1), done: parcels(1), pending: ['parcel-1 × 1'] },
  ],
  [
    'deliver it again once it is idle: it is done twice',
    [listen, loseWord, ...publish(1), wait],
    { given: parcels(1, 1), done: parcels(1, 1), pending: [] },
  ],
  [
    'count the deliveries of an entry that is never acknowledged',
    [listen, loseWord, ...publish(1), loseWord, wait],
    { given: parcels(1, 1), done: parcels(1, 1), pending: ['parcel-1 × 2'] },
  ],
  [
    'have an entry pending that a consumer fails at, and go on with the next',
    [listen, failAt1, ...publish(1, 2)],
    { given: parcels(1, 2), done: parcels(2), pending: ['parcel-1 × 1'] },
  ],
  [
    'have it claimed after the idle time, behind what was read meanwhile',
    [listen, failAt1, ...publish(1, 2), wait],
    { given: parcels(1, 2, 1), done: parcels(2), pending: ['parcel-1 × 2'] },
  ],
  [
    'let a consumer put an entry aside that was delivered too often',
    [listen, failAt1, ...publish(1, 2), wait, wait, wait],
    { given: parcels(1, 2, 1, 1), done: parcels(2), pending: [] },
  ],
  [
    'have what a crashed consumer had pending, and give it what is new when it is back',
    [listen, crash, ...publish(1, 2), comeBack],
    { given: parcels(1, 2), done: parcels(1, 2), pending: ['parcel-1 × 1'] },
  ],
  [
    'have an event done twice whose consumer crashed after the work and before its word',
    [listen, crash, ...publish(1, 2), comeBack, wait],
    { given: parcels(1, 2, 1), done: parcels(1, 2, 1), pending: [] },
  ],
  [
    'do not claim for a consumer that is away',
    [listen, crash, ...publish(1), wait],
    { given: parcels(1), done: parcels(1), pending: ['parcel-1 × 1'] },
  ],
  [
    'give everything to a group that is made late, from the beginning',
    [...publish(1, 2), listen, ...publish(3)],
    { given: parcels(1, 2, 3), done: parcels(1, 2, 3), pending: [] },
  ],
  [
    'forget what is pending with the group, and go on where it had left',
    [listen, failAt1, ...publish(1), { do: 'stop listening', ...customer }, ...publish(2), listen, wait],
    { given: parcels(1, 2), done: parcels(2), pending: [] },
  ],
];

const overPubSub: readonly Story[] = [
  [
    'keep the order of one publisher',
    [listen, ...publish(1, 2, 3)],
    { given: parcels(1, 2, 3), done: parcels(1, 2, 3), pending: [] },
  ],
  [
    'lose what is published while a consumer is away',
    [listen, ...publish(1), goDown, ...publish(2, 3), comeBack, ...publish(4)],
    { given: parcels(1, 4), done: parcels(1, 4), pending: [] },
  ],
  [
    'give nothing of the past to who subscribes late',
    [...publish(1, 2), listen, ...publish(3)],
    { given: parcels(3), done: parcels(3), pending: [] },
  ],
  [
    'give nothing twice, though the consumer crashes after its work',
    [listen, crash, ...publish(1), comeBack, wait, ...publish(2)],
    { given: parcels(1, 2), done: parcels(1, 2), pending: [] },
  ],
  [
    'give nothing to who has unsubscribed',
    [listen, ...publish(1), { do: 'stop listening', ...customer }, ...publish(2)],
    { given: parcels(1), done: parcels(1), pending: [] },
  ],
];

describe('the simulated brokers', () => {
  it.each(overStreams)('Redis Streams %s', (_, steps, ending) => {
    expect(endingOf(tellSimulated(steps, 'redis-streams'))).toEqual(ending);
  });

  it.each(overPubSub)('Redis Pub/Sub %s', (_, steps, ending) => {
    expect(endingOf(tellSimulated(steps, 'redis-pubsub'))).toEqual(ending);
  });
});

describe.skipIf(redis === undefined)('a real Redis server', () => {
  let server: RedisServer;

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server.stop());

  it.each(overStreams)('Redis Streams %s', async (_, steps, ending) => {
    expect(endingOf(await tellOverStreams(server, steps))).toEqual(ending);
  });

  it.each(overStreams)(
    'Redis Streams %s, also when another member of the group claims',
    async (_, steps, ending) => {
      expect(endingOf(await tellOverStreams(server, steps, { comesBackAsAnother: true }))).toEqual(ending);
    },
  );

  it.each(overPubSub)('Redis Pub/Sub %s', async (_, steps, ending) => {
    expect(endingOf(await tellOverPubSub(server, steps))).toEqual(ending);
  });

  it('does the same as the simulation for two consumers, each on its own', async () => {
    const archive = { who: 'archive' } as const;
    const steps: readonly Step[] = [
      listen,
      { do: 'listen', ...archive },
      ...publish(1),
      { do: 'go down', ...archive },
      loseWord,
      ...publish(2),
      { do: 'come back', ...archive },
      wait,
    ];
    expect(await tellOverStreams(server, steps)).toEqual(tellSimulated(steps, 'redis-streams'));
    expect(await tellOverPubSub(server, steps)).toEqual(tellSimulated(steps, 'redis-pubsub'));
  });

  describe('differs from the simulation, as the page “What this model leaves out” says:', () => {
    it('a consumer whose acknowledgement is lost reads on, and does not wait for the idle time', async () => {
      const steps = [listen, loseWord, ...publish(1, 2)];
      expect((await tellOverStreams(server, steps)).given['customer']).toEqual(parcels(1, 2));
      expect(tellSimulated(steps, 'redis-streams').given['customer']).toEqual(parcels(1));
    });

    it('an entry that is put aside stays pending when the word about that is lost', async () => {
      const steps = [listen, failAt1, ...publish(1), wait, loseWord, wait];
      expect((await tellOverStreams(server, steps)).pending['customer']).toEqual(['parcel-1 × 3']);
      const simulated = tellSimulated(steps, 'redis-streams');
      expect(simulated.given['customer']).toEqual(parcels(1, 1, 1));
      expect(simulated.pending['customer']).toEqual([]);
    });

    it('a group can begin at the end of the stream ($) and get nothing of the past', async () => {
      const steps = [...publish(1, 2), listen, ...publish(3)];
      const { given } = await tellOverStreams(server, steps, { groupsBeginAt: '$' });
      expect(given['customer']).toEqual(parcels(3));
      expect(tellSimulated(steps, 'redis-streams').given['customer']).toEqual(parcels(1, 2, 3));
    });
  });
});
