export const architectureNames = ['event-sourced', 'api-driven'] as const;
export type ArchitectureName = (typeof architectureNames)[number];
