import { Counterparts, type SourcesOfRun } from '../../analysis/source/counterpart';
import { SourceGraph, type SourceFiles } from '../../analysis/source/graph';
import { SourcePlaces } from '../../analysis/source/place';
import { architectureNames, simulate, type ArchitectureName, type Run } from '../../simulation';

/** The sources of a run, and those of the same story in the other architecture. */
export interface CodeOfRun {
  readonly here: SourcesOfRun;
  readonly there: SourcesOfRun;
  readonly counterparts: Counterparts;
}

/** Reads the sources for a run; the other architecture runs the same story for it, to its end. */
export function codeOfRun(
  { recording, trace }: Pick<Run, 'recording' | 'trace'>,
  files: SourceFiles,
): CodeOfRun {
  const architecture = otherThan(recording.architecture);
  const other = simulate({ ...recording, architecture });
  const here = sourcesOf(trace, recording.architecture, recording.broker, files);
  const there = sourcesOf(other.trace, architecture, recording.broker, files);
  return { here, there, counterparts: new Counterparts(trace, there) };
}

/** The architecture that a run is not of. */
export function otherThan(architecture: ArchitectureName): ArchitectureName {
  return architectureNames.find((name) => name !== architecture) ?? architecture;
}

function sourcesOf(
  trace: SourcesOfRun['trace'],
  architecture: ArchitectureName,
  broker: string,
  files: SourceFiles,
): SourcesOfRun {
  const graph = new SourceGraph(files, architecture, broker);
  return { trace, graph, places: new SourcePlaces(trace, graph) };
}
