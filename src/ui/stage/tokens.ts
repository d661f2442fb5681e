import { linkKey, type View } from '../../analysis/view';
import type { LossReason, Lost, TraceRecord, Travelling } from '../../simulation';
import type { Layout, PlacedLink } from './layout';
import type { Mishaps } from './mishaps';
import { distanceBetween, pointAlong, type Point } from './route';
import { signOf, type TokenSign } from './token-sign';
import { messageOf, travellingAt } from './travelling';

/** What a message looks like, so that its kind is plain without its colour. */
export type TokenShape = 'square' | 'circle' | 'diamond' | 'triangle' | 'cross' | 'envelope' | 'tick';

/** A message on its way, or several that are nearly at the same place. */
export interface Token {
  readonly message: Travelling;
  /** Those behind it. */
  readonly others: readonly Travelling[];
  readonly shape: TokenShape;
  /** What is out of order with it. */
  readonly sign: TokenSign | undefined;
  /** The link that it is on. */
  readonly link: PlacedLink;
  readonly point: Point;
  /** Of its link, from the node that it leaves to the one that it goes to. */
  readonly fraction: number;
  /** Whether it goes from the link's `from` to its `to`, or back. */
  readonly isAlong: boolean;
  /** The current step is about it. */
  readonly isCurrent: boolean;
  /** It has arrived and is only shown because the current step answers it. */
  readonly isEnded: boolean;
}

/** Messages nearer to each other than this are drawn as one, with a count. */
const collapseWithin = 14;
/** Tokens stop this far from the nodes, so that they cover none of their words. */
export const clearance = 9;
/** A copy goes this far beside what it is a copy of. */
const copyShift = 10;

/** Where on its way a message is lost, by the reason. */
const lossFractions: Readonly<Record<LossReason, number>> = {
  dropped: 0.5,
  'addressee away': 1,
  'nobody waits': 1,
  'nobody listens': 0,
};

/**
 * Everything that is on its way at a moment, where it is. The place is a function of simulated time alone.
 * @param now simulated ms; between the time of the current step and that of the next.
 * @param trace the trace of the view, where the message that a record is about is looked up.
 * @param mishaps what befalls the messages of the trace.
 */
export function tokensOf(
  view: View,
  now: number,
  layout: Layout,
  trace: readonly TraceRecord[],
  mishaps: Mishaps,
): readonly Token[] {
  const { current: record } = view;
  const current = messageOf(record, trace);
  const answered = record?.kind === 'reply' ? travellingAt(record.request, trace) : undefined;
  const travelling = new Map(view.inFlight);
  if (record?.kind === 'lost') travelling.delete(current?.seq ?? 0);
  else if (current !== undefined) travelling.set(current.seq, current);

  const tokens = [...travelling.values()].flatMap((message) => {
    const isDropped = mishaps.losses.get(message.seq)?.reason === 'dropped';
    const fraction = fractionAt(message, now) * (isDropped ? lossFractions.dropped : 1);
    const sign = signOf(message, view, mishaps);
    return tokenOf(message, layout, { fraction, sign, isCurrent: message === current }) ?? [];
  });
  const lost = record?.kind === 'lost' && current !== undefined ? lostToken(record, current, layout) : [];
  const ended =
    answered === undefined ? undefined : tokenOf(answered, layout, { fraction: 1, isEnded: true });
  return [...(ended === undefined ? [] : [ended]), ...collapsed([...tokens, ...lost])];
}

export function shapeOf(message: Travelling): TokenShape {
  if (message.kind === 'query') return 'diamond';
  if (message.kind === 'reply') return message.ok ? 'triangle' : 'cross';
  switch (message.form) {
    case 'event':
      return 'circle';
    case 'delivery':
      return 'envelope';
    case 'acknowledgement':
      return 'tick';
    case 'command':
    case 'call':
      return 'square';
  }
}

/** How much of its way a message has behind it, 0 to 1. */
export function fractionAt({ at, arrivesAt }: Travelling, now: number): number {
  if (arrivesAt <= at) return 1;
  return Math.max(0, Math.min(1, (now - at) / (arrivesAt - at)));
}

interface TokenRole {
  readonly fraction: number;
  readonly sign?: TokenSign | undefined;
  readonly isCurrent?: boolean;
  readonly isEnded?: boolean;
}

/** @param ends the nodes between which it goes, where they are not those of the message. */
function tokenOf(
  message: Travelling,
  layout: Layout,
  { fraction, sign, isCurrent = false, isEnded = false }: TokenRole,
  { from, to } = { from: message.node, to: message.to },
): Token | undefined {
  const link = layout.links.get(linkKey(from, to));
  if (link === undefined) return undefined;
  const isAlong = link.from === from;
  const way = pointAlong(link.route, isAlong ? fraction : 1 - fraction, clearance);
  const shift = message.kind === 'duplicated' && !isEnded ? copyShift : 0;
  const point = { x: way.x + shift, y: way.y + shift };
  const shape = shapeOf(message);
  return { message, others: [], shape, sign, link, point, fraction, isAlong, isCurrent, isEnded };
}

/** The message at the place where it is lost. */
function lostToken(lost: Lost, message: Travelling, layout: Layout): readonly Token[] {
  const role = { fraction: lossFractions[lost.reason], sign: 'lost', isCurrent: true } as const;
  return [tokenOf(message, layout, role, { from: lost.from, to: lost.node })].filter(
    (token) => token !== undefined,
  );
}

/** Messages that one node sent and that are nearly at the same place become one token; the current one is its face. */
function collapsed(tokens: readonly Token[]): readonly Token[] {
  const faces: Token[] = [];
  const currentFirst = [...tokens].sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent));
  for (const token of currentFirst) {
    const index = faces.findIndex(
      (face) =>
        face.message.node === token.message.node && distanceBetween(face.point, token.point) < collapseWithin,
    );
    const face = faces[index];
    if (face === undefined) faces.push(token);
    else faces[index] = { ...face, others: [...face.others, token.message] };
  }
  // The current one is drawn last, above the others.
  return faces.reverse();
}
