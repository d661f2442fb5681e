import { World } from '../../src/engine/world';
import type { NodeId, TraceRecord } from '../../src/engine/trace';

/** A link of a small world: from, to, and how long a message takes in ms. */
export type Way = readonly [from: NodeId, to: NodeId, latencyMs: number];

/** 2026-03-02T09:00:00Z, when simulated time begins unless a scenario says otherwise. */
export const mondayMorning = Date.UTC(2026, 2, 2, 9);

/** A world with just these ways. */
export function smallWorld(
  ways: readonly Way[],
  {
    seed = 1,
    jitterMs = 0,
    epochMs = mondayMorning,
  }: { seed?: number; jitterMs?: number; epochMs?: number } = {},
): World {
  const links = ways.map(([from, to, latencyMs]) => ({ from, to, latencyMs }));
  return new World({ topology: { nodes: [], links }, seed, jitterMs, epochMs });
}

/** Lets everything happen that is due, to the end. */
export function runOut({ clock }: World): void {
  while (clock.runNext());
}

/** The records of a kind, in order. */
export function recordsOf<Kind extends TraceRecord['kind']>(
  world: World,
  kind: Kind,
): readonly Extract<TraceRecord, { kind: Kind }>[] {
  return world.journal.records.filter(
    (record): record is Extract<TraceRecord, { kind: Kind }> => record.kind === kind,
  );
}
