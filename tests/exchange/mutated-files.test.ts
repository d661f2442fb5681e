import { describe, expect, it } from 'vitest';
import { anyMutation, diceOf } from '../support/mutations';
import { propertySeed } from '../support/properties';
import { readAnything, type Ending } from '../support/reading-anything';

describe('300 files and links that went wrong', () => {
  it('are each simulated, refused with a reason, or taken as a log of another system', () => {
    const dice = diceOf(propertySeed);
    const endings = new Map<Ending, number>();
    for (let count = 0; count < 300; count += 1) {
      const given = anyMutation(dice);
      const ending = readAnything(given);
      endings.set(ending, (endings.get(ending) ?? 0) + 1);
    }
    // Both happen: files that go wrong in ways that matter, and in ways that do not.
    expect(endings.get('refused')).toBeGreaterThan(50);
    expect(endings.get('simulated')).toBeGreaterThan(10);
    expect(endings.get('foreign')).toBeGreaterThan(10);
  });
});
