import { presentOf, type JsonSchema } from '../form/json-schema';
import type { TableName } from './bench-tables';
import { isRow, type Row } from './rows';

/** What the form of a row asks for. The total of an order is computed; segments that are null are left out. */
export function formSchema(schema: JsonSchema, table: TableName): JsonSchema {
  const { properties = {} } = schema;
  if (table === 'orders') {
    const { totalCents: _, ...asked } = properties;
    return { ...schema, properties: asked };
  }
  const { segments } = properties;
  if (table !== 'notificationTypes' || segments === undefined) return schema;
  return { ...schema, properties: { ...properties, segments: presentOf(segments) } };
}

/** A row as its form shows it: without the segments of a kind of notification that is for all. */
export function formValue(row: Row): Row {
  if (!isForAll(row)) return row;
  const { segments: _, ...shown } = row;
  return shown;
}

/** The row that comes of its form. @param before the row that the form was made of. */
export function fromForm(value: unknown, before: Row): unknown {
  return isForAll(before) && isRow(value) && !('segments' in value) ? { ...value, segments: null } : value;
}

/** Whether it is a kind of notification that is for all segments, whatever the table of segments says. */
export function isForAll(row: Row): boolean {
  return row['segments'] === null;
}

/** Whether it is a kind of notification that waits between its moment and its sending. */
export function isToldLater(row: Row): boolean {
  return typeof row['delayMs'] === 'number' && row['delayMs'] > 0;
}
