import type { Names } from '../../analysis/names';
import { sentence, spaced } from '../../analysis/words';
import type { Act } from '../../simulation';

/** What a person did, in a line: `Retry notification: ntf-3`, `Fault drop: Ordering, Event bus`. */
export function actWords(act: Act, names: Names): string {
  switch (act.kind) {
    case 'command':
      return withValues(sentence(unjoined(act.command.type)), act.command, names);
    case 'fault':
      return withValues(`Fault ${spaced(act.fault.type)}`, act.fault, names);
    case 'operation':
      return withValues(sentence(spaced(act.operation.type)), act.operation, names);
  }
}

/** `retry notification` for `RetryNotification`. */
function unjoined(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** What it was about: the names and ids in it, not how much. */
function withValues(
  words: string,
  { type: _, ...rest }: object & { readonly type: string },
  names: Names,
): string {
  const values = Object.values(rest)
    .filter((value) => typeof value === 'string')
    .map((value) => named(value, names));
  return values.length === 0 ? words : `${words}: ${values.join(', ')}`;
}

/** Only one of the three knows an id; the others give it back. */
function named(id: string, names: Names): string {
  return (
    [names.customerName(id), names.productName(id), names.nodeTitle(id)].find((name) => name !== id) ?? id
  );
}
