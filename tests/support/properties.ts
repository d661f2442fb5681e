import fc from 'fast-check';

/** Where the random numbers of all properties begin. It stands in the names of the tests, so that a failure can be repeated. */
export const propertySeed = 20_260_302;

/** Checks a property over many random inputs, always the same ones. */
export function holdsForAll<Input>(
  inputs: fc.Arbitrary<Input>,
  check: (input: Input) => void,
  runs = 150,
): void {
  fc.assert(fc.property(inputs, check), { seed: propertySeed, numRuns: runs });
}
