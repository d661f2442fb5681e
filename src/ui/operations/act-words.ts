import type { Names } from '../../analysis/names';
import { partWord, sentence, spaced } from '../../analysis/words';
import type { Act, Edit, Fault } from '../../simulation';

/** What a person did, in a line: `Retry notification: ntf-3`, `Drop PriceChanged: Pricing → Event bus`. */
export function actWords(act: Act, names: Names): string {
  switch (act.kind) {
    case 'command':
      return withValues(sentence(unjoined(act.command.type)), act.command, names);
    case 'fault':
      return faultWords(act.fault, names);
    case 'operation':
      return withValues(sentence(spaced(act.operation.type)), act.operation, names);
    case 'edit':
      return withValues(
        sentence(spaced(act.edit.type)),
        { type: act.edit.type, ...subjectOf(act.edit) },
        names,
      );
    case 'event': {
      const { type, ...facts } = act.event;
      return withValues(`Hear of ${unjoined(type)}`, { type, ...subjectOfNews(facts) }, names);
    }
  }
}

/** `Drop PriceChanged: Pricing → Event bus`, `Down: Ordering` */
function faultWords(fault: Fault, names: Names): string {
  const message = 'message' in fault ? ` ${fault.message}` : '';
  const part = (id: string) => named(id, names);
  const where =
    'from' in fault
      ? `${part(fault.from)} → ${part(fault.to)}`
      : part('node' in fault ? fault.node : fault.channel);
  return `${sentence(spaced(fault.type))}${message}: ${where}`;
}

/** `retry notification` for `RetryNotification`. */
function unjoined(name: string): string {
  return name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase();
}

/** Whose, or of what, the data is that an edit changes. */
function subjectOf(edit: Edit): object {
  if ('preferences' in edit) return { customerId: edit.preferences.customerId };
  return 'cart' in edit ? { customerId: edit.cart.customerId } : edit;
}

/** What an event is about, without what it says of that. */
function subjectOfNews(facts: object): object {
  const ids = ['orderId', 'productId', 'customerId'] as const;
  const told = new Map<string, unknown>(Object.entries(facts));
  const subject = ids.find((name) => told.has(name));
  return subject === undefined ? {} : { [subject]: told.get(subject) };
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
    [names.customerName(id), names.productName(id), partWord(id, names)].find((name) => name !== id) ?? id
  );
}
