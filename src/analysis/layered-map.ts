/**
 * A map over one that stays as it is: what is set lies above. Copying it copies what lies above alone, so that a moment near
 * a keyframe costs what has happened since, and not all that is known.
 */
export class LayeredMap<K, V> implements ReadonlyMap<K, V> {
  readonly #below: ReadonlyMap<K, V>;
  readonly #above: Map<K, V>;
  /** How many keys above are not below. */
  #added: number;

  /** @param below must not change any more. */
  constructor(below: ReadonlyMap<K, V> = new Map(), above = new Map<K, V>(), added = 0) {
    this.#below = below;
    this.#above = above;
    this.#added = added;
  }

  /** One that can be set without this one taking notice. */
  copied(): LayeredMap<K, V> {
    return new LayeredMap(this.#below, new Map(this.#above), this.#added);
  }

  /** The same in one layer. */
  flattened(): LayeredMap<K, V> {
    return new LayeredMap(new Map(this));
  }

  get size(): number {
    return this.#below.size + this.#added;
  }

  get(key: K): V | undefined {
    return this.#above.get(key) ?? this.#below.get(key);
  }

  has(key: K): boolean {
    return this.#above.has(key) || this.#below.has(key);
  }

  set(key: K, value: V): void {
    if (!this.has(key)) this.#added += 1;
    this.#above.set(key, value);
  }

  forEach(callback: (value: V, key: K, map: ReadonlyMap<K, V>) => void): void {
    for (const [key, value] of this) callback(value, key, this);
  }

  /** In the order in which the keys were first set, as of any map. */
  *entries(): MapIterator<[K, V]> {
    for (const [key, value] of this.#below) yield [key, this.#above.get(key) ?? value];
    for (const entry of this.#above) if (!this.#below.has(entry[0])) yield entry;
  }

  *keys(): MapIterator<K> {
    for (const [key] of this) yield key;
  }

  *values(): MapIterator<V> {
    for (const [key, value] of this.#below) yield this.#above.get(key) ?? value;
    for (const [key, value] of this.#above) if (!this.#below.has(key)) yield value;
  }

  [Symbol.iterator](): MapIterator<[K, V]> {
    return this.entries();
  }
}
