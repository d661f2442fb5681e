import type { WhyEntry } from '../../analysis/why/entries';
import type { WhyRow, WhyTable } from '../../analysis/why/why';
import type { Selection } from '../selection';

/**
 * The row to explain: that of what is selected on the page, and of several the one that was chosen here.
 * @param chosen key of that one; it holds as long as nothing else is selected.
 */
export function rowToExplain(
  { rows, concerning }: WhyTable,
  selection: Selection | undefined,
  chosen: string | undefined,
): WhyRow | undefined {
  const isOfSelection = selection === undefined ? undefined : fitting(selection);
  const own = rows.find(({ key }) => key === chosen);
  if (isOfSelection === undefined || (own !== undefined && isOfSelection(own))) return own;
  const found = rows.filter(isOfSelection);
  const isOfRun = ({ type, silence }: WhyRow) =>
    concerning.has(type.name) && silence?.kind !== 'other channels';
  return found.find(({ silence }) => silence === undefined) ?? found.find(isOfRun) ?? found[0] ?? own;
}

/** What to select with a row: the notification that came about last, or else the customer. */
export function selectionOf({ entries, recipient }: WhyRow, isCustomer: boolean): Selection | undefined {
  const id = entries
    .map(({ notification }) => notification)
    .filter((known) => known !== undefined)
    .at(-1);
  if (id !== undefined) return { kind: 'entity', machine: 'notification', id };
  return isCustomer ? { kind: 'customer', id: recipient } : undefined;
}

/** Whether a row is about what is selected; undefined for what no row is about. */
function fitting(selection: Selection): ((row: WhyRow) => boolean) | undefined {
  switch (selection.kind) {
    case 'customer':
      return ({ recipient }) => recipient === selection.id;
    case 'entity':
      return selection.machine === 'notification'
        ? hasEntry(({ notification }) => notification === selection.id)
        : undefined;
    case 'record':
      return hasEntry(({ steps }) => steps.some(({ seq }) => seq === selection.seq));
    case 'node':
      return undefined;
  }
}

function hasEntry(fits: (entry: WhyEntry) => boolean): (row: WhyRow) => boolean {
  return ({ entries }) => entries.some(fits);
}
