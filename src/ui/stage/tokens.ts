import { linkKey, type View } from '../../analysis/view';
import type { TraceRecord, Travelling } from '../../simulation';
import type { Layout } from './layout';
import { distanceBetween, pointAlong, type Point } from './route';

/** What a message looks like, so that its kind is plain without its colour. */
export type TokenShape = 'square' | 'circle' | 'diamond' | 'triangle' | 'cross' | 'envelope';

/** A message on its way, or several that are nearly at the same place. */
export interface Token {
  readonly message: Travelling;
  /** Those behind it. */
  readonly others: readonly Travelling[];
  readonly shape: TokenShape;
  readonly point: Point;
  /** Of its link, from the node that it leaves to the one that it goes to. */
  readonly fraction: number;
  /** The current step is about it. */
  readonly isCurrent: boolean;
  /** It has arrived and is only shown because the current step answers it. */
  readonly isEnded: boolean;
}

/** Messages nearer to each other than this are drawn as one, with a count. */
const collapseWithin = 14;
/** Tokens stop this far from the nodes, so that they cover none of their words. */
export const clearance = 9;

/**
 * Everything that is on its way at a moment, where it is. The place is a function of simulated time alone.
 * @param now simulated ms; between the time of the current step and that of the next.
 * @param trace the trace of the view, where the message that a record is about is looked up.
 */
export function tokensOf(
  view: View,
  now: number,
  layout: Layout,
  trace: readonly TraceRecord[],
): readonly Token[] {
  const current = messageOf(view.current, trace);
  const answered = view.current?.kind === 'reply' ? travellingAt(view.current.request, trace) : undefined;
  const travelling = new Map(view.inFlight);
  if (current !== undefined) travelling.set(current.seq, current);

  const tokens = [...travelling.values()].flatMap(
    (message) => tokenOf(message, now, layout, { isCurrent: message === current, isEnded: false }) ?? [],
  );
  const ended =
    answered === undefined ? undefined : tokenOf(answered, now, layout, { isCurrent: false, isEnded: true });
  return [...(ended === undefined ? [] : [ended]), ...collapsed(tokens)];
}

/** The message that a record is about: the one that leaves, or the one that arrived. */
export function messageOf(
  record: TraceRecord | undefined,
  trace: readonly TraceRecord[],
): Travelling | undefined {
  if (record?.kind === 'arrived') return travellingAt(record.message, trace);
  return isTravelling(record) ? record : undefined;
}

export function shapeOf(message: Travelling): TokenShape {
  if (message.kind === 'query') return 'diamond';
  if (message.kind === 'reply') return message.ok ? 'triangle' : 'cross';
  if (message.form === 'event') return 'circle';
  return message.form === 'delivery' ? 'envelope' : 'square';
}

/** How much of its way a message has behind it, 0 to 1. */
export function fractionAt({ at, arrivesAt }: Travelling, now: number): number {
  if (arrivesAt <= at) return 1;
  return Math.max(0, Math.min(1, (now - at) / (arrivesAt - at)));
}

function tokenOf(
  message: Travelling,
  now: number,
  layout: Layout,
  role: { readonly isCurrent: boolean; readonly isEnded: boolean },
): Token | undefined {
  const link = layout.links.get(linkKey(message.node, message.to));
  if (link === undefined) return undefined;
  const fraction = role.isEnded ? 1 : fractionAt(message, now);
  const isAlong = link.from === message.node;
  const point = pointAlong(link.route, isAlong ? fraction : 1 - fraction, clearance);
  return { message, others: [], shape: shapeOf(message), point, fraction, ...role };
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

function travellingAt(seq: number, trace: readonly TraceRecord[]): Travelling | undefined {
  const record = trace[seq - 1];
  return isTravelling(record) ? record : undefined;
}

function isTravelling(record: TraceRecord | undefined): record is Travelling {
  return record?.kind === 'sent' || record?.kind === 'query' || record?.kind === 'reply';
}
