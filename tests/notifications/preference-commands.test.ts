import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  createPreferences,
  preferenceCommands,
  preferenceCommandSchemas,
  type PreferenceCommand,
} from '../../src/notifications/preference-commands';
import { defaultPreferences } from '../../src/notifications/preference-rules';
import { NotificationTypes } from '../../src/notifications/type-catalogue';
import { DataStore } from '../../src/shop/data-store';
import type { Preferences } from '../../src/shop/models';
import { connectStore } from '../../src/shop/store';
import { shopData } from '../../src/simulation';
import { finish, recordsOf, smallWorld } from '../support/small-world';

const types = new NotificationTypes();

/** A shop in which customers can change their preferences. */
function preferring() {
  const world = smallWorld([['notifications', 'store', 4]]);
  const database = new DataStore(shopData);
  const store = connectStore(world, 'notifications', database);
  const handlers = preferenceCommands({ store, types });
  const give = (command: PreferenceCommand) => {
    const handle = handlers[command.type] as (
      obeyed: PreferenceCommand,
    ) => ReturnType<typeof handlers.Unsubscribe>;
    return finish(world, 'notifications', handle(command)) as Preferences;
  };
  return { world, database, store, give };
}

const refused = (name: string, message: RegExp) =>
  expect.objectContaining({ name, message: expect.stringMatching(message) as string }) as Error;

describe('the defaults of a new customer', () => {
  it('are email for everything; SMS and push are off', () => {
    expect(defaultPreferences('cust-010')).toEqual({
      customerId: 'cust-010',
      categories: {
        order_updates: ['email'],
        price_alerts: ['email'],
        promotions: ['email'],
        payment_alerts: ['email'],
      },
      channels: { email: true, sms: false, push: false },
      unsubscribedTypes: [],
      quietHours: null,
    });
  });

  it('are created once and overwrite nothing', () => {
    const { world, database, store } = preferring();
    const created = finish(world, 'notifications', createPreferences(store, 'cust-006'));
    expect(created).toEqual(defaultPreferences('cust-006'));
    const iris = finish(world, 'notifications', createPreferences(store, 'cust-009'));
    expect(iris.quietHours).toEqual({ from: '22:00', to: '08:00' });
    expect(database.preferences('cust-009')).toBe(iris);
    expect(recordsOf(world, 'changed').map(({ entity }) => entity)).toEqual(['cust-006']);
  });
});

describe('UpdatePreferences', () => {
  it('changes what it names and leaves the rest', () => {
    const { database, give } = preferring();
    const before = database.preferences('cust-001');
    give({
      type: 'UpdatePreferences',
      customerId: 'cust-001',
      categories: { promotions: ['push', 'email'] },
      channels: { sms: false },
    });
    expect(database.preferences('cust-001')).toEqual({
      ...before,
      categories: { ...before?.categories, promotions: ['email', 'push'] },
      channels: { email: true, sms: false, push: true },
    });
  });

  it('can want a category not at all', () => {
    const { give } = preferring();
    const { categories } = give({
      type: 'UpdatePreferences',
      customerId: 'cust-001',
      categories: { order_updates: [] },
    });
    expect(categories.order_updates).toEqual([]);
    expect(categories.payment_alerts).toEqual(['email', 'sms']);
  });

  it('of a customer without preferences starts from the defaults', () => {
    const { world, give } = preferring();
    const frank = give({ type: 'UpdatePreferences', customerId: 'cust-006', channels: { sms: true } });
    expect(frank).toEqual({
      ...defaultPreferences('cust-006'),
      channels: { email: true, sms: true, push: false },
    });
    expect(recordsOf(world, 'changed')).toMatchObject([
      { machine: 'preferences', entity: 'cust-006', from: null, to: 'version 1', event: 'UpdatePreferences' },
    ]);
  });

  it('names only channels and categories that there are', () => {
    const [schema] = preferenceCommandSchemas;
    const command = { type: 'UpdatePreferences', customerId: 'cust-001' };
    expect(v.is(schema, command)).toBe(true);
    expect(v.is(schema, { ...command, categories: { promotions: ['email'] } })).toBe(true);
    expect(v.is(schema, { ...command, categories: { promotions: ['pigeon'] } })).toBe(false);
    expect(v.is(schema, { ...command, categories: { gossip: ['email'] } })).toBe(false);
    expect(v.is(schema, { ...command, channels: { mailbox: true } })).toBe(false);
  });
});

describe('quiet hours', () => {
  it('can be set and cleared', () => {
    const { give } = preferring();
    const set = give({ type: 'SetQuietHours', customerId: 'cust-001', from: '21:30', to: '07:00' });
    expect(set.quietHours).toEqual({ from: '21:30', to: '07:00' });
    expect(give({ type: 'ClearQuietHours', customerId: 'cust-001' }).quietHours).toBeNull();
  });

  it.each([
    ['25:00', '08:00'],
    ['22:00', '8:00'],
    ['22:60', '08:00'],
    ['ten', 'eight'],
    ['', ''],
    ['08:00', '08:00'],
  ])('from %j to %j are an error that says HH:MM-HH:MM, and nothing changes', (from, to) => {
    const { world, give } = preferring();
    expect(() => give({ type: 'SetQuietHours', customerId: 'cust-001', from, to })).toThrow(
      refused('InvalidQuietHours', /must be HH:MM-HH:MM such as 22:00-08:00/),
    );
    expect(recordsOf(world, 'changed')).toEqual([]);
  });

  it('that are no times reach the handler, so that the caller is told why', () => {
    const anyText = { type: 'SetQuietHours', customerId: 'cust-001', from: 'ten', to: 'eight' };
    expect(preferenceCommandSchemas.some((schema) => v.is(schema, anyText))).toBe(true);
  });
});

describe('Unsubscribe and Resubscribe', () => {
  const type = 'Unsubscribe';

  it('put a type on the list and take it off again', () => {
    const { give } = preferring();
    const first = give({ type, customerId: 'cust-007', notificationType: 'price_drop' });
    expect(first.unsubscribedTypes).toEqual(['order_confirmed', 'price_drop']);
    const again = { customerId: 'cust-007', notificationType: 'order_confirmed' };
    expect(give({ type: 'Resubscribe', ...again }).unsubscribedTypes).toEqual(['price_drop']);
  });

  it('twice is an error', () => {
    const { give } = preferring();
    expect(() => give({ type, customerId: 'cust-007', notificationType: 'order_confirmed' })).toThrow(
      refused('AlreadyUnsubscribed', /cust-007.*order_confirmed/),
    );
  });

  it('of what one has not unsubscribed from is an error', () => {
    const { give } = preferring();
    expect(() =>
      give({ type: 'Resubscribe', customerId: 'cust-007', notificationType: 'price_drop' }),
    ).toThrow(refused('NotUnsubscribed', /cust-007.*price_drop/));
    expect(() =>
      give({ type: 'Resubscribe', customerId: 'cust-006', notificationType: 'price_drop' }),
    ).toThrow(refused('NotUnsubscribed', /cust-006/));
  });

  it.each(['birthday', 'low_stock', 'stock_allocated'])(
    'of %s is an error: no customer gets such a notification',
    (notificationType) => {
      const { world, give } = preferring();
      expect(() => give({ type, customerId: 'cust-001', notificationType })).toThrow(
        refused('UnknownNotificationType', new RegExp(notificationType)),
      );
      expect(recordsOf(world, 'changed')).toEqual([]);
    },
  );
});

describe('every command about preferences', () => {
  const commands: readonly PreferenceCommand[] = [
    { type: 'UpdatePreferences', customerId: 'cust-999' },
    { type: 'SetQuietHours', customerId: 'cust-999', from: '22:00', to: '08:00' },
    { type: 'ClearQuietHours', customerId: 'cust-999' },
    { type: 'Unsubscribe', customerId: 'cust-999', notificationType: 'price_drop' },
    { type: 'Resubscribe', customerId: 'cust-999', notificationType: 'price_drop' },
  ];

  it.each(commands)('needs a customer who exists: $type', (command) => {
    expect(() => preferring().give(command)).toThrow(refused('CustomerNotFound', /cust-999/));
  });

  it.each(commands)('has a schema of its own: $type', (command) => {
    expect(preferenceCommandSchemas.filter((schema) => v.is(schema, command))).toHaveLength(1);
  });

  it('is refused when someone else changed the preferences meanwhile', () => {
    const { world, store } = preferring();
    const { Unsubscribe: unsubscribe } = preferenceCommands({ store, types });
    const errors: string[] = [];
    for (const notificationType of ['price_drop', 'order_shipped']) {
      const command = { type: 'Unsubscribe', customerId: 'cust-001', notificationType } as const;
      world.start('notifications', 'flow-1', 0, unsubscribe(command), (settlement) => {
        if (!settlement.ok) errors.push(settlement.error.name);
      });
    }
    while (world.clock.runNext());
    expect(errors).toEqual(['ConcurrentChange']);
    expect(finish(world, 'notifications', store.preferences('cust-001'))?.unsubscribedTypes).toEqual([
      'price_drop',
    ]);
  });
});
