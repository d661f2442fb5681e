import type { Names } from '../../analysis/names';
import { flowsOf, type Flow } from '../../analysis/flows';
import { namesOf } from '../../analysis/names';
import { Replay, type View } from '../../analysis/view';
import type { Piece } from '../../exchange/piece';
import { topologyOf, type Run } from '../../simulation';
import { layOut, type Layout } from '../stage/layout';
import { mishapsOf, type Mishaps } from '../stage/mishaps';
import { spotlightOf, type Spotlight } from '../stage/spotlight';
import { flowPaint, paints, type Paint } from './colours';
import { pause, stepIn, type PictureOptions } from './picture';

/** All that the stage shows at a step, and what it is painted with. */
export interface Scene {
  readonly run: Run;
  readonly view: View;
  readonly layout: Layout;
  readonly names: Names;
  readonly flows: ReadonlyMap<string, Flow>;
  readonly mishaps: Mishaps;
  readonly spotlight: Spotlight;
  readonly paint: Paint;
  /** Of the story that is told now. */
  readonly colour: string;
}

/** So many records are passed between two pauses. */
const recordsInOneGo = 4000;

/** Sets the stage up, with pauses. */
export function* sceneOf(run: Run, { scope, theme }: PictureOptions): Generator<Piece, Scene> {
  const { recording, trace } = run;
  const step = stepIn(run, scope);
  const replay = new Replay(trace);
  for (let passed = recordsInOneGo; passed < step; passed += recordsInOneGo) {
    replay.at(passed);
    yield pause;
  }
  const view = replay.at(step);
  yield pause;
  const flows = flowsOf(trace);
  yield pause;
  const names = namesOf(recording, trace);
  yield pause;
  const mishaps = mishapsOf(trace);
  yield pause;
  const { current } = view;
  const paint = paints[theme];
  const told = current ?? trace[0];
  return {
    run,
    view,
    layout: layOut(topologyOf(recording)),
    names,
    flows,
    mishaps,
    spotlight: spotlightOf(
      view,
      trace,
      current === undefined ? trace.slice(0, 1) : trace.filter(({ cause }) => cause === current.seq),
    ),
    paint,
    colour: told === undefined ? paint.accent : flowPaint(paint, flows.get(told.flow)),
  };
}
