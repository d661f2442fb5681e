import { describe, expect, it } from 'vitest';
import {
  notificationTypes,
  parseRecording,
  parseScenario,
  placeholdersOf,
  recordingOf,
  shopData,
  triggers,
  typesOf,
  type NotificationTypeChanges,
  type Problem,
} from '../../src/simulation';
import { told } from '../support/play';

const story = told([[0, { type: 'CancelOrder', orderId: 'ord-001' }]]);
const ownType = {
  name: 'refund_promise',
  category: 'payment_alerts',
  channels: ['email'],
  trigger: 'order-cancelled',
  template: { email: { subject: 'Refund', body: '{total}' } },
} as const;
const [alice] = shopData.preferences;

function problems(result: { ok: true } | { ok: false; problems: readonly Problem[] }): readonly string[] {
  return result.ok ? [] : result.problems.map(({ path, message }) => `${path}: ${message}`);
}

/** The kinds of notification of a run, by name. */
function typesBy(recording: Parameters<typeof typesOf>[0]) {
  return new Map(typesOf(recording).map((type) => [type.name, type]));
}

describe('notification types from outside', () => {
  it('are accepted in a scenario and in a recording, with their names in preferences and segments', () => {
    const shop = {
      preferences: [{ ...alice, unsubscribedTypes: ['refund_promise'] }],
      segments: [{ notificationType: 'refund_promise', segments: ['gold'] }],
    };
    expect(problems(parseScenario({ ...story, notificationTypes: [ownType], shop }))).toEqual([]);
    const recording = { ...recordingOf(story, 'event-sourced'), notificationTypes: [ownType], shop };
    expect(problems(parseRecording(recording))).toEqual([]);
    expect(problems(parseRecording({ ...recording, notificationTypes: [] }))).toEqual([
      expect.stringMatching(/^shop\.preferences\[0\]\.unsubscribedTypes\[0\]: .*"refund_promise"/),
      expect.stringMatching(/^shop\.segments\[0\]\.notificationType: .*"refund_promise"/),
    ]);
  });

  it('of the scenario are there for the person’s rows', () => {
    const scenario = { ...story, notificationTypes: [ownType] };
    const recording = {
      ...recordingOf(scenario, 'event-sourced'),
      notificationTypes: [{ name: 'refund_promise', delayMs: 5 }],
      shop: { segments: [{ notificationType: 'refund_promise', segments: ['gold'] }] },
    };
    expect(problems(parseRecording(recording))).toEqual([]);
  });

  it.each<[string, readonly object[], RegExp]>([
    ['a name with capitals', [{ name: 'Refund' }], /^notificationTypes\[0\]\.name: .*lower case/],
    ['no name', [{ channels: ['email'] }], /^notificationTypes\[0\]\.name: is missing$/],
    [
      'an unknown trigger',
      [{ ...ownType, trigger: 'dawn' }],
      /^notificationTypes\[0\]\.trigger: must be one of "order-placed"/,
    ],
    [
      'an unknown channel',
      [ownType, { name: 'welcome', channels: ['fax'] }],
      /^notificationTypes\[1\]\.channels\[0\]: must be one of "email"/,
    ],
    ['no channel at all', [{ name: 'welcome', channels: [] }], /^notificationTypes\[0\]\.channels: .*"none"/],
    [
      'a channel twice',
      [{ name: 'welcome', channels: ['email', 'email'] }],
      /^notificationTypes\[0\]\.channels: .*once/,
    ],
    [
      'a delay below nothing',
      [{ name: 'welcome', delayMs: -1 }],
      /^notificationTypes\[0\]\.delayMs: must not be negative$/,
    ],
    [
      'words without a body',
      [{ name: 'welcome', template: { email: { subject: 'S' } } }],
      /^notificationTypes\[0\]\.template\.email\.body: is missing$/,
    ],
    [
      'an SMS with a subject',
      [{ name: 'order_shipped', template: { sms: { subject: 'S', body: 'B' } } }],
      /^notificationTypes\[0\]\.template\.sms\.subject: is not known here$/,
    ],
    [
      'an unknown placeholder',
      [{ ...ownType, template: { email: { subject: '{moon}', body: 'B' } } }],
      /^notificationTypes\[0\]\.template\.email\.subject: says \{moon\}/,
    ],
    ['a new type that lacks all', [{ name: 'birthday' }], /^notificationTypes\[0\]\.category: is missing: /],
  ])('with %s are refused with the path and a sentence', (_, rows, problem) => {
    const inScenario = { ...story, notificationTypes: rows };
    const recording = recordingOf(story, 'api-driven');
    expect(problems(parseScenario(inScenario))).toContainEqual(expect.stringMatching(problem));
    expect(problems(parseRecording({ ...recording, notificationTypes: rows }))).toContainEqual(
      expect.stringMatching(problem),
    );
    const within = problems(parseRecording({ ...recording, scenario: inScenario }));
    expect(within).toContainEqual(expect.stringMatching(problem.source.replace('^', '^scenario\\.')));
  });
});

describe('the types of a run', () => {
  it('are those that ship, as they are, when nobody wrote others', () => {
    const types = typesOf(recordingOf('price-drop', 'event-sourced'));
    expect(types.map(({ name }) => name)).toEqual(Object.keys(notificationTypes));
    for (const { name, origin, template } of types) {
      expect([name, origin]).toEqual([name, 'shipped']);
      expect(template).toEqual(notificationTypes[name as keyof typeof notificationTypes].template);
    }
  });

  it('have what a type lacks left undefined, and the segments of the table', () => {
    const types = typesBy(recordingOf('price-drop', 'event-sourced'));
    expect(types.get('low_stock')).toMatchObject({ audience: 'internal', channels: ['mailbox'], delayMs: 0 });
    expect(types.get('low_stock')?.category).toBeUndefined();
    const [rule] = shopData.segments;
    expect(types.get(rule?.notificationType ?? '')?.segments).toEqual(rule?.segments);
    expect(types.get('welcome')?.segments).toBeUndefined();
  });

  it('are changed by the scenario, and over it by the person; a type’s own segments go over the table’s', () => {
    const ofScenario: NotificationTypeChanges = [
      ownType,
      { name: 'price_drop', delayMs: 10, channels: ['sms'] },
    ];
    const ofPerson: NotificationTypeChanges = [{ name: 'price_drop', delayMs: 20, segments: ['bronze'] }];
    const types = typesBy(
      recordingOf({ ...story, notificationTypes: ofScenario }, 'event-sourced', {
        notificationTypes: ofPerson,
      }),
    );
    expect(types.get('refund_promise')).toMatchObject({ ...ownType, origin: 'own' });
    expect(types.get('price_drop')).toMatchObject({
      origin: 'changed',
      delayMs: 20,
      channels: ['sms'],
      segments: ['bronze'],
    });
    expect(types.get('welcome')).toMatchObject({ origin: 'shipped' });
  });

  it('that the scenario has for some segments are for all when the person says so with null', () => {
    const scenario = { ...story, notificationTypes: [{ name: 'price_drop', segments: ['gold'] as const }] };
    const segmentsWith = (...rows: NotificationTypeChanges) => {
      const recording = { ...recordingOf(scenario, 'event-sourced'), notificationTypes: rows };
      const parsed = parseRecording(JSON.parse(JSON.stringify(recording)));
      if (!parsed.ok) throw new Error(problems(parsed).join());
      return typesBy(parsed.value).get('price_drop')?.segments;
    };
    expect(segmentsWith({ name: 'price_drop', delayMs: 1 })).toEqual(['gold']);
    expect(segmentsWith({ name: 'price_drop', segments: null })).toBeUndefined();
    expect(segmentsWith({ name: 'price_drop', segments: ['silver'] })).toEqual(['silver']);
  });

  it('can be written out and read in as rows', () => {
    const rows = typesOf(recordingOf(story, 'event-sourced')).map(
      ({ origin, category, segments, ...row }) => ({
        ...row,
        ...(category === undefined ? {} : { category }),
        ...(segments === undefined ? {} : { segments }),
        origin,
      }),
    );
    const notificationTypesOf = rows.map(({ origin, ...row }) => {
      expect(origin).toBe('shipped');
      return row;
    });
    const recording = { ...recordingOf(story, 'event-sourced'), notificationTypes: notificationTypesOf };
    expect(problems(parseRecording(recording))).toEqual([]);
  });
});

describe('the moments', () => {
  it('each have placeholders for their words', () => {
    expect(triggers).toContain('none');
    expect(placeholdersOf('payment-failed', 'sms')).toEqual(['customerName', 'orderId', 'reason', 'amount']);
    expect(placeholdersOf('stock-low', 'mailbox')).toEqual(['productId', 'productName', 'stock']);
  });
});
