import type { Facts, Json } from '../../simulation';
import { wellFormed } from '../well-formed';
import type { OtlpAttribute, OtlpValue } from './otlp';

/** Facts as attributes; what is absent or null is left out. */
export function attributesOf(facts: Facts): readonly OtlpAttribute[] {
  return Object.entries(facts).flatMap(([key, value]) =>
    value === undefined || value === null ? [] : [{ key: wellFormed(key), value: valueOf(value) }],
  );
}

/** Lists and objects are written as JSON: few tools show anything else of them. */
function valueOf(value: Exclude<Json, null>): OtlpValue {
  if (typeof value === 'string') return { stringValue: wellFormed(value) };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value !== 'number') return { stringValue: wellFormed(JSON.stringify(value)) };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}
