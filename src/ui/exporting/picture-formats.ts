import type { Format, FormatChoice } from '../../exchange/formats';
import type { Picture } from '../pictures/picture';
import { pictures } from '../pictures/pictures';

const fileChoice: FormatChoice = {
  id: 'file',
  label: 'File',
  options: [
    { id: 'svg', title: 'SVG, for any size' },
    { id: 'png', title: 'PNG, for slides and chats' },
  ],
};

const themeChoice: FormatChoice = {
  id: 'theme',
  label: 'Colours',
  options: [
    { id: 'light', title: 'Light' },
    { id: 'dark', title: 'Dark' },
  ],
};

/** The pictures of a run, as the export dialog offers them. */
export const pictureFormats: readonly Format<`picture-${Picture['id']}`>[] = pictures.map(
  ({ id, title, purpose, scopes, choices }) => ({
    id: `picture-${id}`,
    group: 'Pictures',
    title,
    purpose,
    extension: `${id}.svg`,
    mediaType: 'image/svg+xml',
    scopes,
    choices: [
      ...(choices.length === 0 ? [] : [{ id: 'chart', label: 'Chart', isInName: true, options: choices }]),
      fileChoice,
      themeChoice,
    ],
  }),
);
