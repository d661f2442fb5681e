/**
 * SVG as text. Whatever comes from a run goes in as a plain string and is escaped here, so that a name can hold anything and is
 * never more than text. Styles are attributes: those work in every program, under every policy.
 */

/** Well-formed SVG, made by `element` alone. */
export class Markup {
  constructor(readonly svg: string) {}
}

type Attributes = Readonly<Record<string, string | number | undefined>>;

/** An element with its content. Attributes that are undefined are left out; strings become text. */
export function element(
  name: string,
  attributes: Attributes = {},
  ...content: readonly (Markup | string)[]
): Markup {
  const start = `<${name}${written(attributes)}`;
  if (content.length === 0) return new Markup(`${start}/>`);
  return new Markup(`${start}>${content.map(textOrMarkup).join('')}</${name}>`);
}

/** The start tag of an element whose content is written piece by piece. */
export function startTag(name: string, attributes: Attributes): string {
  return `<${name}${written(attributes)}>`;
}

/** A number as a picture needs it: two digits after the point; 0 for one that is none. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '0';
  const rounded = Math.round(value * 100) / 100;
  return String(rounded === 0 ? 0 : rounded);
}

/** Where something is drawn, for `transform`. */
export function movedTo(x: number, y: number): string {
  return `translate(${numberText(x)} ${numberText(y)})`;
}

/** The points of XML 1.0 but the control characters; lone surrogates and what is no character are not among them. */
const unwritable = /[^\t\n\r\u0020-\u007e\u00a0-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

/** A text as XML has it. What XML cannot hold becomes the replacement character, and a line break a space. */
export function xmlText(text: string): string {
  return text
    .replace(unwritable, '\ufffd')
    .replace(/[\t\n\r]+/g, ' ')
    .replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function textOrMarkup(content: Markup | string): string {
  return content instanceof Markup ? content.svg : xmlText(content);
}

function written(attributes: Attributes): string {
  let text = '';
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    text += ` ${name}="${typeof value === 'number' ? numberText(value) : xmlText(value)}"`;
  }
  return text;
}
