import { benchTables, type TableName } from './bench-tables';

export type BenchTab = TableName | 'settings' | 'changes';

/** What the bench shows one at a time. */
export const benchTabs: readonly { readonly name: BenchTab; readonly title: string }[] = [
  ...benchTables.map(({ name, title }) => ({ name, title })),
  { name: 'settings', title: 'Timing and retries' },
  { name: 'changes', title: 'What changed' },
];

/** The tab that a key leads to from another one; undefined for a key that leads to none. */
export function tabAfter(tab: BenchTab, key: string): BenchTab | undefined {
  const at = benchTabs.findIndex(({ name }) => name === tab);
  const count = benchTabs.length;
  const places: Readonly<Record<string, number>> = {
    ArrowRight: (at + 1) % count,
    ArrowDown: (at + 1) % count,
    ArrowLeft: (at + count - 1) % count,
    ArrowUp: (at + count - 1) % count,
    Home: 0,
    End: count - 1,
  };
  const place = places[key];
  return place === undefined ? undefined : benchTabs[place]?.name;
}
