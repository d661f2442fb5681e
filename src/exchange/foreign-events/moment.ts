import { epochMsOf, isoTime } from '../../simulation';

/** The years that a scenario can be told in. */
const firstMs = 0;
const endMs = epochMsOf('3000-01-01T00:00:00Z');

/** Numbers below this are seconds since 1970, those from it on milliseconds: it is the year 1973 in these. */
const leastMs = 100_000_000_000;

/**
 * When something happened, as others write it: ISO 8601 (without a zone it is UTC), or seconds or milliseconds since 1970.
 * @returns whole ms since 1970, or in a text why it cannot be told.
 */
export function momentOf(value: unknown): number | string {
  const ms =
    typeof value === 'number' ? sinceEpoch(value) : typeof value === 'string' ? written(value.trim()) : NaN;
  if (Number.isNaN(ms)) return 'has a time that is none such as "2026-03-02T09:00:00Z"';
  if (ms < firstMs || ms >= endMs) return 'has a time outside the years 1970 to 2999';
  return ms;
}

function sinceEpoch(value: number): number {
  return Math.floor(Math.abs(value) < leastMs ? value * 1000 : value);
}

const shape =
  /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)? ?(?:(Z|UTC)|([+-])(\d\d):?(\d\d)?)?$/i;

function written(text: string): number {
  if (/^\d{9,13}(\.\d+)?$/.test(text)) return sinceEpoch(Number(text));
  const parts = shape.exec(text);
  if (parts === null) return NaN;
  const [, day = '', minutes = '00:00', seconds = '00', fraction = '', , sign, hours = '0', rest = '0'] =
    parts;
  const utc = `${day}T${minutes}:${seconds}.${fraction.padEnd(3, '0').slice(0, 3)}Z`;
  const local = epochMsOf(utc);
  if (Number.isNaN(local) || isoTime(local) !== utc) return NaN;
  const offset = (Number(hours) * 60 + Number(rest)) * 60_000;
  return sign === '-' ? local + offset : local - (sign === '+' ? offset : 0);
}
