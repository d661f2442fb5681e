import { entryOf, numberOf, textOf } from '../../analysis/facts';
import type { Names } from '../../analysis/names';
import type { Facts, FaultRecord } from '../../simulation';
import { formatSpan } from '../format-span';

/** What a fault in force will do, within a sentence: `loses the next PriceChanged from Pricing to Event bus`. */
export function faultWords(
  record: Pick<FaultRecord, 'fault' | 'details' | 'node'>,
  names: Names,
  strikes: number,
): string {
  const { fault, details, node } = record;
  const tell = entryOf(tellings, fault);
  const words: Words = {
    next: nextWords(details, strikes),
    way: wayWords(details, names),
    title: names.nodeTitle(node),
    delay: formatSpan(numberOf(details['delayMs']) ?? 0),
    reason: textOf(details['reason']) ?? textOf(details['error']) ?? 'an error',
    details,
  };
  return tell === undefined ? `${fault} at ${words.title}` : tell(words);
}

interface Words {
  /** `the next PriceChanged`, `the next 3 messages` */
  readonly next: string;
  /** `from Pricing to Event bus` */
  readonly way: string;
  readonly title: string;
  readonly delay: string;
  readonly reason: string;
  readonly details: Facts;
}

const moments: { readonly [after: string]: string } = {
  arrival: 'when the next message has arrived',
  write: 'when its next write is answered',
  answer: 'when its next request is answered',
  handling: 'when it has handled the next event',
};

const tellings: { readonly [fault: string]: (words: Words) => string } = {
  drop: ({ next, way }) => `loses ${next} ${way}`,
  delay: ({ next, way, delay }) => `holds up ${next} ${way} by ${delay}`,
  duplicate: ({ next, way }) => `doubles ${next} ${way}`,
  reorder: ({ next, way, delay }) => `holds up ${next} ${way} by ${delay} and lets later ones overtake`,
  corrupt: ({ next, way }) => `spoils ${next} ${way}`,
  down: ({ title, details }) => `${title} is away${forHowLong(details)}`,
  crash: ({ title, details }) =>
    `${title} crashes ${moments[textOf(details['after']) ?? 'write'] ?? 'soon'}${forHowLong(details)}`,
  slow: ({ title, delay, details }) =>
    `${title} takes ${delay} longer before it begins anything${forHowLong(details)}`,
  throw: ({ title, next, reason }) => `${title} fails at ${next}: ${reason}`,
  'adapter-fail': ({ title, next, reason, details }) =>
    `${title} refuses ${next}${details['late'] === true ? ' after it has taken it' : ''}: ${reason}`,
  'adapter-throw': ({ title, next, reason }) => `the adapter of ${title} breaks at ${next}: ${reason}`,
  'adapter-slow': ({ title, delay, details }) =>
    `${title} takes ${delay} longer for each notification${forHowLong(details)}`,
  'adapter-bounce': ({ title, next, reason }) => `${title} bounces ${next}: ${reason}`,
};

/** How many it will still strike, as far as that is known. */
function nextWords({ count, message, type }: Facts, strikes: number): string {
  const left = Math.max(1, (numberOf(count) ?? 1) - strikes);
  const thing = textOf(type)?.startsWith('adapter') === true ? 'notification' : 'message';
  const name = textOf(message);
  if (left === 1) return `the next ${name ?? thing}`;
  return name === undefined ? `the next ${left} ${thing}s` : `the next ${left} ${name}`;
}

function wayWords({ from, to }: Facts, names: Names): string {
  return `from ${names.nodeTitle(textOf(from) ?? '')} to ${names.nodeTitle(textOf(to) ?? '')}`;
}

function forHowLong({ durationMs }: Facts): string {
  const span = numberOf(durationMs);
  return span === undefined ? '' : `, for ${formatSpan(span)}`;
}
