import { formatCents } from '../../simulation';
import { figureGroups, switches, wordFor } from '../settings/fields';

/** A value as it stands in a list of differences. @param path its place, which says what it is an amount of. */
export function valueWords(value: unknown, path: string): string {
  if (value === undefined) return 'none';
  if (value === null) return path === 'segments' ? 'all' : 'none';
  if (typeof value === 'number' && /cents$/i.test(path)) return formatCents(value);
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  if (typeof value === 'string') return value === '' ? 'empty' : value;
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) {
    return value.length === 0 ? 'none' : value.join(', ');
  }
  return JSON.stringify(value);
}

/** What people call a setting, and its value in words. */
export function settingWords(
  name: string,
  value: unknown,
): { readonly title: string; readonly value: string } {
  const figure = figureGroups.flatMap(({ figures }) => figures).find((known) => known.name === name);
  const title = figure?.title ?? switches.find((known) => known.name === name)?.title ?? name;
  const isPlain = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
  return { title, value: isPlain ? wordFor(value, figure?.unit) : valueWords(value, name) };
}
