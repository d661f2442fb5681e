import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyOf } from '../../src/analysis/why/why';
import {
  architectureNames,
  brokerNames,
  recordingOf,
  scenarios,
  simulate,
  type ArchitectureName,
} from '../../src/simulation';
import { playOver } from '../support/endings';
import { play, playInTurn } from '../support/play';
import { anyRecording } from '../support/stories';
import { answersOf, expectWholeTable, rowOf } from '../support/why';

describe.each(architectureNames)('the table of a run (%s)', (architecture) => {
  it.each(scenarios.map(({ id }) => id))(
    'has each notification once, a row for everyone and records in order: %s',
    (id) => {
      expectWholeTable(play(id, architecture));
    },
  );
});

describe.each(brokerNames)('the table of a run over %s', (broker) => {
  it.each([
    'price-drop',
    'notification-service-down',
    'duplicate-without-idempotency',
    'lost-message',
    'poison-message',
    'crash-with-outbox',
    'replay-the-log',
    'out-of-order',
  ])('holds for %s', (id) => {
    expectWholeTable(playOver(id, 'event-sourced', { broker }));
  });
});

describe('the table', () => {
  it('holds whatever is told, breaks or ends too soon', () => {
    fc.assert(
      fc.property(anyRecording, (recording) => {
        expectWholeTable(simulate(recording));
      }),
      { numRuns: 60 },
    );
  });

  it('has rows, and nobody considered, in a run in which nothing happens', () => {
    const run = simulate({ ...recordingOf('price-drop', 'event-sourced'), until: 0 });
    const { rows, concerning } = whyOf({ ...run, trace: [] });
    expect(rows.every(({ outcomes }) => outcomes.join() === 'never considered')).toBe(true);
    expect(rows.length).toBeGreaterThan(0);
    expect(concerning.size).toBe(0);
  });

  it('has who registered in the run among the recipients', () => {
    expect(rowOf(whyOf(play('new-customer', 'event-sourced')), 'welcome cust-010 email').outcomes).toEqual([
      'sent',
    ]);
  });
});

/** The rules that led to the only entry of a row, and where each was applied. */
function rulesOf(scenario: string, architecture: ArchitectureName, key: string): readonly string[] {
  const [entry] = rowOf(whyOf(play(scenario, architecture)), key).entries;
  return (entry?.steps ?? []).flatMap((step) =>
    step.kind === 'decision' ? [`${step.rule} ${step.outcome} at ${step.node}`] : [],
  );
}

describe('the chain of decisions', () => {
  it('ends for Bob with his segment, which the service that has the news looked at when there is only an API', () => {
    expect(rulesOf('price-drop', 'api-driven', 'price_drop cust-002 email')).toEqual([
      'price-drop passed at pricing',
      'audience passed at pricing',
      'segment stopped at pricing',
    ]);
    expect(rulesOf('price-drop', 'event-sourced', 'price_drop cust-002 email')).toEqual([
      'price-drop passed at notification-service',
      'audience passed at notification-service',
      'segment stopped at notification-service',
    ]);
  });

  it('has all rules in order for who was told, and none of the other customers', () => {
    expect(rulesOf('price-drop', 'event-sourced', 'price_drop cust-003 sms')).toEqual([
      'price-drop passed at notification-service',
      'audience passed at notification-service',
      'segment passed at notification-service',
      'subscription passed at preferences',
      'channels passed at preferences',
      'quiet-hours passed at preferences',
      'duplicate passed at notification-service',
    ]);
  });

  it('begins with the command and the change that it brought about', () => {
    const { entries } = rowOf(whyOf(play('order-shipped', 'api-driven')), 'order_shipped cust-001 email');
    const [command, change] = entries[0]?.steps ?? [];
    expect(command).toMatchObject({ kind: 'sent', name: 'ShipOrder' });
    expect(change).toMatchObject({ kind: 'changed', machine: 'order', to: 'SHIPPED' });
  });

  it('goes on through the commands of other stories that moved the notification', () => {
    const { entries } = rowOf(whyOf(play('quiet-hours', 'event-sourced')), 'order_confirmed cust-009 email');
    const commands = entries[0]?.steps.flatMap((step) => (step.kind === 'sent' ? [step.name] : []));
    expect(commands).toEqual(['PlaceOrder', 'ProcessScheduledNotifications']);
  });

  it('has what went wrong before an event was put back out of the dead letters', () => {
    const { entries } = rowOf(
      whyOf(play('poison-message', 'event-sourced')),
      'order_confirmed cust-001 email',
    );
    expect(entries.map(({ outcome }) => outcome)).toEqual(['sent']);
    const states = entries[0]?.steps.flatMap((step) =>
      step.kind === 'changed' && step.machine === 'delivery' ? [step.to] : [],
    );
    expect(states).toEqual(['backingOff', 'backingOff', 'deadLettered', 'waiting']);
  });

  it('leaves out what happened to those who tell nobody', () => {
    const { entries } = rowOf(
      whyOf(play('event-schema-without-upcaster', 'event-sourced')),
      'order_confirmed cust-001 email',
    );
    expect(entries[0]?.steps.filter(({ node }) => node === 'analytics')).toEqual([]);
  });
});

describe('several times', () => {
  it('are several entries: an order that is complete with its second item', () => {
    const { entries } = rowOf(
      whyOf(play('order-complete', 'event-sourced')),
      'order_complete cust-001 email',
    );
    expect(entries.map(({ outcome }) => outcome)).toEqual(['skipped', 'sent']);
  });

  it('are two messages for one order when nobody remembers what was done', () => {
    const run = play('duplicate-without-idempotency', 'event-sourced');
    const { entries } = rowOf(whyOf(run), 'order_confirmed cust-001 email');
    expect(entries.map(({ notification, outcome }) => `${notification ?? ''} ${outcome}`)).toEqual([
      'ntf-1 sent',
      'ntf-2 sent',
    ]);
  });

  it.each(architectureNames)(
    'are a message and its suppressed repetition with idempotency (%s)',
    (architecture) => {
      const { entries } = rowOf(
        whyOf(play('duplicate-delivery', architecture)),
        'order_confirmed cust-001 email',
      );
      expect(entries.map(({ outcome }) => outcome)).toEqual(['sent', 'suppressed']);
    },
  );

  it('keep each order’s own customer', () => {
    const run = playInTurn('event-sourced', [
      { type: 'ShipOrder', orderId: 'ord-001' },
      { type: 'ShipOrder', orderId: 'ord-002' },
    ]);
    const table = whyOf(run);
    expect(rowOf(table, 'order_shipped cust-001 email').outcomes).toEqual(['sent']);
    expect(rowOf(table, 'order_shipped cust-002 email').outcomes).toEqual(['sent']);
    expect(answersOf(run, 'order_shipped cust-003 email')).toEqual([
      'never considered: Carol was not considered: order ord-001 is Alice Johnson’s and order ord-002 is Bob Smith’s. Decided by Notification service.',
    ]);
  });
});
