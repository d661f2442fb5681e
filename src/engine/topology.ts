import type { NodeId } from './trace';

/** What a node is to the picture and to the measures. */
export type NodeRole = 'actor' | 'service' | 'bus' | 'api' | 'engine' | 'station' | 'channel' | 'store';

export interface TopologyNode {
  readonly id: NodeId;
  /** The name that people see. */
  readonly title: string;
  readonly role: NodeRole;
  /** The node whose process it runs in, where it has none of its own: what goes down with it. */
  readonly host?: NodeId;
}

/** A way between two nodes. Replies travel it backwards. */
export interface TopologyLink {
  readonly from: NodeId;
  readonly to: NodeId;
  /** How long a message takes, in whole ms, before jitter. */
  readonly latencyMs: number;
}

/** Who is there and who can reach whom: all that is drawn, and all that messages may use. */
export interface Topology {
  readonly nodes: readonly TopologyNode[];
  readonly links: readonly TopologyLink[];
}
