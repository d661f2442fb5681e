import { epochMsOf, isoDay, type Problem } from '../../simulation';
import { jsonInShort, type Fields } from '../objects';
import { isAttributeText } from './attribute-text';

/**
 * What the specification of CloudEvents 1.0 asks of an event in its JSON format
 * (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md). Paths are those within the event.
 */

const notText = 'must be a text that is not empty, without control characters';

/** What makes an event unusable: a reader could not tell what it is, or what its data is. */
export function envelopeProblems(event: Fields): readonly Problem[] {
  const problems: Problem[] = [];
  const { specversion } = event;
  if (specversion !== '1.0') {
    const message =
      specversion === undefined
        ? 'is missing; it must be "1.0"'
        : `must be "1.0", not ${jsonInShort(specversion)}`;
    problems.push({ path: 'specversion', message });
  }
  for (const name of ['id', 'source', 'type']) {
    if (isUnset(event, name)) problems.push({ path: name, message: 'is missing' });
    else if (!isText(event[name])) problems.push({ path: name, message: notText });
  }
  if (!isUnset(event, 'data') && !isUnset(event, 'data_base64')) {
    problems.push({ path: 'data_base64', message: 'cannot stand beside data: leave one of them out' });
  }
  return problems;
}

/** What else the specification refuses: attributes with a name or a value that none can have. @param most are looked for. */
export function attributeProblems(event: Fields, most: number): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [name, value] of Object.entries(event)) {
    if (problems.length >= most) break;
    const message = value === null ? undefined : problemOf(name, value);
    if (message !== undefined) problems.push({ path: name, message });
  }
  return problems;
}

function problemOf(name: string, value: unknown): string | undefined {
  switch (name) {
    case 'specversion':
    case 'id':
    case 'type':
    case 'data':
      return undefined;
    case 'subject':
    case 'datacontenttype':
      return isText(value) ? undefined : notText;
    case 'source':
      return !isText(value) || isUriReference(value) ? undefined : 'must be a URI';
    case 'dataschema':
      return isText(value) && /^[a-z][a-z\d+.-]*:./i.test(value) && isUriReference(value)
        ? undefined
        : 'must be an absolute URI';
    case 'time':
      return isText(value) && isTime(value) ? undefined : 'must be a time such as "2026-03-02T09:00:00Z"';
    case 'data_base64':
      return typeof value === 'string' && isBase64(value) ? undefined : 'must be base64';
    default:
      return extensionProblem(name, value);
  }
}

function extensionProblem(name: string, value: unknown): string | undefined {
  if (!/^[a-z0-9]+$/.test(name))
    return 'has a name that no attribute can have: only a to z and 0 to 9 are allowed';
  if (typeof value === 'boolean' || isInteger(value)) return undefined;
  if (typeof value === 'string' && isAttributeText(value)) return undefined;
  return 'must be a text without control characters, true or false, or a whole number of 32 bits';
}

/** RFC 3339, section 5.6. */
const timePattern =
  /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/i;
/** The characters that RFC 3986 has, but for the brackets around an address of IPv6, which nothing else may have. */
const notInUri = /[^!#$%&'()*+,\-./\w:;=?@~]/;
const brokenEscape = /%(?![\da-f]{2})/i;
const addressInBrackets = /^((?:[a-z][a-z\d+.-]*:)?\/\/(?:[^/?#@[\]]*@)?)\[[\da-f:.]+\](?=[:/?#]|$)/i;

/** A URI, or a reference to one. Each expression goes through a text one character at a time: it may have millions. */
function isUriReference(text: string): boolean {
  const rest = text.replace(addressInBrackets, '$1');
  return !notInUri.test(rest) && !brokenEscape.test(rest);
}

/** RFC 4648, section 4. */
function isBase64(text: string): boolean {
  return text.length % 4 === 0 && /^[a-z\d+/]*={0,2}$/i.test(text);
}

function isTime(text: string): boolean {
  const day = timePattern.exec(text)?.[1];
  if (day === undefined) return false;
  const dayMs = epochMsOf(`${day}T00:00:00Z`);
  // A day that the calendar does not have counts on to another one.
  return !Number.isNaN(dayMs) && isoDay(dayMs) === day;
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && isAttributeText(value);
}

function isInteger(value: unknown): boolean {
  return typeof value === 'number' && (value | 0) === value;
}

/** An attribute that is null is the same as none. */
function isUnset(event: Fields, name: string): boolean {
  return !Object.hasOwn(event, name) || event[name] === null;
}
