import type { NodeId } from '../simulation';

/** What records are about, for filtering a log: several kinds of record each. */
export const logGroups = {
  messages: 'Messages',
  queries: 'Queries',
  decisions: 'Decisions',
  changes: 'Changes of state',
  deliveries: 'Deliveries',
  broker: 'Acknowledgements',
  errors: 'Errors',
  faults: 'Faults',
  timers: 'Timers',
} as const;
export type LogGroup = keyof typeof logGroups;

/** What a person wants to see of the log; a field that is empty does not narrow it. */
export interface LogFilter {
  readonly group: LogGroup | '';
  /** Takes part: where it happened, or the other end of a message. */
  readonly node: NodeId;
  readonly flow: string;
  /** Words that all must occur, in any case. */
  readonly text: string;
}

export const noFilter: LogFilter = { group: '', node: '', flow: '', text: '' };
