import { briefOf } from '../../analysis/brief';
import type { Flow } from '../../analysis/flows';
import type { Names } from '../../analysis/names';
import { counted } from '../../analysis/words';
import type { Piece } from '../../exchange/piece';
import type { Scope } from '../../exchange/scope';
import { element, type Markup, movedTo, startTag } from '../../exchange/svg/markup';
import { wrapped } from '../../exchange/svg/text-width';
import { scenarioOf, type Run } from '../../simulation';
import { architectureTitles } from '../architectures';
import { formatSpan } from '../format-span';
import { brokerTitles } from '../header/broker-titles';
import type { Paint } from './colours';
import { stepIn } from './picture';
import { words } from './words';

/** Programs that have none of these have a sans-serif face of nearly the same widths. */
const fontFamily = "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, 'Liberation Sans', sans-serif";
/** Around everything, in px. */
const margin = 24;
const titleType = { size: 20, isBold: true };
const lineType = { size: 13 };
const lineDistance = 19;
/** A description that nobody listens to to the end is of no use. */
const mostDescribed = 1000;

/** A picture as a document: what it is called, what it says, and how much room its content takes. */
interface Sheet {
  readonly title: string;
  /** Written below the title; each may take two lines. */
  readonly lines: readonly string[];
  /** What is to be seen, for those who do not see it. */
  readonly description: string;
  /** Of the content, in px. */
  readonly width: number;
  readonly height: number;
  readonly paint: Paint;
  /** What the content lies on. */
  readonly ground: string;
}

/**
 * Writes a whole SVG document: content under a title, on a ground of its own, so that it can be read alone.
 * @param content in the order of drawing, within `width` × `height` from 0,0.
 * @param partCount how many parts the content has, as far as that is known.
 */
export function* writeSheet(sheet: Sheet, content: Iterable<Markup>, partCount = 100): Generator<Piece> {
  const { title, lines, description, paint, ground } = sheet;
  const width = Math.ceil(sheet.width) + 2 * margin;
  const headings = headingOf(title, lines, sheet.width, paint);
  const top = headings.height + margin;
  const height = Math.ceil(top + sheet.height) + margin;
  const root = {
    xmlns: 'http://www.w3.org/2000/svg',
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: 'img',
    'aria-labelledby': 'title description',
    'font-family': fontFamily,
  };
  const beginning = [
    element('title', { id: 'title' }, shortened(title)),
    element('desc', { id: 'description' }, shortened([...lines, description].join(' '))),
    element('rect', { width, height, fill: ground }),
    ...headings.marks,
  ];
  yield { text: `${startTag('svg', root)}\n${beginning.map(({ svg }) => svg).join('\n')}\n`, share: 0 };
  yield { text: `${startTag('g', { transform: movedTo(margin, top) })}\n`, share: 0 };
  let count = 0;
  for (const { svg } of content) {
    count += 1;
    yield { text: svg === '' ? '' : `${svg}\n`, share: Math.min(0.99, count / (partCount + 1)) };
  }
  yield { text: '</g>\n</svg>\n', share: 1 };
}

/** The run in a line: `Price drop · Event-sourced · Kafka`. */
export function runWords({ recording }: Run): string {
  const story = recording.title ?? scenarioOf(recording)?.title ?? 'A story';
  const { architecture, broker } = recording;
  const over = architecture === 'event-sourced' ? ` · ${brokerTitles[broker]}` : '';
  return `${story} · ${architectureTitles[architecture]}${over}`;
}

/** Where in the run it is: `Step 12 of 45, after 120 ms`. */
export function stepWords({ trace }: Run, step: number): string {
  const record = trace[step - 1];
  if (record === undefined) return `Before the first of ${counted(trace.length, 'step')}`;
  return `Step ${step} of ${trace.length}, after ${formatSpan(record.at)}`;
}

/** What of the run is drawn: `The whole run, 45 steps in 3.2 s`, `Story B, ShipOrder, of the whole run`. */
export function scopeWords(run: Run, scope: Scope, flows: ReadonlyMap<string, Flow>, names: Names): string {
  const { trace } = run;
  if (scope.kind === 'cursor') {
    const step = stepIn(run, scope);
    const told = stepWords(run, step);
    return step === 0 ? told : `Up to ${told.toLowerCase()}`;
  }
  const whole = `${counted(trace.length, 'step')} in ${formatSpan(trace.at(-1)?.at ?? 0)}`;
  if (scope.kind === 'run') return `The whole run, ${whole}`;
  const flow = flows.get(scope.flow);
  return flow === undefined
    ? 'A story that this run does not have'
    : `Story ${flow.letter}, ${briefOf(flow.beginning, names)}, of a run of ${whole}`;
}

function headingOf(
  title: string,
  lines: readonly string[],
  room: number,
  paint: Paint,
): { readonly marks: readonly Markup[]; readonly height: number } {
  const titled = wrapped(title, room, titleType, 2);
  const told = lines.flatMap((line) => wrapped(line, room, lineType, 2)).filter((line) => line !== '');
  const marks: Markup[] = [];
  let y = margin;
  for (const line of titled) {
    marks.push(words(margin, y + 16, line, { ...titleType, fill: paint.ink }));
    y += 26;
  }
  for (const line of told) {
    marks.push(words(margin, y + 13, line, { ...lineType, fill: paint.inkSoft }));
    y += lineDistance;
  }
  return { marks, height: y };
}

function shortened(text: string): string {
  return text.length <= mostDescribed ? text : `${text.slice(0, mostDescribed)} …`;
}
