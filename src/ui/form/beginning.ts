import { kindOf, variantsOf, type JsonSchema } from './json-schema';

/** A sensible value for a field of that name; undefined where there is none. */
export type Prefill = (fieldName: string) => unknown;

/**
 * The value that a form begins with: all that is required and all that has a default.
 * @param prefill values by the name of the field, such as the customer who is selected.
 * @param name of the field that the schema is for.
 */
export function beginningOf(schema: JsonSchema, prefill: Prefill = () => undefined, name = ''): unknown {
  if (schema.default !== undefined) return schema.default;
  switch (kindOf(schema)) {
    case 'constant':
      return schema.const;
    case 'choice': {
      const wanted = prefill(name);
      return schema.enum?.includes(wanted) === true ? wanted : schema.enum?.[0];
    }
    case 'flag':
      return false;
    case 'number':
      return numberIn(schema, prefill(name));
    case 'text':
      return prefill(name) ?? '';
    case 'choices':
      return [];
    case 'list': {
      if (schema.items === undefined || (schema.minItems ?? 0) === 0) return [];
      return [beginningOf(schema.items, (field) => prefill(field) ?? prefill(singular(field)), name)];
    }
    case 'object':
      return objectOf(schema, prefill);
    case 'variant': {
      const [first] = variantsOf(schema);
      return first === undefined ? {} : beginningOf(first.schema, prefill, name);
    }
    case 'nullable':
      return null;
    case 'json':
      return schema.type === 'object' ? {} : schema.type === 'array' ? [] : '';
  }
}

/**
 * The value of another branch of a union: what both have stays, such as the part of the shop.
 * @param schema the other branch.
 */
export function turnedInto(schema: JsonSchema, value: unknown, prefill?: Prefill): unknown {
  const own = isObject(value) ? value : {};
  const begun = beginningOf(schema, prefill);
  if (!isObject(begun)) return begun;
  const kept = Object.entries(schema.properties ?? {}).filter(
    ([name, property]) => name in own && !('const' in property),
  );
  return { ...begun, ...Object.fromEntries(kept.map(([name]) => [name, own[name]])) };
}

/** `customerId` for `customerIds`. */
export function singular(name: string): string {
  return name.replace(/s$/, '');
}

/** Whether what a person gave can be an object: what was typed as JSON may be anything. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf({ properties = {}, required = [] }: JsonSchema, prefill: Prefill): unknown {
  const entries = Object.entries(properties).filter(
    ([name, property]) => required.includes(name) || property.default !== undefined,
  );
  return Object.fromEntries(entries.map(([name, property]) => [name, beginningOf(property, prefill, name)]));
}

function numberIn({ minimum = 0, maximum = Infinity }: JsonSchema, wanted: unknown): number {
  const value = typeof wanted === 'number' ? wanted : Math.max(minimum, 0);
  return Math.min(Math.max(value, minimum), maximum);
}
