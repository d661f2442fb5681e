import { DomainError } from '../engine/process';
import type { CommandHandlers } from '../shop/commands';
import type { BrokerCommand } from './broker-commands';

/** The bus as those who run it see it. */
interface Bus {
  replay(fromOffset: number): number;
  redrive(consumer: string): number | undefined;
}

/** The handlers of commands to the event bus. */
export function busCommands(bus: Bus): CommandHandlers<BrokerCommand, BrokerCommand['type']> {
  return {
    *ReplayLog({ fromOffset }) {
      return { replayed: bus.replay(fromOffset) };
    },

    *RedriveDeadLetters({ consumer }) {
      const redriven = bus.redrive(consumer);
      if (redriven === undefined) {
        throw new DomainError('UnknownConsumer', `consumer: nobody called ${consumer} listens to the bus`);
      }
      return { consumer, redriven };
    },
  };
}
