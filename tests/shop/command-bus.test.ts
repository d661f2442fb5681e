import { describe, expect, it } from 'vitest';
import { DomainError } from '../../src/engine/process';
import type { Json } from '../../src/engine/trace';
import type { Settlement } from '../../src/engine/settlement';
import { CommandBus } from '../../src/shop/command-bus';
import { recordsOf, runOut, smallWorld } from '../support/small-world';

function commanding(handlers: Parameters<CommandBus['register']>[1]) {
  const world = smallWorld([['warehouse', 'ordering', 8]]);
  const commands = new CommandBus();
  commands.register('ordering', handlers);
  const give = (command: { type: string; [argument: string]: Json }): Settlement<Json> | undefined => {
    let settled: Settlement<Json> | undefined;
    world.start(
      'warehouse',
      'flow-1',
      0,
      commands.send('warehouse', command),
      (settlement) => (settled = settlement),
    );
    runOut(world);
    return settled;
  };
  return { world, commands, give };
}

describe('the command bus', () => {
  it('brings a command to its handler with its arguments, and the result back', () => {
    const { world, give } = commanding({
      *ShipOrder({ orderId }: { orderId: string }) {
        return { orderId, shippedAt: world.now };
      },
    });
    expect(give({ type: 'ShipOrder', orderId: 'ord-001' })).toEqual({
      ok: true,
      value: { orderId: 'ord-001', shippedAt: 8 },
    });
    expect(world.now).toBe(16);
    expect(recordsOf(world, 'sent')).toMatchObject([
      {
        form: 'command',
        node: 'warehouse',
        to: 'ordering',
        name: 'ShipOrder',
        payload: { orderId: 'ord-001' },
      },
    ]);
  });

  it('brings an error of the handler back to the caller', () => {
    const { give } = commanding({
      *ShipOrder() {
        throw new DomainError('OrderNotFound', 'Order ord-999 does not exist');
      },
    });
    expect(give({ type: 'ShipOrder', orderId: 'ord-999' })).toMatchObject({
      ok: false,
      error: { name: 'OrderNotFound', message: 'Order ord-999 does not exist' },
    });
  });

  it('refuses a second handler for a command, naming both nodes', () => {
    const { commands } = commanding({ *ShipOrder() {} });
    expect(() => {
      commands.register('billing', { *ShipOrder() {} });
    }).toThrow(/ShipOrder.*ordering.*billing/);
  });

  it('tells the caller when nobody handles a command', () => {
    const { give } = commanding({ *ShipOrder() {} });
    expect(give({ type: 'EatOrder' })).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('EatOrder') as string },
    });
  });

  it('does not take what every object has for a handler', () => {
    const { give } = commanding({ *ShipOrder() {} });
    expect(give({ type: 'constructor' })).toMatchObject({ ok: false });
  });
});
