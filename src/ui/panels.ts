/** Tabs of the detail side. */
export const panels = ['now', 'inspector', 'inboxes', 'log', 'projections', 'operations', 'code'] as const;
export type Panel = (typeof panels)[number];
