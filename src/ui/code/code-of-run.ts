import { Counterparts, type SourcesOfRun } from '../../analysis/source/counterpart';
import { SourceGraph, type SourceFiles } from '../../analysis/source/graph';
import { SourcePlaces } from '../../analysis/source/place';
import type { ArchitectureName, Run } from '../../simulation';

/** The sources of a run, and those of the same story in the other architecture. */
export interface CodeOfRun {
  readonly here: SourcesOfRun;
  readonly there: SourcesOfRun;
  readonly counterparts: Counterparts;
}

/** Reads the sources for a run and for the same story in the other architecture. */
export function codeOfRun(here: Run, there: Run, files: SourceFiles): CodeOfRun {
  const [ofHere, ofThere] = [sourcesOf(here, files), sourcesOf(there, files)];
  return { here: ofHere, there: ofThere, counterparts: new Counterparts(here.trace, ofThere) };
}

/** What is read from the sources alone is read once, for each architecture and broker. */
const graphs = new WeakMap<SourceFiles, Map<string, SourceGraph>>();

function graphOf(architecture: ArchitectureName, broker: string, files: SourceFiles): SourceGraph {
  const known = graphs.get(files) ?? new Map<string, SourceGraph>();
  graphs.set(files, known);
  const key = `${architecture} ${broker}`;
  const graph = known.get(key) ?? new SourceGraph(files, architecture, broker);
  known.set(key, graph);
  return graph;
}

function sourcesOf({ recording, trace }: Run, files: SourceFiles): SourcesOfRun {
  const graph = graphOf(recording.architecture, recording.broker, files);
  return { trace, graph, places: new SourcePlaces(trace, graph) };
}
