import { describe, expect, it } from 'vitest';
import { findScenario, recordingOf, type Act } from '../../../src/simulation';
import { checkDraft, titleOfType, typesOfKind } from '../../../src/ui/acting/draft';
import { draftAt } from '../../../src/ui/acting/prefill';
import { actWords } from '../../../src/ui/operations/act-words';
import { Session } from '../../../src/ui/session.svelte';

function session(acts: readonly Act[] = []): Session {
  const opened = new Session();
  opened.open(recordingOf(findScenario('order-shipped')?.id ?? '', 'event-sourced', { acts }));
  return opened;
}

describe('an event that a person lets a service hear', () => {
  it.each(typesOfKind('event').map(({ type }) => type))('%s can be sent as it is offered', (type) => {
    const checked = checkDraft(draftAt(session(), 'event', type), 0, session().recording);
    expect(checked).toMatchObject({ ok: true, act: { kind: 'event', event: { type, id: 'outside-1' } } });
  });

  it('is called by what it says and what it is about', () => {
    const { recording, names } = session();
    const checked = checkDraft(draftAt(session(), 'event', 'PaymentReceived'), 0, recording);
    expect(titleOfType('event', 'PaymentReceived')).toBe('Payment received');
    expect(checked.ok && actWords(checked.act, names)).toBe('Hear of payment received: ord-001');
  });

  it.each([
    [['outside-2'], 'outside-3'],
    [['outside-1', 'outside-1'], 'outside-2'],
    [['theirs', 'outside-3', 'outside-4'], 'outside-5'],
  ])('has an id that none of the acts %j has, so that it is no event told again', (taken, free) => {
    const acts = taken.map((id, index): Act => ({
      at: 1000 + index,
      kind: 'event',
      event: { id, type: 'StockRanLow', productId: 'prod-001', productName: 'A', stock: 1 },
    }));
    expect(draftAt(session(acts), 'event', 'PaymentReceived').body).toMatchObject({ id: free });
  });
});
