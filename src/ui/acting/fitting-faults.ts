import { notificationOf } from '../../analysis/inspection';
import { presenceAt } from '../../analysis/presence-at';
import { entityKey } from '../../analysis/view';
import type { Fault, Operation, TopologyNode, Travelling } from '../../simulation';
import { nameOfNode } from '../form/choices';
import type { Selection } from '../selection';
import type { Session } from '../session.svelte';
import { messageOf } from '../stage/travelling';
import type { Draft } from './draft';
import { strikeOn, type LinkEffect } from './strike';

/** Something that can go wrong with a thing. */
export interface FittingFault {
  /** `Drop this message` */
  readonly title: string;
  /** What will happen, in a sentence. */
  readonly effect: string;
  readonly draft: Draft;
  /** When it must begin, in simulated ms; undefined: at the playhead. */
  readonly at?: number;
  /** Why it cannot be done. */
  readonly hindrance?: string;
}

/** What can go wrong with a thing: with a message on its way, a part of the shop, or a channel. */
export function faultsFor(session: Session, target: Selection | undefined): readonly FittingFault[] {
  switch (target?.kind) {
    case 'record': {
      const record = session.trace[target.seq - 1];
      const message = messageOf(record, session.trace);
      if (message !== undefined) return faultsOfMessage(session, message);
      return record === undefined ? [] : faultsOfNode(session, record.node);
    }
    case 'node':
      return faultsOfNode(session, target.id);
    case 'entity': {
      const entity = session.view.entities.get(entityKey(target.machine, target.id));
      const isNotification = entity?.machine === 'notification';
      return isNotification ? faultsOfNode(session, notificationOf(entity).channel) : [];
    }
    case 'customer':
    case undefined:
      return [];
  }
}

const effects: readonly { readonly type: LinkEffect; readonly title: string; readonly effect: string }[] = [
  { type: 'drop', title: 'Drop', effect: 'It leaves and never arrives.' },
  { type: 'delay', title: 'Delay', effect: 'It arrives later, and what is behind it waits as well.' },
  { type: 'duplicate', title: 'Duplicate', effect: 'A second copy of it arrives.' },
  {
    type: 'reorder',
    title: 'Let others overtake',
    effect: 'It arrives later; what is behind it may be faster.',
  },
  { type: 'corrupt', title: 'Corrupt', effect: 'It arrives, and nobody can read it.' },
];

/** A fault on a message strikes it where it leaves, though it may have come further by now. */
function faultsOfMessage(session: Session, message: Travelling): readonly FittingFault[] {
  return effects.map(({ type, title, effect }) => {
    const strike = strikeOn(message, type, session.run);
    const before = strike.possible ? strike.before : 0;
    const fault = {
      type,
      from: nameOfNode(message.node),
      to: nameOfNode(message.to),
      message: message.name,
      count: before + 1,
      ...(type === 'delay' ? { delayMs: 500 } : type === 'reorder' ? { delayMs: 100 } : {}),
    };
    const also = before === 0 ? '' : ` It strikes ${before} more of that name, which leave right before it.`;
    return {
      title: `${title} this message`,
      effect: `${effect}${also}`,
      draft: { kind: 'fault', body: fault },
      ...(strike.possible ? { at: strike.at } : { hindrance: strike.because }),
    };
  });
}

function faultsOfNode(session: Session, id: string): readonly FittingFault[] {
  const node = session.topology.nodes.find((known) => known.id === id);
  if (node === undefined || node.role === 'actor') return [];
  return node.role === 'channel' ? faultsOfChannel(node, session) : faultsOfPart(node, session);
}

function faultsOfPart(node: TopologyNode, session: Session): readonly FittingFault[] {
  const { title, host } = node;
  const name = nameOfNode(node.id);
  const withIt =
    host === undefined ? '' : ` ${session.names.nodeTitle(host)}, in which it runs, goes with it.`;
  const isAway = session.view.away.has(node.id) || session.view.away.has(host ?? node.id);
  return [
    isAway
      ? operation(`Start ${title}`, 'It takes messages again.', { type: 'start', node: name })
      : fault(`Take ${title} down`, `What it does is lost, and so is what comes.${withIt}`, {
          type: 'down',
          node: name,
        }),
    fault(`Crash ${title}`, `It goes down when its next write is answered, for 1 s.${withIt}`, {
      type: 'crash',
      node: name,
      after: 'write',
      durationMs: 1000,
    }),
    presenceAt(session.view, node) === 'slow'
      ? operation(`Make ${title} quick again`, 'It begins at once again.', { type: 'start', node: name })
      : fault(`Slow ${title} down`, 'It takes 500 ms longer before it begins anything.', {
          type: 'slow',
          node: name,
          delayMs: 500,
        }),
    fault(`Make ${title} throw`, 'What handles the next message there fails.', {
      type: 'throw',
      node: name,
      count: 1,
      error: 'Something unexpected went wrong',
    }),
    ...(isAway
      ? []
      : [
          operation(
            `Stop ${title} in good order`,
            `It finishes what it does and takes nothing more.${withIt}`,
            {
              type: 'stop',
              node: name,
            },
          ),
        ]),
  ];
}

function faultsOfChannel({ id, title }: TopologyNode, { view }: Session): readonly FittingFault[] {
  // A channel node has the name of its channel.
  const channel = id as Extract<Fault, { readonly channel: string }>['channel'];
  return [
    fault(`Make ${title} refuse`, 'The adapter refuses the next notification: SMTP error 451.', {
      type: 'adapter-fail',
      channel,
      count: 1,
      reason: 'SMTP error 451',
      late: false,
    }),
    fault(`Make its adapter throw`, 'The adapter breaks at the next notification.', {
      type: 'adapter-throw',
      channel,
      count: 1,
      error: 'Connection reset by peer',
    }),
    fault(`Slow ${title} down`, 'It takes 500 ms longer for each notification.', {
      type: 'adapter-slow',
      channel,
      delayMs: 500,
    }),
    fault(`Bounce the next message`, 'It is taken first, and comes back later.', {
      type: 'adapter-bounce',
      channel,
      count: 1,
      reason: 'Mailbox unavailable',
    }),
    view.away.has(id)
      ? operation(`Start ${title}`, 'It takes notifications again.', { type: 'start', node: id })
      : fault(`Take ${title} down`, 'Nobody is there for what comes.', { type: 'down', node: id }),
  ];
}

function fault(title: string, effect: string, body: Fault): FittingFault {
  return { title, effect, draft: { kind: 'fault', body } };
}

function operation(title: string, effect: string, body: Operation): FittingFault {
  return { title, effect, draft: { kind: 'operation', body } };
}
