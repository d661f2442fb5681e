import { describe, expect, it } from 'vitest';
import { traceText } from '../../src/analysis/trace-text';
import { findScenario, recordingOf, simulate } from '../../src/simulation';

const linesOf = (...run: Parameters<typeof recordingOf>) =>
  traceText(simulate(recordingOf(...run))).split('\n');

describe('the text of a run', () => {
  it('is the same for the same recording', () => {
    expect(linesOf('price-drop', 'api-driven')).toEqual(linesOf('price-drop', 'api-driven'));
  });

  it('says first what was run, then one line a record', () => {
    const lines = linesOf('order-not-found', 'event-sourced', { seed: 7 });
    expect(lines.slice(0, 4)).toEqual([
      'scenario      order-not-found',
      'architecture  event-sourced',
      'broker        in-memory',
      'seed          7',
    ]);
    expect(lines[8]).toBe(
      '1   0  act  A  warehouse  sent       Warehouse sends ShipOrder for ord-999 to Ordering',
    );
    expect(lines[9]).toBe('2   8  ← 1  A  ordering   arrived    Ordering receives ShipOrder for ord-999');
  });

  it('gives each story its letter', () => {
    const letters = linesOf('order-complete', 'api-driven').map(
      (line) => / (?:act|← \d+) +([A-Z]) {2}/.exec(line)?.[1],
    );
    expect([...new Set(letters.filter((letter) => letter !== undefined))]).toEqual(['A', 'B']);
  });

  it('ends with who received what, or with nobody', () => {
    expect(linesOf('order-shipped', 'api-driven').slice(-4)).toEqual([
      'Inboxes',
      '   88  email  Alice Johnson  Your order ord-001 has shipped',
      '  138  sms    Alice Johnson  “Order ord-001 has shipped: 1 × Wireless Router X500 at $149.99, 2 × …”',
      '',
    ]);
    expect(linesOf('price-rise', 'api-driven').slice(-2)).toEqual(['Inboxes: nobody received anything', '']);
  });

  it('works for a scenario of one’s own that stops at its limit', () => {
    const shipped = findScenario('order-shipped');
    if (shipped === undefined) throw new Error('the scenario ships');
    const lines = linesOf({ ...shipped, id: 'my-own' }, 'event-sourced', { settings: { recordLimit: 3 } });
    expect(lines[0]).toBe('scenario      my-own');
    expect(lines.at(-4)).toContain('The run stops here: it has reached its limit of 3 records');
  });
});
