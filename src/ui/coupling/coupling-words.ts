import type { Touch, TouchKind } from '../../analysis/coupling/coupling';
import { entryOf } from '../../analysis/facts';
import { counted, sentence, spaced } from '../../analysis/words';

/** What one or more messages of a form are called. */
const nouns: { readonly [form: string]: readonly [one: string, more: string] } = {
  command: ['command', 'commands'],
  event: ['event', 'events'],
  call: ['call', 'calls'],
  delivery: ['hand-over', 'hand-overs'],
  acknowledgement: ['acknowledgement', 'acknowledgements'],
  query: ['query', 'queries'],
  read: ['read', 'reads'],
  write: ['write', 'writes'],
};

/** `1 call`, `3 queries` */
function countedForm(count: number, form: string): string {
  const [one, more] = entryOf(nouns, form) ?? [form, `${form}s`];
  return `${count} ${count === 1 ? one : more}`;
}

/** `1 entity`, `3 entities` */
export function countedEntities(count: number): string {
  return `${count} ${count === 1 ? 'entity' : 'entities'}`;
}

/** An entity, a rule or a kind of state as people read it: `quiet hours`, `order completion`, `product price`. */
export function thingWords(thing: string): string {
  return spaced(thing).replaceAll('.', ' ');
}

/** What stands before a row of the matrix: `Events to Event bus`, `Reads carts`, `Quiet hours`. */
export function rowLabel(kind: TouchKind, how: string, thing: string): string {
  switch (kind) {
    case 'sends':
    case 'wait':
      return sentence(`${(entryOf(nouns, how) ?? [how, how])[1]} to ${thing}`);
    case 'data':
      return `${how === 'read' ? 'Reads' : 'Writes'} ${thing}`;
    case 'rule':
    case 'state':
      return sentence(thing);
  }
}

/** What a touch is, in words: `3 reads of customers`, `277 ms waiting for 2 calls to Notification API`. */
export function touchWords({ kind, how, amount, seqs }: Touch, thing: string): string {
  switch (kind) {
    case 'sends':
      return `${countedForm(amount, how)} to ${thing}`;
    case 'data':
      return `${countedForm(amount, how)} of ${thing}`;
    case 'rule':
      return `${counted(amount, 'decision')} by the rule ${thing}`;
    case 'state':
      return `keeps ${thing} of ${amount}, with ${counted(seqs.length, 'change')}`;
    case 'wait':
      return `${amount} ms waiting for ${countedForm(seqs.length, how)} to ${thing}`;
  }
}
