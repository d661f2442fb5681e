import type { Lost, Travelling } from '../../simulation';

/** How the line of a message is drawn, so that its kind is plain without colour. */
export interface ArrowStyle {
  readonly line: 'solid' | 'dashed' | 'dotted';
  /** Filled: its sender waits for what comes of it. */
  readonly head: 'filled' | 'open';
}

const styles = {
  asked: { line: 'solid', head: 'filled' },
  told: { line: 'solid', head: 'open' },
  queried: { line: 'dashed', head: 'filled' },
  answered: { line: 'dashed', head: 'open' },
  noted: { line: 'dotted', head: 'open' },
} as const satisfies Readonly<Record<string, ArrowStyle>>;

/** As in UML: solid with a filled head where someone waits, with an open head where nobody does, dashed for what goes back. */
export function arrowStyleOf(record: Travelling | Lost): ArrowStyle {
  if (record.kind === 'lost') return styles.told;
  if (record.kind === 'query') return styles.queried;
  if (record.kind === 'reply') return styles.answered;
  if (record.form === 'acknowledgement') return styles.noted;
  return record.form === 'event' ? styles.told : styles.asked;
}
