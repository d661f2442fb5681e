import * as v from 'valibot';
import { architectureNames, type ArchitectureName } from '../architectures/architecture-names';
import { brokerNames, type BrokerName } from '../brokers/broker-names';
import { epochMsOf } from '../engine/calendar';
import type { Problem, Result } from '../engine/result';
import { shippedTypeRows } from '../notifications/type-catalogue';
import {
  NotificationTypeChanges,
  typeRowProblems,
  withTypeRows,
  type TypeRow,
} from '../notifications/type-rows';
import { ShopDataChanges, withChanges, type ShopData } from '../shop/shop-data';
import { check, problemsWithin } from '../shop/validation';
import { findScenario } from './library';
import { Act, Scenario, scenarioProblems } from './scenario';
import { changeProblems, shopData } from './shipped-shop';
import { completeSettings, SettingsChanges, type Settings } from './settings';

const scenarioId = v.string('must be the id of a scenario, or a scenario');

const RecordingInput = v.strictObject({
  format: v.literal('signalbox.recording', 'must be "signalbox.recording"'),
  version: v.literal(1, 'must be 1; a newer version needs a newer Signalbox'),
  title: v.optional(v.string()),
  /** Id of a shipped scenario, or a whole one. */
  scenario: v.lazy((input) => (isObject(input) ? Scenario : scenarioId)),
  architecture: v.picklist(architectureNames),
  broker: v.picklist(brokerNames),
  /** Starts the random streams: 32 bits, with or without a sign (-1 and 4294967295 are the same seed). */
  seed: v.pipe(
    v.number(),
    v.safeInteger('must be a whole number'),
    v.minValue(-0x8000_0000, 'must be at least -2147483648'),
    v.maxValue(0xffff_ffff, 'must be at most 4294967295'),
  ),
  settings: SettingsChanges,
  /** Rows of the shop as a person wants them, over those of the scenario. */
  shop: v.exactOptional(ShopDataChanges),
  /** Kinds of notification as a person wants them, over those of the scenario. */
  notificationTypes: v.exactOptional(NotificationTypeChanges),
  /** What a person did, beside what the scenario brings. */
  acts: v.pipe(v.array(Act), v.readonly()),
  /** Stop at this simulated ms; left out: run to the end. */
  until: v.optional(
    v.pipe(v.number(), v.safeInteger('must be whole ms'), v.minValue(0, 'must not be negative')),
  ),
});

/** All that a run depends on, every setting included. Same recording, same run, byte for byte. */
export type Recording = Omit<v.InferOutput<typeof RecordingInput>, 'settings'> & { settings: Settings };

/**
 * Reads a recording from outside. Never throws; problems say where and why. A setting that it leaves out is the
 * scenario's, or else the default.
 */
export function parseRecording(json: unknown): Result<Recording> {
  const checked = check(RecordingInput, json);
  if (!checked.ok) return checked;
  const recording = checked.value;
  const scenario = scenarioOf(recording);
  if (scenario === undefined) {
    const message = `there is no scenario ${JSON.stringify(recording.scenario)} in this version`;
    return { ok: false, problems: [{ path: 'scenario', message }] };
  }
  const problems = [
    ...eventIdProblems(recording.acts),
    ...problemsWithin('scenario', scenarioProblems(scenario)),
    ...typeRowProblems(recording.notificationTypes ?? [], typeRowsOfScenario(scenario)),
    ...problemsWithin(
      'shop',
      changeProblems(recording.shop ?? {}, typeRowsOf(recording), shopOfScenario(scenario)),
    ),
  ];
  if (problems.length > 0) return { ok: false, problems };
  const settings = completeSettings(scenario.settings, recording.settings);
  return { ok: true, value: { ...recording, settings } };
}

/** The form of the ids that the bus gives. */
const idOfBus = /^evt-\d+$/;

/**
 * Events of a person with an id that the bus gives. A person's act comes into a run that is under way, in which something else has such an
 * id already, or will; the events of a scenario are known beforehand, so that the bus leaves their ids out.
 */
function eventIdProblems(acts: readonly Act[]): readonly Problem[] {
  return acts.flatMap((act, index) => {
    if (act.kind !== 'event' || !idOfBus.test(act.event.id)) return [];
    const message = `must not be ${act.event.id}: the bus gives such ids itself; take another one, such as "outside-1"`;
    return [{ path: `acts[${index}].event.id`, message }];
  });
}

/** What a person may choose about a run, beside scenario and architecture. */
export interface Choices {
  readonly seed?: number;
  /** Left out: the one that the scenario asks for, or else the in-memory one. */
  readonly broker?: BrokerName | undefined;
  readonly settings?: SettingsChanges;
  /** Rows over those of the scenario’s shop. */
  readonly shop?: ShopDataChanges;
  /** Kinds of notification over those of the scenario. */
  readonly notificationTypes?: NotificationTypeChanges;
  /** What the person does, beside what the scenario brings. */
  readonly acts?: readonly Act[];
}

/** A recording of a scenario as it stands; a setting that is left out is the scenario's, or else the default. */
export function recordingOf(
  scenario: string | Scenario,
  architecture: ArchitectureName,
  { seed = 1, broker, settings = {}, shop, notificationTypes, acts = [] }: Choices = {},
): Recording {
  const known = scenarioOf({ scenario });
  return {
    format: 'signalbox.recording',
    version: 1,
    scenario,
    architecture,
    broker: broker ?? known?.broker ?? 'in-memory',
    seed,
    settings: completeSettings(known?.settings, settings),
    ...(shop === undefined ? {} : { shop }),
    ...(notificationTypes === undefined ? {} : { notificationTypes }),
    acts,
  };
}

/** The scenario of a recording; undefined when it names one that does not ship with this version. */
export function scenarioOf({ scenario }: Pick<Recording, 'scenario'>): Scenario | undefined {
  return typeof scenario === 'string' ? findScenario(scenario) : scenario;
}

/** Wall-clock time at simulated 0, in ms since 1970; NaN when the scenario does not ship with this version. */
export function startMsOf(recording: Pick<Recording, 'scenario'>): number {
  return epochMsOf(scenarioOf(recording)?.startsAt ?? '');
}

/** The shop in which a recording begins: as shipped, over it the scenario’s rows, over these the person’s. */
export function shopOf(recording: Pick<Recording, 'scenario' | 'shop'>): ShopData {
  const scenario = scenarioOf(recording);
  return withChanges(scenario === undefined ? shopData : shopOfScenario(scenario), recording.shop ?? {});
}

/** The kinds of notification of a recording: as shipped, over them the scenario’s rows, over these the person’s. */
export function typeRowsOf(recording: Pick<Recording, 'scenario' | 'notificationTypes'>): readonly TypeRow[] {
  const scenario = scenarioOf(recording);
  const base = scenario === undefined ? shippedTypeRows : typeRowsOfScenario(scenario);
  return withTypeRows(base, recording.notificationTypes);
}

function typeRowsOfScenario({ notificationTypes }: Scenario): readonly TypeRow[] {
  return withTypeRows(shippedTypeRows, notificationTypes);
}

function shopOfScenario({ shop = {} }: Scenario): ShopData {
  return withChanges(shopData, shop);
}

function isObject(input: unknown): boolean {
  return typeof input === 'object' && input !== null && !Array.isArray(input);
}
