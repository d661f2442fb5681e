import { toJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { shopEventSchemas } from '../../simulation';
import { notificationEventSchemas } from './notification-event-schemas';

const envelope = {
  id: v.pipe(v.string(), v.nonEmpty()),
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
};

const schemas: ReadonlyMap<string, { readonly entries: v.ObjectEntries }> = new Map(
  Object.entries({ ...shopEventSchemas, ...notificationEventSchemas }),
);

/**
 * The JSON Schema (draft 7, as AsyncAPI wants it) of an event as the bus carries it: id, type, version and its facts, and
 * nothing else. Of what JSON Schema cannot say (each product once), nothing is said.
 * @param type one that nobody has described may hold anything besides.
 */
export function eventSchema(type: string): object {
  const entries = { id: envelope.id, type: v.literal(type), version: envelope.version };
  const known = schemas.get(type);
  const schema =
    known === undefined ? v.looseObject(entries) : v.strictObject({ ...entries, ...known.entries });
  const { $schema: _, ...rules } = toJsonSchema(schema, { typeMode: 'output', errorMode: 'ignore' });
  return rules;
}
