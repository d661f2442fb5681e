import * as v from 'valibot';
import { architectureNames } from '../architectures/architecture-names';
import { brokerNames } from '../brokers/broker-names';
import { brokerCommandSchemas } from '../brokers/broker-commands';
import { epochMsOf, isoTime } from '../engine/calendar';
import type { Problem, Result } from '../engine/result';
import { notificationCommandSchemas } from '../notifications/notification-commands';
import { shippedTypeRows } from '../notifications/type-catalogue';
import { NotificationTypeChanges, typeRowProblems, withTypeRows } from '../notifications/type-rows';
import { actors, type ActorId } from '../shop/actors';
import { shopCommandSchemas } from '../shop/commands';
import { OutsideEvent } from '../shop/outside-events';
import { ShopDataChanges } from '../shop/shop-data';
import { check, kindMessage, problemsWithin } from '../shop/validation';
import { Edit } from './edits';
import { Fault } from './faults';
import { Operation } from '../architectures/operations';
import { SettingsChanges } from './settings';
import { changeProblems } from './shipped-shop';

/** Everything that can be commanded, told apart by `type`. */
export const Command = v.variant(
  'type',
  [...shopCommandSchemas, ...notificationCommandSchemas, ...brokerCommandSchemas],
  kindMessage('command'),
);
export type Command = v.InferOutput<typeof Command>;

/** Ten years: no calendar date falls outside what can be computed. */
const latestActMs = 10 * 365 * 86_400_000;

/** What every act says: when it happens, and in which architecture, if not in both. */
const moment = {
  /** Simulated ms since the start. */
  at: v.pipe(
    v.number(),
    v.safeInteger('must be whole ms'),
    v.minValue(0, 'must not be negative'),
    v.maxValue(latestActMs, 'must be within ten years'),
  ),
  /** An architecture whose parts have other names, or whose messages do, needs an act of its own. */
  only: v.exactOptional(v.picklist(architectureNames)),
};

/** Something that happens to the shop from outside, at a simulated time, told apart by `kind`. */
export const Act = v.variant(
  'kind',
  [
    v.strictObject({
      ...moment,
      kind: v.literal('command'),
      /** Who gives the command, if not its usual actor. */
      by: v.optional(v.picklist(Object.keys(actors) as ActorId[])),
      command: Command,
    }),
    v.strictObject({ ...moment, kind: v.literal('fault'), fault: Fault }),
    v.strictObject({ ...moment, kind: v.literal('operation'), operation: Operation }),
    v.strictObject({ ...moment, kind: v.literal('edit'), edit: Edit }),
    /** A system outside says that it has happened there. */
    v.strictObject({ ...moment, kind: v.literal('event'), event: OutsideEvent }),
  ],
  kindMessage('act', 'kind of act'),
);
export type Act = Readonly<v.InferOutput<typeof Act>>;

export const scenarioGroups = [
  'Simple',
  'Medium',
  'Complex',
  'Edge',
  'Commands',
  'Fan-out',
  'Delivery',
  'Evolution',
] as const;

/** A day that the calendar does not have, or 24:00, would otherwise count on to another one. */
const startTime = v.pipe(
  v.string(),
  v.regex(
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?Z$/,
    'must be a UTC time such as "2026-03-02T09:00:00Z"',
  ),
  v.check(timeExists, 'must be a time that exists'),
  v.check((text) => text >= '1970' && text < '3000', 'must be in the years 1970 to 2999'),
);

/** A story to play: what is different about the shop, and what happens in it. */
export const Scenario = v.strictObject({
  /** Where an editor finds the schema; not used otherwise. */
  $schema: v.optional(v.string()),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower case words joined by "-"')),
  title: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  group: v.picklist(scenarioGroups),
  /** Its place among the scenarios of its group: from plain to special. */
  order: v.exactOptional(v.pipe(v.number(), v.safeInteger('must be a whole number'))),
  /** What it is about, for people. */
  story: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  /** What must have happened when it is over, for people. */
  ending: v.pipe(v.string(), v.nonEmpty('must not be empty')),
  /** Wall-clock time at simulated 0. */
  startsAt: v.optional(startTime, '2026-03-02T09:00:00Z'),
  /** Rows in place of, or beside, those of the shop's fixtures. */
  shop: v.optional(ShopDataChanges),
  /** Kinds of notification in place of, or beside, those that ship. */
  notificationTypes: v.exactOptional(NotificationTypeChanges),
  /** Settings over the defaults; `recordingOf` and `parseRecording` put them there (`completeSettings`). */
  settings: v.optional(SettingsChanges),
  /** The broker that shows best what the scenario is about; a person may choose another one. */
  broker: v.optional(v.picklist(brokerNames)),
  acts: v.pipe(v.array(Act), v.nonEmpty('must have at least one act'), v.readonly()),
});
export type Scenario = v.InferOutput<typeof Scenario>;

/**
 * Reads a scenario from outside.
 * @param name file or place that it comes from, for messages.
 */
export function parseScenario(json: unknown, name = ''): Result<Scenario> {
  const checked = check(Scenario, json);
  const problems = checked.ok ? scenarioProblems(checked.value) : checked.problems;
  if (checked.ok && problems.length === 0) return checked;
  return {
    ok: false,
    problems: problems.map(({ path, message }) => ({
      path: [name, path].filter((part) => part !== '').join(': '),
      message,
    })),
  };
}

/**
 * What is wrong with a scenario in which each part is well formed: kinds of notification that lack something, and rows of
 * its shop that point nowhere.
 */
export function scenarioProblems({ shop = {}, notificationTypes = [] }: Scenario): readonly Problem[] {
  const types = withTypeRows(shippedTypeRows, notificationTypes);
  return [
    ...typeRowProblems(notificationTypes, shippedTypeRows),
    ...problemsWithin('shop', changeProblems(shop, types)),
  ];
}

function timeExists(text: string): boolean {
  const epochMs = epochMsOf(text);
  return !Number.isNaN(epochMs) && isoTime(epochMs).startsWith(text.replace(/(\.\d+)?Z$/, ''));
}
