import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { findScenario, recordingOf, simulate } from '../../src/simulation';
import { told } from '../support/play';

const names = namesOf(recordingOf('order-shipped', 'event-sourced'));

describe('names', () => {
  it('are those of the run’s nodes, customers and products', () => {
    expect(names.nodeTitle('bus')).toBe('Event bus');
    expect(names.nodeTitle('warehouse')).toBe('Warehouse');
    expect(names.nodeRole('bus')).toBe('bus');
    expect(names.customerName('cust-001')).toBe('Alice Johnson');
    expect(names.productName('prod-001')).toBe('Wireless Router X500');
  });

  it('find the customer behind an address of any channel', () => {
    const recipients = ['alice.johnson@example.com', '+1-555-0101', 'device of cust-001'];
    expect(recipients.map((address) => names.recipientName(address))).toEqual(
      recipients.map(() => 'Alice Johnson'),
    );
  });

  it('are the ids where nothing is known', () => {
    expect(names.nodeTitle('analytics')).toBe('analytics');
    expect(names.nodeRole('analytics')).toBeUndefined();
    expect(names.customerName('cust-999')).toBe('cust-999');
    expect(names.productName('constructor')).toBe('constructor');
    expect(names.recipientName('nobody@example.com')).toBe('nobody@example.com');
  });

  it('know the warehouse by its mailbox', () => {
    expect(names.recipientName('warehouse@signalbox.example')).toBe('the warehouse');
  });

  it('know who registered while the run lasted, when they see its trace', () => {
    const { recording, trace } = simulate(
      recordingOf(
        told([
          [
            0,
            {
              type: 'RegisterCustomer',
              name: 'Nora Quist',
              email: 'nora@example.com',
              phone: '+1-555-0110',
            },
          ],
        ]),
        'event-sourced',
      ),
    );
    const known = namesOf(recording, trace);
    expect(known.customerName('cust-010')).toBe('Nora Quist');
    expect(known.recipientName('nora@example.com')).toBe('Nora Quist');
    expect(namesOf(recording).customerName('cust-010')).toBe('cust-010');
  });

  it('include what a scenario changes about the shop', () => {
    const scenario = findScenario('order-shipped');
    if (scenario === undefined) throw new Error('the scenario ships');
    const products = [{ id: 'prod-001', name: 'Router X600', priceCents: 1, stock: 1 }];
    const changed = namesOf(recordingOf({ ...scenario, shop: { products } }, 'api-driven'));
    expect(changed.productName('prod-001')).toBe('Router X600');
    expect(changed.productName('prod-002')).toBe('USB-C Hub Pro');
  });

  it('show a moment as the clock does, with its date on another day', () => {
    expect(names.moment(90 * 60_000, 0)).toBe('10:30');
    expect(names.moment(24 * 3_600_000, 0)).toBe('09:00 on 2026-03-03');
    expect(names.moment(Infinity, 0)).toBe('Infinity ms');
  });
});
