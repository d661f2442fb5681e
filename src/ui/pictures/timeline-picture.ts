import { flowsOf, type Flow } from '../../analysis/flows';
import { namesOf, type Names } from '../../analysis/names';
import { SpanReading } from '../../analysis/spans/reading';
import { busyTimes, type RunSpans } from '../../analysis/spans/spans';
import { ShownTime } from '../../analysis/spans/time';
import { counted } from '../../analysis/words';
import type { Piece } from '../../exchange/piece';
import type { Scope } from '../../exchange/scope';
import { topologyOf, type Run } from '../../simulation';
import { lanesOf } from '../timeline/lanes';
import { wholeWindow } from '../timeline/shown-window';
import { timeAxis, timeScale } from '../timeline/time-axis';
import { paints } from './colours';
import { pause, stepIn, type PictureOptions } from './picture';
import { runWords, scopeWords, writeSheet } from './sheet';
import { timelineKey } from './timeline-key';
import { axisHeight, timelineMarks, titleWidth } from './timeline-marks';

/** So wide are the lanes, in px: the more there is in them, the wider. */
const widths = { least: 1000, most: 2400, perSpan: 4 };
/** The height that lanes share, as far as they do not need more, in px. */
const room = 560;
/** So many records are read between two pauses. */
const recordsInOneGo = 4000;

/** What the nodes of a run do and wait for over simulated time: of all of it, of one story, or up to the cursor. */
export function* drawTimeline(run: Run, { scope, theme }: PictureOptions): Generator<Piece> {
  const { recording } = run;
  const topology = topologyOf(recording);
  const step = stepIn(run, scope);
  const reading = new SpanReading(topology);
  for (let index = 0; index < step; index += 1) {
    const record = run.trace[index];
    if (record !== undefined) reading.take(record);
    if (index % recordsInOneGo === recordsInOneGo - 1) yield pause;
  }
  const spans = spansIn(reading.end(), scope);
  yield pause;
  const names: Names = namesOf(recording, run.trace);
  const flows: ReadonlyMap<string, Flow> = flowsOf(run.trace);
  const isStore = (node: string) => names.nodeRole(node) === 'store';
  const flights = spans.flights.filter(({ node, to }) => !isStore(node) && !isStore(to));
  yield pause;
  const busy = busyTimes(spans);
  yield pause;
  const time = new ShownTime(busy, spans.until);
  yield pause;
  const lanes = lanesOf(spans, topology, room);
  const spanCount = spans.works.length + spans.waits.length + spans.aways.length;
  const width = Math.max(widths.least, Math.min(widths.most, spanCount * widths.perSpan));
  const whole = wholeWindow(time.length);
  const paint = paints[theme];
  const key = timelineKey(titleWidth + width, paint);
  const sheet = {
    title: `Timeline · ${runWords(run)}`,
    lines: [scopeWords(run, scope, flows, names)],
    description: `${counted(lanes.all.length, 'part')} with ${counted(spanCount, 'span')} of work, waiting and absence, and ${counted(flights.length, 'message')} between them; the data store’s left out.`,
    width: titleWidth + width,
    height: axisHeight + lanes.height + 14 + key.height,
    paint,
    ground: paint.surface,
  };
  yield pause;
  const drawn = {
    spans,
    flights,
    lanes,
    names,
    flows,
    paint,
    scale: timeScale(time, whole, width),
    axis: timeAxis(time, whole, width),
  };
  yield* writeSheet(sheet, timelineMarks(drawn, key.marks), spanCount + 30);
}

/** The spans of one story alone, where only that is wanted; who is away is away from every story. */
function spansIn(spans: RunSpans, scope: Scope): RunSpans {
  if (scope.kind !== 'flow') return spans;
  const isOwn = ({ flow }: { readonly flow: string }) => flow === scope.flow;
  const { works, waits, aways, flights, points } = spans;
  const own = {
    works: works.filter(isOwn),
    waits: waits.filter(isOwn),
    flights: flights.filter(isOwn),
    points: points.filter(isOwn),
  };
  const ends = [...own.works, ...own.waits].map(({ to }) => to);
  const arrivals = own.flights.map(({ arrivesAt }) => arrivesAt);
  const until = [...ends, ...arrivals, ...own.points.map(({ at }) => at)].reduce(
    (last, at) => Math.max(last, at),
    0,
  );
  const awaysThen = aways
    .filter(({ from }) => from <= until)
    .map((away) => ({ ...away, to: Math.min(away.to, until) }));
  return { ...own, aways: awaysThen, until };
}
