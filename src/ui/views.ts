/** Ways to look at one run: the six of one trace, which keys 1 to 6 lead to, and then what is found out from whole runs. */
export const shownViews = [
  'stage',
  'sequence',
  'states',
  'timeline',
  'log',
  'metrics',
  'why',
  'coupling',
  'blast-radius',
  'change',
] as const;
export type ShownView = (typeof shownViews)[number];
