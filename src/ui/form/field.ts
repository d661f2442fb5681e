import type { Problem } from '../../simulation';
import type { JsonSchema } from './json-schema';

/** Something that can stand in a field, and what people call it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What there is to choose from for a field of that name; undefined where anything can be typed. */
export type ChoicesFor = (fieldName: string) => readonly Choice[] | undefined;

/** What every field of a form is given. */
export interface FieldProps {
  readonly schema: JsonSchema;
  readonly value: unknown;
  /** Is told the whole new value. */
  readonly onchange: (value: unknown) => void;
  /** What is wrong with the value, and with what is in it. */
  readonly problems: readonly Problem[];
  readonly choices: ChoicesFor;
  /** Where the value stands, as the problems name it. */
  readonly path: string;
  /** What people call it. */
  readonly label: string;
}
