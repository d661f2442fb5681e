/** A thing that can be selected, and then is in every view. */
export type Selection =
  /** A record, and with it the message that it is about. */
  | { readonly kind: 'record'; readonly seq: number }
  | { readonly kind: 'node'; readonly id: string }
  /** A notification, order, product …: machine and id as in the trace. */
  | { readonly kind: 'entity'; readonly machine: string; readonly id: string }
  | { readonly kind: 'customer'; readonly id: string };

/** `record:12`, `node:ordering`, `entity:order:ord-001`: for the URL. */
export function writeSelection(selection: Selection): string {
  switch (selection.kind) {
    case 'record':
      return `record:${selection.seq}`;
    case 'entity':
      return `entity:${selection.machine}:${selection.id}`;
    case 'node':
    case 'customer':
      return `${selection.kind}:${selection.id}`;
  }
}

/** Reads what `writeSelection` wrote; undefined when it is nothing of the kind. */
export function readSelection(text: string): Selection | undefined {
  const [kind, first = '', ...rest] = text.split(':');
  if (first === '') return undefined;
  if (kind === 'record' && /^\d+$/.test(first)) return { kind, seq: Number(first) };
  if (kind === 'node' || kind === 'customer') return { kind, id: first };
  if (kind === 'entity' && rest.length > 0) return { kind, machine: first, id: rest.join(':') };
  return undefined;
}
