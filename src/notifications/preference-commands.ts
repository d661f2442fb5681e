/**
 * Commands by which customers say what they want to be told and how, the same in both architectures. A change applies
 * from the moment it is handled; what was created before keeps its channels (domain.md).
 */
import * as v from 'valibot';
import type { Process } from '../engine/process';
import type { CommandHandlers } from '../shop/commands';
import { categories, customerChannels, type Preferences } from '../shop/models';
import { loadCustomer } from '../shop/order-rules';
import type { Store } from '../shop/store';
import type { NotificationTypes } from './type-catalogue';
import {
  defaultPreferences,
  resubscribed,
  unsubscribed,
  updated,
  withoutQuietHours,
  withQuietHours,
} from './preference-rules';

const customerId = v.pipe(v.string(), v.nonEmpty('must name a customer'));
const notificationType = v.pipe(v.string(), v.nonEmpty('must name a type of notification'));
const wantedChannels = v.pipe(v.array(v.picklist(customerChannels)), v.readonly());
const time = v.string();

const UpdatePreferences = v.strictObject({
  type: v.literal('UpdatePreferences'),
  customerId,
  /** Channels wanted for a category, in place of those wanted so far. */
  categories: v.exactOptional(v.strictObject(v.entriesFromList(categories, v.exactOptional(wantedChannels)))),
  /** Switches that overrule all categories. */
  channels: v.exactOptional(
    v.strictObject(v.entriesFromList(customerChannels, v.exactOptional(v.boolean()))),
  ),
});
/** Any text passes for a time here: the handler refuses what is none, so that the caller sees why. */
const SetQuietHours = v.strictObject({ type: v.literal('SetQuietHours'), customerId, from: time, to: time });
const ClearQuietHours = v.strictObject({ type: v.literal('ClearQuietHours'), customerId });
const Unsubscribe = v.strictObject({ type: v.literal('Unsubscribe'), customerId, notificationType });
const Resubscribe = v.strictObject({ type: v.literal('Resubscribe'), customerId, notificationType });

export const preferenceCommandSchemas = [
  UpdatePreferences,
  SetQuietHours,
  ClearQuietHours,
  Unsubscribe,
  Resubscribe,
] as const;

export type PreferenceCommand = Readonly<v.InferOutput<(typeof preferenceCommandSchemas)[number]>>;

/** What changing preferences needs of the store. */
export type PreferenceStore = Pick<Store, 'customer' | 'preferences' | 'savePreferences'>;

interface Ports {
  readonly store: PreferenceStore;
  readonly types: Pick<NotificationTypes, 'requireCustomerType'>;
}

/** The handlers of these commands; each answers with the preferences that are then in force. */
export function preferenceCommands({
  store,
  types,
}: Ports): CommandHandlers<PreferenceCommand, PreferenceCommand['type']> {
  return {
    UpdatePreferences: ({ customerId: id, type, ...changes }) =>
      changePreferences(store, id, type, (preferences) => updated(preferences, changes)),

    SetQuietHours: ({ customerId: id, type, from, to }) =>
      changePreferences(store, id, type, (preferences) => withQuietHours(preferences, from, to)),

    ClearQuietHours: ({ customerId: id, type }) => changePreferences(store, id, type, withoutQuietHours),

    Unsubscribe: ({ customerId: id, type, notificationType: name }) =>
      changePreferences(store, id, type, (preferences) =>
        unsubscribed(preferences, types.requireCustomerType(name).name),
      ),

    Resubscribe: ({ customerId: id, type, notificationType: name }) =>
      changePreferences(store, id, type, (preferences) =>
        resubscribed(preferences, types.requireCustomerType(name).name),
      ),
  };
}

/**
 * Changes a customer's preferences; who has none starts from the defaults.
 * @param command what they change for.
 * @throws DomainError CustomerNotFound, ConcurrentChange, and what `change` throws.
 */
export function* changePreferences(
  store: PreferenceStore,
  id: string,
  command: string,
  change: (preferences: Preferences) => Preferences,
): Process<Preferences> {
  yield* loadCustomer(store, id);
  const known = yield* store.preferences(id);
  return yield* store.savePreferences(known, change(known ?? defaultPreferences(id)), command);
}

/** Gives a customer the default preferences, unless there are some already. */
export function* createPreferences(
  store: Pick<Store, 'preferences' | 'savePreferences'>,
  id: string,
): Process<Preferences> {
  const known = yield* store.preferences(id);
  return known ?? (yield* store.savePreferences(undefined, defaultPreferences(id), 'CreatePreferences'));
}
