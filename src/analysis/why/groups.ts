import type { TypeOfRun } from '../../simulation';
import type { WhyRow, WhyTable } from './why';
import type { WhyOutcome } from './entries';

/** Which rows to show; an empty text is no condition. */
export interface WhyFilter {
  readonly recipient: string;
  readonly type: string;
  readonly outcome: WhyOutcome | '';
  /** Leaves out kinds of notification that the run is not about, and channels that a kind does not use. */
  readonly onlyConcerning: boolean;
}

/** A recipient in a group, with a row for each of its channels; undefined where the filter leaves it out. */
interface WhyPerson {
  readonly recipient: string;
  readonly rows: readonly (WhyRow | undefined)[];
}

/** The rows of one kind of notification, as a table of recipients by channels. */
export interface WhyGroup {
  readonly type: TypeOfRun;
  readonly channels: readonly string[];
  /** Those who were told, or were to be told. */
  readonly considered: readonly WhyPerson[];
  /** Those of whom nobody thought. */
  readonly others: readonly WhyPerson[];
}

/** The rows that a filter leaves, by kind of notification, in the order of the table. */
export function groupsOf({ rows, concerning }: WhyTable, filter: WhyFilter): readonly WhyGroup[] {
  const byType = new Map<TypeOfRun, WhyRow[]>();
  for (const row of rows) {
    if (!passes(row, filter, concerning)) continue;
    const group = byType.get(row.type);
    if (group === undefined) byType.set(row.type, [row]);
    else group.push(row);
  }
  return [...byType].map(([type, kept]) => groupOf(type, kept));
}

function groupOf(type: TypeOfRun, rows: readonly WhyRow[]): WhyGroup {
  const channels = [...new Set(rows.map(({ channel }) => channel))];
  const byRecipient = new Map<string, WhyRow[]>();
  for (const row of rows) {
    const own = byRecipient.get(row.recipient);
    if (own === undefined) byRecipient.set(row.recipient, [row]);
    else own.push(row);
  }
  const people = [...byRecipient].map(([recipient, own]): WhyPerson => {
    return { recipient, rows: channels.map((channel) => own.find((row) => row.channel === channel)) };
  });
  return {
    type,
    channels,
    considered: people.filter(isConsidered),
    others: people.filter((person) => !isConsidered(person)),
  };
}

function isConsidered({ rows }: WhyPerson): boolean {
  return rows.some((row) => row !== undefined && row.silence === undefined);
}

function passes(row: WhyRow, filter: WhyFilter, concerning: ReadonlySet<string>): boolean {
  if (filter.recipient !== '' && row.recipient !== filter.recipient) return false;
  if (filter.type !== '' && row.type.name !== filter.type) return false;
  if (filter.outcome !== '' && !row.outcomes.includes(filter.outcome)) return false;
  if (!filter.onlyConcerning) return true;
  return concerning.has(row.type.name) && row.silence?.kind !== 'other channels';
}
