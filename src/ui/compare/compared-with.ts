import { brokerNames, type BrokerName } from '../../simulation';

/** What the run that is shown is compared with: itself in the other architecture, over another broker, or another branch. */
export type ComparedWith =
  | { readonly kind: 'architecture' }
  | { readonly kind: 'broker'; readonly broker: BrokerName }
  | { readonly kind: 'branch'; readonly id: string };

/** `architecture`, `broker:kafka`, `branch:x1`: for the address. */
export function writeComparedWith(comparedWith: ComparedWith): string {
  switch (comparedWith.kind) {
    case 'architecture':
      return 'architecture';
    case 'broker':
      return `broker:${comparedWith.broker}`;
    case 'branch':
      return `branch:${comparedWith.id}`;
  }
}

/** Reads what `writeComparedWith` wrote; undefined when it is nothing of the kind. */
export function readComparedWith(text: string): ComparedWith | undefined {
  const [kind, name = ''] = text.split(':');
  const broker = brokerNames.find((each) => each === name);
  if (kind === 'architecture') return { kind };
  if (kind === 'broker' && broker !== undefined) return { kind, broker };
  if (kind === 'branch' && name !== '') return { kind, id: name };
  return undefined;
}
