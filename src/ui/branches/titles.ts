import type { CountName } from '../../analysis/branch-difference';
import type { ArchitectureName, BrokerName } from '../../simulation';
import { architectureTitles } from '../architectures';
import { brokerTitles } from '../header/broker-titles';
import { figureGroups, switches } from '../settings/fields';

export const countTitles: Readonly<Record<CountName, string>> = {
  records: 'Steps',
  durationMs: 'Lasts',
  notifications: 'Notifications',
  received: 'Messages received',
  stopped: 'Stopped by a rule',
  failed: 'Notifications that failed',
  errors: 'Errors',
};

const settingTitles: ReadonlyMap<string, string> = new Map<string, string>([
  ['scenario', 'Scenario'],
  ['architecture', 'Architecture'],
  ['broker', 'Broker'],
  ['seed', 'Seed'],
  ['until', 'Stops at'],
  ...switches.map(({ name, title }) => [name, title] as const),
  ...figureGroups.flatMap(({ title: group, figures }) =>
    figures.map(({ name, title }) => [name, `${group}: ${title}`] as const),
  ),
]);

/** What a setting is called on the page. */
export function settingTitle(name: string): string {
  return settingTitles.get(name) ?? name;
}

/** What a value of a setting is called on the page. */
export function settingValue(name: string, value: string | undefined): string {
  if (value === undefined) return 'not set';
  if (name === 'architecture') return architectureTitles[value as ArchitectureName];
  if (name === 'broker') return brokerTitles[value as BrokerName];
  if (value === 'true') return 'on';
  return value === 'false' ? 'off' : value;
}
