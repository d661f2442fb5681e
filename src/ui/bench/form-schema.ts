import type { JsonSchema } from '../form/json-schema';
import type { TableName } from './bench-tables';

/** What the form of a row asks for. The total of an order is computed. */
export function formSchema(schema: JsonSchema, table: TableName): JsonSchema {
  if (table !== 'orders') return schema;
  const { totalCents: _, ...properties } = schema.properties ?? {};
  return { ...schema, properties };
}
