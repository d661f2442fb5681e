import type { ArchitectureName, NodeId } from '../../simulation';

/** A number that a person wants to see the records of. */
export interface Chosen {
  /** Whose run the records are of. */
  readonly architecture: ArchitectureName;
  /** `Pricing, API-driven: 3 reads of customers`; no other number has the same. */
  readonly title: string;
  readonly seqs: readonly number[];
  readonly node: NodeId | undefined;
}
