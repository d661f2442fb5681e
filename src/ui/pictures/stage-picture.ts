import { narrate } from '../../analysis/narrate';
import { counted } from '../../analysis/words';
import type { Piece } from '../../exchange/piece';
import type { Markup } from '../../exchange/svg/markup';
import type { Run } from '../../simulation';
import { faultWords } from '../stage/fault-words';
import { stageSize } from '../stage/layout';
import { strikesBy } from '../stage/mishaps';
import type { PictureOptions } from './picture';
import { runWords, stepWords, writeSheet } from './sheet';
import { callersIn, frameOf, hatchings, linksOf } from './stage-ground';
import { nodesOf } from './stage-nodes';
import { faultsOf, queuesOf } from './stage-parts';
import { sceneOf, type Scene } from './stage-scene';
import { messagesOf } from './stage-tokens';

/** The stage as it stands at the cursor, or at the end of the run: every part, and every message on its way. */
export function* drawStage(run: Run, options: PictureOptions): Generator<Piece> {
  const scene = yield* sceneOf(run, options);
  const { view, layout, names, paint } = scene;
  const { current } = view;
  const told = current === undefined ? '' : `: ${narrate(current, run.trace, names)}`;
  const sheet = {
    title: `Stage · ${runWords(run)}`,
    lines: [`${stepWords(run, view.step)}${told}`],
    description: `${counted(layout.nodes.size, 'part')} of the shop and the links between them, with ${counted(view.inFlight.size, 'message')} on the way.`,
    ...stageSize,
    paint,
    ground: paint.ground,
  };
  yield* writeSheet(sheet, marksOf(scene), layout.nodes.size + 20);
}

function* marksOf(scene: Scene): Generator<Markup> {
  const { names, mishaps, view } = scene;
  yield hatchings(scene);
  yield* frameOf(scene);
  yield* linksOf(scene);
  yield* callersIn(scene);
  yield* nodesOf(scene);
  yield* queuesOf(scene);
  yield* faultsOf(scene, ({ faults }) =>
    faults.map((fault) => faultWords(fault, names, strikesBy(mishaps, fault.seq, view.step))).join('; '),
  );
  yield* messagesOf(scene);
}
