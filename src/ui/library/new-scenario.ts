import { changesOver } from '../../analysis/data-difference';
import {
  defaultSettings,
  scenarioOf,
  shippedTypeRows,
  shopData,
  shopOf,
  typeRowsOf,
  type Recording,
  type Scenario,
  type Settings,
  type SettingsChanges,
} from '../../simulation';

/** A scenario that can be played as it is, for someone to go on from. */
export function blankScenario(id: string): Scenario {
  return {
    id,
    title: 'My scenario',
    group: 'Simple',
    story: 'Alice’s order ord-001 is shipped.',
    ending: 'Alice has a message that her order is on its way.',
    startsAt: '2026-03-02T09:00:00Z',
    acts: [{ at: 0, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } }],
  };
}

/**
 * What is on screen as a scenario by itself: the acts, data, kinds of notification, settings and broker of a recording folded
 * into its story. Played with the same seed, it gives the same run.
 */
export function scenarioFrom(recording: Recording, id: string): Scenario {
  const known = scenarioOf(recording);
  if (known === undefined) return blankScenario(id);
  const { $schema: _, order: __, shop: ___, notificationTypes: ____, settings: _____, ...story } = known;
  const shop = changesOver(shopData, shopOf(recording));
  const shipped = new Map(shippedTypeRows.map((row) => [row.name, JSON.stringify(row)]));
  const types = typeRowsOf(recording).filter((row) => shipped.get(row.name) !== JSON.stringify(row));
  const settings = changedFrom(defaultSettings, recording.settings);
  return {
    ...story,
    id,
    title: `${recording.title ?? known.title}, my version`,
    ...(shop === undefined ? {} : { shop }),
    ...(types.length === 0 ? {} : { notificationTypes: types }),
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    broker: recording.broker,
    // Of acts at the same moment, those of the story come first, as in the run.
    acts: [...known.acts, ...recording.acts].sort((one, other) => one.at - other.at),
  };
}

/** The settings that differ, each latency and limit by itself. */
function changedFrom(usual: Settings, settings: Settings): SettingsChanges {
  const differing = (before: object, after: object): readonly (readonly [string, unknown])[] => {
    const known = new Map<string, unknown>(Object.entries(before));
    return Object.entries(after).flatMap(([name, value]: [string, unknown]) => {
      const own = known.get(name);
      if (typeof value !== 'object' || value === null) return own === value ? [] : [[name, value] as const];
      const parts = differing(own as object, value);
      return parts.length === 0 ? [] : [[name, Object.fromEntries(parts)] as const];
    });
  };
  return Object.fromEntries(differing(usual, settings));
}
