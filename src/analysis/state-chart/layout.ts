import type { StateChart, StateNode, Transition } from './state-chart';
import { acrossOf, labelWidth, sidesOf, type Across } from './across';
import { passagesOf, portsOf, step, type Passage, type Ports } from './ports';
import { Rows } from './rows';
import { Tracks, tracksOf } from './tracks';
import { columnsOf, type Span } from './ways';

/** A chart with a place for everything, in whole px. No state or label overlaps another, and no line runs through one. */
export interface ChartLayout {
  readonly width: number;
  readonly height: number;
  /** In the order of the chart: each before those within it. */
  readonly states: readonly PlacedState[];
  readonly transitions: readonly PlacedTransition[];
}

export interface PlacedState {
  readonly state: StateNode;
  readonly box: Box;
  /** The part of the box that has the name: all of it, unless other states lie within. */
  readonly nameBox: Box;
  /** Where the line begins that marks the state as the first; undefined for others. It leads straight down to the box. */
  readonly beginning: Point | undefined;
}

export interface PlacedTransition {
  readonly transition: Transition;
  readonly label: Box;
  /** The corners of its line, from the source to the target. */
  readonly route: readonly Point[];
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** A target for a finger, at the smallest scale as well. */
const labelHeight = 28;
/** Around everything, in px. */
const margin = step;
/** Above all states there is room for the mark at the first one. */
const room = 2 * step;

/** Lays a chart out in columns from left to right; the same chart is always laid out the same. */
export function layOutChart(chart: StateChart): ChartLayout {
  const spans = columnsOf(chart);
  const passages = passagesOf(chart, spans);
  const ports = portsOf(chart, passages);
  const rows = new Rows(chart, spans, ports, passages);
  const tracks = new Tracks(passages, spans, (path) => rows.extents.get(path)?.top ?? 0);
  const across = acrossOf(chart, spans, passages, tracks, margin);
  const top = margin + tracks.above.length * step + room;
  const bottom = top + rows.height + step;
  const states = chart.states.map((state): PlacedState => {
    const { left, right } = sidesOf(chart, spans, state, across);
    const extent = rows.extents.get(state.path) ?? { top: 0, height: 0 };
    const box = { x: left, y: top + extent.top, width: right - left, height: extent.height };
    const nameHeight = state.isCompound ? (ports.get(state.path)?.height ?? 0) : box.height;
    const beginning = { x: box.x + 2 * step, y: box.y - room + step / 2 };
    return {
      state,
      box,
      nameBox: { ...box, height: nameHeight },
      beginning: state.isInitial ? beginning : undefined,
    };
  });
  const boxes = new Map(states.map(({ state, box }) => [state.path, box]));
  const ground: Ground = { boxes, ports, spans, tracks, across, top: top - room, bottom };
  return {
    width: across.width + margin,
    height: bottom + tracks.below.length * step + margin,
    states,
    transitions: passages.map((passage) => placed(passage, ground)),
  };
}

/** What a passage finds its way by. */
interface Ground {
  readonly boxes: ReadonlyMap<string, Box>;
  readonly ports: ReadonlyMap<string, Ports>;
  readonly spans: ReadonlyMap<string, Span>;
  readonly tracks: Tracks;
  readonly across: Across;
  /** Beyond these the rails are. */
  readonly top: number;
  readonly bottom: number;
}

function placed(passage: Passage, ground: Ground): PlacedTransition {
  const { transition, way } = passage;
  const { id, source, target } = transition;
  const { boxes, ports, spans, tracks, across } = ground;
  const from = boxes.get(source) ?? nowhere;
  const to = boxes.get(target) ?? nowhere;
  const [x = 0, lastX = x] = tracksOf(passage, spans).map(
    (track) => (across.channels.get(track.channel) ?? 0) + tracks.indexOf(track) * step,
  );
  const labelled = way === 'back' ? target : source;
  const labelledBox = way === 'back' ? to : from;
  const row = labelledBox.y + (ports.get(labelled)?.rows.get(id) ?? 0);
  const label = {
    x: across.columns[spans.get(labelled)?.last ?? 0]?.labels ?? 0,
    y: row - labelHeight / 2,
    width: labelWidth(passage),
    height: labelHeight,
  };
  const end = portAt(to, ports.get(target), way);
  const along = (): readonly Point[] => {
    const begin = { x: from.x + from.width, y: row };
    if (way === 'back') {
      const exit = { x: from.x, y: from.y + (ports.get(source)?.exits.get(id) ?? 0) };
      return [exit, { x, y: exit.y }, { x, y: row }, { x: to.x + to.width, y: row }];
    }
    if (way !== 'above' && way !== 'below') {
      return [begin, { x, y: row }, { x, y: end.y }, end];
    }
    const index = tracks[way].indexOf(target);
    const rail = way === 'above' ? ground.top - index * step : ground.bottom + index * step;
    const [away, back] = [
      { x, y: rail },
      { x: lastX, y: rail },
    ];
    return [begin, { x, y: row }, away, back, { x: lastX, y: end.y }, end];
  };
  return { transition, label, route: along() };
}

const nowhere: Box = { x: 0, y: 0, width: 0, height: 0 };

/** Where a line comes into its target; for `back` it is the row with its label. */
function portAt(box: Box, ports: Ports | undefined, way: Passage['way']): Point {
  if (way === 'loop' || way === 'beside') return { x: box.x + box.width, y: box.y + (ports?.returns ?? 0) };
  return { x: box.x, y: box.y + (ports?.entry ?? 0) };
}
