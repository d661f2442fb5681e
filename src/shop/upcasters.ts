import { DomainError } from '../engine/process';

/** What carries a version of its shape: an event, or the body of a request by its name. */
interface Versioned {
  readonly type: string;
  readonly version: number;
}

/** Makes the next version of something. */
type Upcaster = (old: Versioned) => Versioned;

/** Before version 2, all orders were placed on the web. */
const onTheWeb: Upcaster = (old) => ({ ...old, version: 2, salesChannel: 'web' });

/** By type, and by the version that each upcaster lifts. */
const upcasters: { readonly [type: string]: { readonly [version: number]: Upcaster } } = {
  OrderCreated: { 1: onTheWeb },
  'POST /orders': { 1: onTheWeb },
};

/**
 * Brings something into the version that a consumer needs. A newer one is read as it is: new versions only add facts, and
 * a tolerant reader does not mind them.
 * @param upcasting whether old versions may be lifted.
 * @throws DomainError UnsupportedVersion when it is older than needed and is not, or cannot be, lifted.
 */
export function lift<Old extends Versioned>(old: Old, neededVersion: number, upcasting: boolean): Old {
  let lifted: Versioned = old;
  while (lifted.version < neededVersion) {
    const upcast = upcasting ? upcasters[old.type]?.[lifted.version] : undefined;
    if (upcast === undefined) {
      throw new DomainError(
        'UnsupportedVersion',
        `${old.type} is of version ${old.version}; version ${neededVersion} is needed`,
      );
    }
    lifted = upcast(lifted);
  }
  // An upcaster adds facts and takes none away.
  return lifted as Old;
}
