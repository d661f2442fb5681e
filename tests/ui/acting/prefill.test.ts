import { describe, expect, it } from 'vitest';
import { recordingOf, simulate, type Act, type ArchitectureName } from '../../../src/simulation';
import { checkDraft, typesOfKind } from '../../../src/ui/acting/draft';
import { draftAt, editAt } from '../../../src/ui/acting/prefill';
import type { Selection } from '../../../src/ui/selection';
import { Session } from '../../../src/ui/session.svelte';

interface Opening {
  readonly architecture?: ArchitectureName;
  readonly at?: number | 'end';
  readonly selection?: Selection;
  readonly acts?: readonly Act[];
}

function open(
  scenario: string,
  { architecture = 'event-sourced', at = 'end', selection, acts = [] }: Opening = {},
) {
  const session = new Session();
  session.open(recordingOf(scenario, architecture, { acts }));
  session.jumpTo(at === 'end' ? session.trace.length : at);
  session.select(selection);
  return session;
}

const kinds = ['command', 'fault', 'operation', 'edit'] as const;

describe('what an act begins with', () => {
  it.each(
    (['event-sourced', 'api-driven'] as const).flatMap((architecture) =>
      kinds.flatMap((kind) => typesOfKind(kind).map(({ type }) => [kind, type, architecture] as const)),
    ),
  )('can be sent as it is, where nothing is to be invented: %s %s, %s', (kind, type, architecture) => {
    const session = open('order-complete', { architecture });
    const checked = checkDraft(draftAt(session, kind, type), session.actAt, session.recording);
    const invented = checked.ok ? [] : checked.problems.map(({ path }) => path);
    // Who registers has a name that nobody has had before.
    expect(invented).toEqual(type === 'RegisterCustomer' ? ['body.name', 'body.email', 'body.phone'] : []);
  });

  it.each(
    (['event-sourced', 'api-driven'] as const).flatMap((architecture) =>
      typesOfKind('fault').map(({ type }) => [type, architecture] as const),
    ),
  )('is a fault that has something to strike: %s, %s', (type, architecture) => {
    const session = open('order-complete', { architecture, at: 8 });
    const checked = checkDraft(draftAt(session, 'fault', type), session.actAt, session.recording);
    if (!checked.ok) throw new Error('it cannot be sent');
    const { trace } = simulate({ ...session.recording, acts: [checked.act] });
    const phases = trace.flatMap((record) => (record.kind === 'fault' ? [record.phase] : []));
    expect(phases).toContain('begins');
    expect(phases).not.toContain('void');
  });

  it('takes the ends of a way for faults only: quiet hours begin and end at times of day', () => {
    const session = open('order-complete', { at: 1 });
    expect(draftAt(session, 'command', 'SetQuietHours').body).toMatchObject({ from: '22:00', to: '07:00' });
  });

  it('takes a part of the shop for what befalls parts, and nobody outside', () => {
    const session = open('order-complete', { at: 1 });
    expect(session.view.current?.node).toBe('warehouse');
    const { node } = draftAt(session, 'fault', 'down').body as { readonly node: string };
    expect(session.topology.nodes.find(({ id }) => id === node)?.role).not.toBe('actor');
  });

  it('is about what is selected', () => {
    const product = { kind: 'entity', machine: 'product', id: 'prod-003' } as const;
    expect(draftAt(open('price-drop', { selection: product }), 'command', 'UpdatePrice').body).toMatchObject({
      productId: 'prod-003',
    });
    const customer = { kind: 'customer', id: 'cust-004' } as const;
    expect(draftAt(open('price-drop', { selection: customer }), 'edit', 'set-cart').body).toMatchObject({
      cart: { customerId: 'cust-004' },
    });
    const node = { kind: 'node', id: 'notification-service' } as const;
    expect(draftAt(open('price-drop', { selection: node }), 'fault', 'down').body).toEqual({
      type: 'down',
      node: 'notifications',
    });
    const sms = { kind: 'node', id: 'sms' } as const;
    expect(draftAt(open('price-drop', { selection: sms }), 'fault', 'adapter-fail').body).toMatchObject({
      channel: 'sms',
    });
  });

  it('is about the message that is selected, on its way', () => {
    const session = open('price-drop', { selection: { kind: 'record', seq: 1 } });
    expect(draftAt(session, 'fault', 'drop').body).toEqual({
      type: 'drop',
      from: 'merchandiser',
      to: 'pricing',
      message: 'UpdatePrice',
      count: 1,
    });
  });
});

describe('an edit', () => {
  it('begins with what was edited before', () => {
    const session = open('order-shipped', {
      acts: [
        { at: 0, kind: 'edit', edit: { type: 'set-segment', customerId: 'cust-002', segment: 'platinum' } },
        {
          at: 0,
          kind: 'edit',
          edit: {
            type: 'set-cart',
            cart: { customerId: 'cust-002', items: [{ productId: 'prod-001', quantity: 7 }] },
          },
        },
        { at: 0, kind: 'edit', edit: { type: 'set-stock', productId: 'prod-001', stock: 4 } },
        { at: 0, kind: 'edit', edit: { type: 'set-price', productId: 'prod-001', priceCents: 99 } },
      ],
    });
    expect(editAt(session, 'set-segment', 'cust-002')).toMatchObject({ segment: 'platinum' });
    expect(editAt(session, 'set-cart', 'cust-002')).toMatchObject({ cart: { items: [{ quantity: 7 }] } });
    expect(editAt(session, 'set-stock', 'prod-001')).toMatchObject({ stock: 4 });
    expect(editAt(session, 'set-price', 'prod-001')).toMatchObject({ priceCents: 99 });
    session.jumpTo(0);
    expect(editAt(session, 'set-price', 'prod-001')).not.toMatchObject({ priceCents: 99 });
    expect(editAt(session, 'set-segment', 'cust-002')).not.toMatchObject({ segment: 'platinum' });
  });
});
