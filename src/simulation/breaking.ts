import type { World } from '../engine/world';
import type { Facts, NodeId } from '../engine/trace';
import type { Operation } from '../architectures/operations';
import type { Fault } from './faults';

/** A node by the name that a recording gives it; undefined when this run has no such part. */
export type FindNode = (name: string) => NodeId | undefined;

/** Puts a fault into force, in the story that is told now; where there is nothing to break, it says just that. */
export function breakSomething(world: World, fault: Fault, findNode: FindNode): void {
  if (isOnLink(fault)) breakLink(world, fault, findNode);
  else breakNode(world, fault, findNode);
}

type LinkFault = Extract<Fault, { readonly from: string }>;
type NodeFault = Exclude<Fault, LinkFault>;

function isOnLink(fault: Fault): fault is LinkFault {
  return 'from' in fault;
}

function breakLink(world: World, fault: LinkFault, findNode: FindNode): void {
  const from = findNode(fault.from);
  const to = findNode(fault.to);
  if (from === undefined || to === undefined || !world.hasLink(from, to)) {
    world.journal.fault(from ?? to ?? 'store', fault.type, 'void', fault);
    return;
  }
  world.journal.fault(from, fault.type, 'begins', { ...fault, from, to });
  world.faults.armLink({ ...fault, from, to });
}

function breakNode(world: World, fault: NodeFault, findNode: FindNode): void {
  const { journal, outages, faults } = world;
  const named = findNode('node' in fault ? fault.node : fault.channel);
  if (named === undefined) {
    journal.fault('store', fault.type, 'void', fault);
    return;
  }
  // A handler throws where it is; all else befalls the process that a station runs in.
  const node = fault.type === 'throw' ? named : outages.hostOf(named);
  journal.fault(node, fault.type, 'begins', fault);
  const ends = () => {
    journal.fault(node, fault.type, 'ends', fault);
  };
  switch (fault.type) {
    case 'down':
      outages.goDown(node, 'down', fault.durationMs);
      return;
    case 'crash':
      outages.armCrash(node, fault.after, fault.durationMs);
      return;
    case 'slow':
    case 'adapter-slow':
      outages.slow(node, fault.delayMs, fault.durationMs, ends);
      return;
    case 'throw':
    case 'adapter-fail':
    case 'adapter-throw':
    case 'adapter-bounce': {
      const details: Facts = fault;
      const message = 'message' in fault ? { message: fault.message } : {};
      faults.armNode({ type: fault.type, node, count: fault.count, details, ...message });
    }
  }
}

/** Stops, starts or slows a part of the shop, in the story that is told now. */
export function operateNode(
  world: World,
  operation: Extract<Operation, { readonly node: string }>,
  findNode: FindNode,
): void {
  const node = findNode(operation.node);
  if (node === undefined) {
    world.journal.fault('store', operation.type, 'void', operation);
    return;
  }
  switch (operation.type) {
    case 'stop':
      world.outages.goDown(node, 'stopped');
      return;
    case 'start':
      world.outages.comeUp(node);
      return;
    case 'slow':
      world.journal.fault(world.outages.hostOf(node), 'slow', 'begins', operation);
      world.outages.slow(node, operation.delayMs);
  }
}
