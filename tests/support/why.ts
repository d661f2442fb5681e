import { expect } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { whyOf, type WhyRow, type WhyTable } from '../../src/analysis/why/why';
import { answerOf, silenceAnswer, titleOf } from '../../src/analysis/why/words';
import { customerChannels, shopOf, typesOf, warehouseAddress, type Run } from '../../src/simulation';
import { ofKind } from './play';

/** The answers of a row, each as one line: `skipped: Bob was not notified because … Decided by Pricing.` */
export function answersOf(run: Run, key: string): readonly string[] {
  const row = rowOf(whyOf(run), key);
  const names = namesOf(run.recording, run.trace);
  const lines =
    row.silence === undefined
      ? row.entries.map((entry) => [entry.outcome, answerOf(row, entry, run.trace, names)] as const)
      : [['never considered', silenceAnswer(row, run.trace, names)] as const];
  return lines.map(([outcome, { reason, decidedBy }]) =>
    [`${outcome}: ${reason}`, ...(decidedBy.length > 0 ? [`Decided by ${decidedBy.join(', ')}.`] : [])].join(
      ' ',
    ),
  );
}

/** The row of a kind, a recipient and a channel: `price_drop cust-002 email`. */
export function rowOf({ rows }: WhyTable, key: string): WhyRow {
  const row = rows.find((candidate) => candidate.key === key);
  if (row === undefined) throw new Error(`there is no row ${key}`);
  return row;
}

/** Expects of a run's table what must hold of every table. */
export function expectWholeTable(run: Run): void {
  const table = whyOf(run);
  expectRowForEverything(run, table);
  expectEachNotificationOnce(run, table);
  expectSoundChains(run, table);
}

function expectRowForEverything({ recording }: Run, { rows }: WhyTable): void {
  const keys = rows.map(({ key }) => key);
  expect(new Set(keys).size).toBe(keys.length);
  const expected = typesOf(recording).flatMap(({ name, audience }) =>
    audience === 'internal'
      ? [`${name} ${warehouseAddress} mailbox`]
      : shopOf(recording).customers.flatMap(({ id }) =>
          customerChannels.map((channel) => `${name} ${id} ${channel}`),
        ),
  );
  expect(keys).toEqual(expect.arrayContaining(expected));
}

function expectEachNotificationOnce(run: Run, { rows }: WhyTable): void {
  const told = rows.flatMap(({ type, recipient, channel, entries }) =>
    entries.flatMap(({ notification, status }) =>
      notification === undefined
        ? []
        : [`${notification} ${type.name} ${recipient} ${channel} ${status ?? ''}`],
    ),
  );
  const made = run.outcome.notifications.map(
    ({ id, type, customerId, channel, status }) =>
      `${id} ${type} ${customerId ?? warehouseAddress} ${channel} ${status}`,
  );
  expect([...told].sort()).toEqual([...made].sort());

  const received = rows.flatMap(({ entries }) =>
    entries.flatMap(({ steps }) => steps.filter(({ kind }) => kind === 'received')),
  );
  expect(received.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(
    ofKind(run, 'received').map(({ seq }) => seq),
  );
}

function expectSoundChains(run: Run, { rows }: WhyTable): void {
  const names = namesOf(run.recording, run.trace);
  for (const row of rows) {
    expect(row.entries.length === 0).toBe(row.silence !== undefined);
    expect(titleOf(row, names)).not.toBe('');
    for (const { steps, deciding, outcome } of row.entries) {
      const seqs = steps.map(({ seq }) => seq);
      expect(seqs).toEqual([...new Set(seqs)].sort((a, b) => a - b));
      for (const step of steps) expect(run.trace[step.seq - 1]).toBe(step);
      expect(steps).toContain(deciding);
      expect(row.outcomes).toContain(outcome);
    }
  }
}
