import { formats } from '../../exchange/formats';
import { pictureFormats } from './picture-formats';

/** All formats that the dialog offers, in the order in which it does. */
export const allFormats = [...formats, ...pictureFormats];

export type AnyFormat = (typeof allFormats)[number];

/** The format with an id. @throws when there is none. */
export function formatWith(id: AnyFormat['id']): AnyFormat {
  const format = allFormats.find((each) => each.id === id);
  if (format === undefined) throw new Error(`There is no format ${id}`);
  return format;
}
