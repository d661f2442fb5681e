/** Says what is wrong with an SVG document that has to stand alone, be the same everywhere, and do nothing. */

const knownElements: ReadonlySet<string> = new Set([
  ...['svg', 'title', 'desc', 'g', 'defs', 'pattern', 'clipPath'],
  ...['rect', 'circle', 'path', 'text', 'tspan'],
]);

const knownAttributes: ReadonlySet<string> = new Set([
  ...[
    'xmlns',
    'viewBox',
    'role',
    'aria-labelledby',
    'class',
    'id',
    'transform',
    'clip-path',
    'd',
    'pathLength',
  ],
  ...['x', 'y', 'width', 'height', 'rx', 'cx', 'cy', 'r'],
  ...['fill', 'fill-opacity', 'stroke', 'stroke-width', 'stroke-dasharray', 'stroke-dashoffset'],
  ...['stroke-linecap', 'stroke-linejoin', 'font-family', 'font-size', 'font-weight', 'text-anchor'],
  ...['patternUnits', 'patternTransform'],
]);

/** Parses a document as a browser would. @throws when it is not well-formed. */
export function svgDocument(text: string): XMLDocument {
  const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
  const error = parsed.querySelector('parsererror');
  if (error !== null) throw new Error(error.textContent.trim());
  return parsed;
}

/** Everything that is wrong with a document, each in a few words. */
export function problemsOf(text: string): readonly string[] {
  let parsed: XMLDocument;
  try {
    parsed = svgDocument(text);
  } catch (error) {
    return [`not well-formed: ${error instanceof Error ? error.message : String(error)}`];
  }
  const ids = [...parsed.querySelectorAll('[id]')].map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  const root = parsed.documentElement;
  return [
    ...(root.namespaceURI === 'http://www.w3.org/2000/svg' ? [] : ['no SVG']),
    ...(['title', 'desc'].every((name) => root.querySelector(`:scope > ${name}`)?.textContent !== '')
      ? []
      : ['no title or description']),
    ...twice.map((id) => `two of the id ${id}`),
    ...[root, ...root.querySelectorAll('*')].flatMap((element) => problemsWith(element, ids)),
  ];
}

function problemsWith(element: Element, ids: readonly string[]): readonly string[] {
  const { localName } = element;
  if (!knownElements.has(localName)) return [`an element ${localName}`];
  return [...element.attributes].flatMap(({ name, value }) => {
    if (!knownAttributes.has(name)) return [`an attribute ${name}`];
    if (/NaN|Infinity|undefined|null/.test(value)) return [`${name} is ${value}`];
    const target = /url\((.*)\)/.exec(value)?.[1];
    if (target === undefined) return [];
    return target.startsWith('#') && ids.includes(target.slice(1)) ? [] : [`${name} leads to ${target}`];
  });
}
