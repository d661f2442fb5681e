import { describe, expect, it } from 'vitest';
import { namesOf } from '../../src/analysis/names';
import { Lives } from '../../src/analysis/state-chart/life';
import { Subjects } from '../../src/analysis/state-chart/subjects';
import { recordingOf, shopOf, simulate, type ArchitectureName, type Choices } from '../../src/simulation';

function subjectsOf(
  scenario: string,
  architecture: ArchitectureName = 'event-sourced',
  choices: Choices = {},
) {
  const recording = recordingOf(scenario, architecture, choices);
  const { trace } = simulate(recording);
  const { orders } = shopOf(recording);
  const openings = orders.map(({ id, status }) => ({ machine: 'order', id, state: status }));
  const customerOf = new Map(orders.map(({ id, customerId }) => [id, customerId]));
  return { trace, subjects: new Subjects(new Lives(trace, openings), namesOf(recording, trace), customerOf) };
}

describe('what a chart can be shown for', () => {
  it('is found by any of its words: kind, type, channel, customer, id', () => {
    const { trace, subjects } = subjectsOf('price-drop');
    const ids = (text: string) =>
      subjects.find(text, trace.length, 30).flatMap((group) => group.subjects.map(({ id }) => id));
    expect(ids('price carol sms')).toEqual(['ntf-2']);
    expect(ids('NTF-3')).toEqual(['ntf-3']);
    expect(ids('ord-001')).toEqual(['ord-001']);
    expect(ids('alice ord-001')).toEqual(['ord-001']);
    expect(ids('nothing of the kind')).toEqual([]);
  });

  it('has what exists at the step first, the newest of it before the older, and says since when', () => {
    const { trace, subjects } = subjectsOf('price-drop');
    const third = subjects.of('notification', 'ntf-3');
    const at = (step: number) =>
      subjects
        .find('price drop', step, 30)
        .flatMap((group) => group.subjects.map(({ id, since }) => [id, since <= step]));
    expect(at(trace.length)).toEqual([
      ['ntf-3', true],
      ['ntf-2', true],
      ['ntf-1', true],
    ]);
    expect(at((third?.since ?? 0) - 1)).toEqual([
      ['ntf-2', true],
      ['ntf-1', true],
      ['ntf-3', false],
    ]);
  });

  it('is listed up to a number for each kind, and the others are counted', () => {
    const { trace, subjects } = subjectsOf('price-drop', 'event-sourced', { broker: 'rabbitmq' });
    const deliveries = subjects.find('', trace.length, 2).find(({ machine }) => machine === 'delivery');
    const all = subjects.find('', trace.length, 1_000).find(({ machine }) => machine === 'delivery');
    expect(deliveries?.subjects).toHaveLength(2);
    expect(deliveries?.moreCount).toBe((all?.subjects.length ?? 0) - 2);
  });

  it('is all of a kind even where there are none, and all deliveries to each consumer', () => {
    const { subjects } = subjectsOf('price-drop');
    expect(subjects.together.map(({ title }) => title)).toEqual([
      'All notifications',
      'All orders',
      'All orders’ completion',
      'All deliveries',
    ]);
    const kept = subjectsOf('price-drop', 'event-sourced', { broker: 'redis-streams' }).subjects;
    expect(kept.toConsumer('notification-service')).toMatchObject({
      title: 'All deliveries to Notification service',
      machine: 'delivery',
    });
    expect(kept.toConsumer('pricing')).toBeUndefined();
  });

  it('is nothing without a chart', () => {
    const { subjects } = subjectsOf('price-drop');
    expect(subjects.of('product.price', 'prod-001')).toBeUndefined();
    expect(subjects.of('notification', 'ntf-999')).toBeUndefined();
  });
});
