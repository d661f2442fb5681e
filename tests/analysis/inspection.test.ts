import { describe, expect, it } from 'vitest';
import { Causality } from '../../src/analysis/causality';
import { inboxesOf } from '../../src/analysis/inboxes';
import {
  concernedAt,
  decisionsAbout,
  decisionsBehind,
  notificationOf,
  recentAt,
} from '../../src/analysis/inspection';
import { changesOfOrder, customersByAddress, orderAt, ordersOf, productAt } from '../../src/analysis/shop-at';
import { thingsAt } from '../../src/analysis/things-at';
import { entityKey, Replay } from '../../src/analysis/view';
import { wordingOf } from '../../src/analysis/wording';
import { architectureNames, shopData, type ArchitectureName } from '../../src/simulation';
import { ofKind, play, told } from '../support/play';

const byId = new Map(shopData.customers.map((customer) => [customer.id, customer]));
const byAddress = customersByAddress(shopData);

function atEnd(scenario: Parameters<typeof play>[0], architecture: ArchitectureName = 'event-sourced') {
  const run = play(scenario, architecture);
  const replay = new Replay(run.trace);
  return { run, trace: run.trace, replay, view: replay.at(run.trace.length) };
}

describe.each(architectureNames)('what is known at a moment (%s)', (architecture) => {
  it('line items have the status of the step, not of the end', () => {
    const { run, replay, view } = atEnd('order-complete', architecture);
    const [first] = ofKind(run, 'changed').filter(({ machine }) => machine === 'line-item');
    const statuses = (step: number) =>
      orderAt(shopData, replay.at(step), 'ord-001')?.items.map(({ status }) => status);
    expect(statuses(0)).toEqual(['PENDING', 'PENDING']);
    expect(statuses(first?.seq ?? 0)).toEqual(['SHIPPED', 'PENDING']);
    expect(statuses(view.step)).toEqual(['SHIPPED', 'SHIPPED']);
  });

  it('an order that is placed in the run exists from then on', () => {
    const { replay, view } = atEnd('order-confirmed', architecture);
    expect(orderAt(shopData, replay.at(1), 'ord-005')).toBeUndefined();
    expect(orderAt(shopData, view, 'ord-005')).toMatchObject({ customerId: 'cust-001', status: 'PENDING' });
    expect(ordersOf(shopData, view, 'cust-001').map(({ id }) => id)).toEqual(['ord-001', 'ord-005']);
  });

  it('the history of an order holds its items and its completion, in order', () => {
    const { view } = atEnd('order-complete', architecture);
    const order = orderAt(shopData, view, 'ord-001');
    const changes = order === undefined ? [] : changesOfOrder(view, order);
    expect(new Set(changes.map(({ machine }) => machine))).toEqual(
      new Set(['line-item', 'order-completion']),
    );
    expect(changes.map(({ seq }) => seq)).toEqual(changes.map(({ seq }) => seq).sort((a, b) => a - b));
  });

  it('a product has the price of the step', () => {
    const { replay, view } = atEnd('price-drop', architecture);
    expect(productAt(shopData, replay.at(1), 'prod-001')?.priceCents).toBe(14999);
    expect(productAt(shopData, view, 'prod-001')?.priceCents).toBe(11999);
  });

  it('a notification has its words, its recipient and its state', () => {
    const { view } = atEnd('price-drop', architecture);
    const entity = view.entities.get(entityKey('notification', 'ntf-1'));
    expect(entity === undefined ? undefined : notificationOf(entity)).toMatchObject({
      state: 'sent',
      status: 'sent',
      type: 'price_drop',
      customerId: 'cust-003',
      channel: 'email',
      recipient: 'carol.williams@example.com',
      retryCount: 0,
    });
  });

  it('the decisions behind a notification are all the rules that let it through', () => {
    const { run, trace } = atEnd('price-drop', architecture);
    const birth = ofKind(run, 'changed').find(({ entity, from }) => entity === 'ntf-1' && from === null);
    const rules =
      birth === undefined ? [] : decisionsBehind(birth, new Causality(trace)).map(({ rule }) => rule);
    expect(rules).toEqual(expect.arrayContaining(['segment', 'subscription', 'channels', 'quiet-hours']));
  });

  it('who was concerned got a message, or has the decision that stopped it', () => {
    const { trace, view } = atEnd('price-drop', architecture);
    const concerned = concernedAt(trace, view, byId, byAddress);
    expect(
      concerned.map(({ customer, received, hindrance }) => [customer.name, received.length, hindrance?.rule]),
    ).toEqual([
      ['Bob Smith', 0, 'segment'],
      ['Carol Williams', 2, undefined],
      ['Eva Martinez', 1, undefined],
    ]);
  });

  it('things to look at begin with what something happened to', () => {
    const { trace, view } = atEnd('payment-failed', architecture);
    const things = thingsAt(trace, view, shopData, byAddress);
    expect(things.notifications.map(({ id }) => id)).toEqual(['ntf-2', 'ntf-1']);
    expect(things.customers.map(({ name }) => name)).toEqual(['Alice Johnson']);
  });
});

describe('decisions and records so far', () => {
  it('hold nothing of what comes later', () => {
    const { run, trace } = atEnd('price-drop');
    const about = ofKind(run, 'decision').filter(({ subject }) => subject === 'cust-003');
    const [first, second] = about;
    expect(decisionsAbout(trace, first?.seq ?? 0, 'cust-003')).toEqual([first]);
    expect(decisionsAbout(trace, (second?.seq ?? 0) - 1, 'cust-003')).toEqual([first]);
    expect(decisionsAbout(trace, trace.length, 'cust-003')).toEqual(about);
  });

  it('of a node are the last ones, newest first', () => {
    const { trace } = atEnd('price-drop');
    const recent = recentAt(trace, 20, 'store', 3);
    expect(recent).toHaveLength(3);
    for (const record of recent) expect(record.seq).toBeLessThanOrEqual(20);
    expect(recent.map(({ seq }) => seq)).toEqual(recent.map(({ seq }) => seq).sort((a, b) => b - a));
  });
});

describe('the inboxes', () => {
  it('are sorted by person and device', () => {
    const { view } = atEnd('price-drop');
    const inboxes = inboxesOf(view.inbox, byAddress);
    expect(inboxes.map(({ name, devices }) => [name, devices.map(({ channel }) => channel)])).toEqual([
      ['Carol Williams', ['email', 'sms']],
      ['Eva Martinez', ['email']],
    ]);
  });

  it('of an address that is nobody’s go by the address', () => {
    const { view } = atEnd('price-drop');
    const strange = view.inbox.map((message) => ({ ...message, to: 'warehouse@example.com' }));
    expect(inboxesOf(strange, byAddress).map(({ id, name }) => [id, name])).toEqual([
      ['warehouse@example.com', 'warehouse@example.com'],
    ]);
  });
});

describe('the wording of a record', () => {
  it('is what a person reads, from the template to the inbox', () => {
    const { run } = atEnd(told([[0, { type: 'FailPayment', orderId: 'ord-001', reason: 'Card expired' }]]));
    const carriers = run.trace.filter((record) => wordingOf(record) !== undefined);
    expect(new Set(carriers.map(({ kind }) => kind))).toEqual(new Set(['rendered', 'sent', 'received']));
    for (const record of carriers) expect(wordingOf(record)?.body).toContain('Card expired');
  });
});
