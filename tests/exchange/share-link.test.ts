import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { deflateSync, strToU8 } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Breakpoint } from '../../src/analysis/breakpoints';
import { logGroups, noFilter, type LogGroup } from '../../src/analysis/log-groups';
import { fromBase64Url, toBase64Url } from '../../src/exchange/base64url';
import { pack } from '../../src/exchange/packing';
import { readShareLink, writeShareLink, type SharedPlace } from '../../src/exchange/share-link';
import {
  architectureNames,
  parseRecording,
  recordingOf,
  scenarios,
  shopData,
  type Act,
  type Recording,
} from '../../src/simulation';
import { holdsForAll } from '../support/properties';
import { anyRecording } from '../support/stories';

const opening: SharedPlace = {
  recording: recordingOf('price-drop', 'event-sourced'),
  step: 0,
  shownView: 'stage',
  comparedWith: '',
  panel: 'now',
  selection: '',
  logFilter: noFilter,
  breakpoints: [],
};
const contentOf = (place: SharedPlace) => JSON.stringify(place).length;

/** A link whose content is any text, with a checksum that is right. */
const linkWith = (content: unknown) => `#v1.${pack(JSON.stringify(content))}`;

const reasonOf = (hash: string) => {
  const reading = readShareLink(hash);
  return reading.ok ? 'it was read' : reading.refusal.reason;
};
const problemsOf = (hash: string) => {
  const reading = readShareLink(hash);
  return reading.ok ? [] : reading.refusal.problems;
};

const anyBreakpoint: fc.Arbitrary<Breakpoint> = fc.oneof(
  fc.record({ kind: fc.constant('node' as const), node: fc.string({ minLength: 1 }) }),
  fc.record({ kind: fc.constant('rule' as const), rule: fc.string({ minLength: 1 }) }),
);

const anyPlace: fc.Arbitrary<SharedPlace> = fc.record({
  recording: fc
    .tuple(anyRecording, fc.option(fc.string({ unit: 'binary' })))
    .map(([recording, title]) => parsed(title === null ? recording : { ...recording, title })),
  step: fc.nat(),
  shownView: fc.constantFrom('stage', 'sequence', 'why'),
  comparedWith: fc.constantFrom('', 'architecture', 'branch:x1'),
  panel: fc.constantFrom('now', 'log', 'inspector'),
  selection: fc.constantFrom('', 'node:ordering', 'entity:order:ord-001'),
  logFilter: fc.record({
    group: fc.constantFrom('', ...(Object.keys(logGroups) as LogGroup[])),
    node: fc.constantFrom('', 'ordering'),
    flow: fc.constant(''),
    text: fc.string({ unit: 'binary' }),
  }),
  breakpoints: fc.array(anyBreakpoint, { maxLength: 3 }),
});

/** A recording as the page has it. */
function parsed(recording: Recording): Recording {
  const reading = parseRecording(recording);
  if (!reading.ok) throw new Error(JSON.stringify(reading.problems));
  return reading.value;
}

describe('base64url', () => {
  it('gives every bytes back, in characters that an address can hold', () => {
    holdsForAll(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64Url(bytes);
      expect(text).toMatch(/^[\w-]*$/);
      expect(fromBase64Url(text)).toEqual(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64url'));
    });
  });

  it.each(['a', 'abcde', 'ab=', 'ab+c', 'a b', 'äöü', '😀', 'AB'])('refuses %j', (text) => {
    expect(fromBase64Url(text)).toBeUndefined();
  });
});

describe('a link', () => {
  it('gives back exactly the place that it was made of, whatever the story', () => {
    holdsForAll(anyPlace, (place) => {
      expect(readShareLink(writeShareLink(place))).toEqual({ ok: true, value: place });
    });
  });

  it('gives back every shipped scenario in both architectures', () => {
    for (const { id } of scenarios) {
      for (const architecture of architectureNames) {
        const place = { ...opening, recording: recordingOf(id, architecture), step: 7 };
        expect(readShareLink(writeShareLink(place))).toEqual({ ok: true, value: place });
      }
    }
  });

  it('is the same for the same place, whatever the order of fields', () => {
    const act: Act = { at: 5, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } };
    const turned: Act = { command: { orderId: 'ord-001', type: 'ShipOrder' }, kind: 'command', at: 5 };
    const [link, other] = [act, turned].map((only) => {
      const recording = recordingOf('price-drop', 'api-driven', { acts: [only] });
      return writeShareLink({ ...opening, recording });
    });
    expect(other).toBe(link);
  });

  it('is below 1,000 characters for any shipped scenario with three acts, two settings and an edited price', () => {
    const acts: readonly Act[] = [
      { at: 12, kind: 'command', command: { type: 'ShipOrder', orderId: 'ord-001' } },
      { at: 90, kind: 'fault', fault: { type: 'down', node: 'notifications', durationMs: 300 } },
      { at: 400, kind: 'edit', edit: { type: 'set-stock', productId: 'prod-002', stock: 3 } },
    ];
    const products = shopData.products.slice(0, 1).map((product) => ({ ...product, priceCents: 9_999 }));
    const settings = { outbox: true, latencyMs: { bus: 50 } };
    for (const { id } of scenarios) {
      for (const architecture of architectureNames) {
        const recording = recordingOf(id, architecture, { acts, settings, shop: { products } });
        const place: SharedPlace = {
          ...opening,
          recording: { ...recording, title: 'What if the notification service is away?' },
          step: 57,
          panel: 'inspector',
          selection: 'node:ordering',
        };
        expect([id, writeShareLink(place).length < 1_000]).toEqual([id, true]);
        expect(readShareLink(writeShareLink(place))).toEqual({ ok: true, value: parsedPlace(place) });
      }
    }
  });

  const link = writeShareLink({ ...opening, step: 12 });
  const damaged = 'This link is damaged: a part of it is missing, or was changed on the way.';

  it('that is cut short anywhere is told as damaged', () => {
    for (let length = '#v1.'.length; length < link.length; length += 1) {
      expect(reasonOf(link.slice(0, length))).toBe(damaged);
    }
  });

  it('in which any one character is another one is told as damaged', () => {
    for (let at = '#v1.'.length; at < link.length; at += 1) {
      const other = link.charAt(at) === 'A' ? 'B' : 'A';
      expect(reasonOf(link.slice(0, at) + other + link.slice(at + 1))).toBe(damaged);
    }
  });

  it.each(['#v1.', '#v1.%%%', '#v1.&step=3', '#v1.äöü', `${link}A`, `${link} `, `#v1.${link}`])(
    'with foreign characters is told as damaged: %j',
    (hash) => {
      expect(reasonOf(hash)).toBe(damaged);
    },
  );

  it('of a newer version says so, whatever it holds', () => {
    expect(reasonOf('#v2.anything')).toBe(
      'This link was made by a newer Signalbox (version 2); this one reads version 1.',
    );
    expect(reasonOf('#v0.x')).toBe('This is no link of Signalbox.');
  });

  it('that unpacks to far more than it shows is stopped', () => {
    expect(reasonOf(linkWith({ bomb: '0'.repeat(9_000_000) }))).toMatch(/more than 8 MB/);
  });

  it('whose packing breaks off, or is none, is told as damaged even where the checksum is right', () => {
    const packed = deflateSync(strToU8('never the same again: '.repeat(50)));
    for (const bytes of [packed.subarray(0, -2), strToU8('no packing at all'), packed.subarray(0, 1)]) {
      const checksum = Buffer.alloc(4);
      checksum.writeUInt32BE(crc32(bytes));
      expect(reasonOf(`#v1.${Buffer.concat([bytes, checksum]).toString('base64url')}`)).toBe(damaged);
    }
  });

  it('that nests without end is refused', () => {
    const deep = `#v1.${pack(`{"recording":${'['.repeat(200_000)}`)}`;
    expect(problemsOf(deep)).toEqual([
      { path: 'line 1, column 113', message: 'is nested deeper than 100 levels' },
    ]);
  });

  it.each([
    ['no recording', {}, { path: 'recording', message: 'is missing' }],
    ['half a recording', { recording: {}, step: 0 }, { path: 'scenario', message: 'is missing' }],
    ['a list', [1], { path: '', message: 'must be an object' }],
    [
      'a scenario that does not ship',
      { recording: { scenario: 'ghost', architecture: 'api-driven' }, step: 0 },
      { path: 'scenario', message: 'there is no scenario "ghost" in this version' },
    ],
    [
      'a step that is none',
      { recording: { scenario: 'price-drop', architecture: 'api-driven' }, step: -1 },
      { path: 'step', message: 'must be a whole number, 0 or more' },
    ],
    [
      'an act that makes no sense',
      {
        recording: { scenario: 'price-drop', architecture: 'api-driven', acts: [{ at: 1, kind: 'dance' }] },
        step: 0,
      },
      {
        path: 'acts[0].kind',
        message: expect.stringContaining('there is no kind of act "dance"') as string,
      },
    ],
    [
      'breakpoints that make no sense',
      {
        recording: { scenario: 'price-drop', architecture: 'api-driven' },
        step: 0,
        breakpoints: [{ kind: 'moon' }],
      },
      { path: 'breakpoints', message: 'must be a list of breakpoints' },
    ],
  ])('with %s says where it is wrong', (_, content, problem) => {
    expect(problemsOf(linkWith(content))).toContainEqual(problem);
  });

  it('cannot reach into what every object inherits', () => {
    const hash = `#v1.${pack('{"recording":{"scenario":"price-drop","architecture":"api-driven","__proto__":{"seed":7}},"step":0}')}`;
    expect(problemsOf(hash)).toEqual([{ path: 'recording.__proto__', message: 'is not known here' }]);
  });

  it('is shorter than what it stands for', () => {
    const place = { ...opening, recording: recordingOf('order-complete', 'api-driven') };
    expect(writeShareLink(place).length).toBeLessThan(contentOf(place) / 4);
  });
});

function parsedPlace(place: SharedPlace): SharedPlace {
  return { ...place, recording: parsed(place.recording) };
}
