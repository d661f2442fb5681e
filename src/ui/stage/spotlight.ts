import { linkKey, type View } from '../../analysis/view';
import type { NodeId, TraceRecord, Travelling } from '../../simulation';
import { linkOfFault } from './fault-marks';
import { messageOf } from './travelling';

/** What the current step is about, and where what it causes happens next. */
export interface Spotlight {
  /** The node that the step is about; where a message leaves, its token is, not the node. */
  readonly node: NodeId | undefined;
  /** The node that the current message leaves. */
  readonly sender: NodeId | undefined;
  /** The link of the current message, or of a fault on it, by `linkKey`. */
  readonly link: string | undefined;
  readonly message: Travelling | undefined;
  readonly nextNodes: ReadonlySet<NodeId>;
  readonly nextLinks: ReadonlySet<string>;
}

/**
 * Finds what the eye should find.
 * @param effects the records that the current one causes directly; before the first step, the first one.
 */
export function spotlightOf(
  { current }: View,
  trace: readonly TraceRecord[],
  effects: readonly TraceRecord[],
): Spotlight {
  const message = messageOf(current, trace);
  const isLeaving = message !== undefined && (message === current || current?.kind === 'disturbed');
  const isOnTheWay = isLeaving || (current?.kind === 'lost' && current.reason === 'dropped');
  const node = isOnTheWay ? undefined : current?.node;
  const link = linkOf(current, message);
  // An answer goes back by the link that is lit already: the hint is at the node that gives it.
  const nextLinks = effects.flatMap((effect) => wayOf(effect) ?? []).filter((way) => way !== link);
  const nextNodes = effects
    .filter((effect) => wayOf(effect) === undefined || wayOf(effect) === link)
    .map((effect) => effect.node)
    .filter((next) => next !== node);
  return {
    node,
    sender: isLeaving ? message.node : undefined,
    link,
    message,
    nextNodes: new Set(nextNodes),
    nextLinks: new Set(nextLinks),
  };
}

/** The link that a record is about. */
function linkOf(record: TraceRecord | undefined, message: Travelling | undefined): string | undefined {
  if (record?.kind === 'lost') return linkKey(record.from, record.node);
  if (record?.kind === 'fault') return linkOfFault(record);
  return message === undefined ? undefined : linkKey(message.node, message.to);
}

/** The link by which a message goes that leaves with a record. */
function wayOf(record: TraceRecord): string | undefined {
  return 'arrivesAt' in record ? linkKey(record.node, record.to) : undefined;
}
