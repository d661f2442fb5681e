import { outlineOf, type Call, type Literal, type Outline, type SourceFunction } from './outline';

/** Source files by path from `src`: `shop/store.ts`. */
export type SourceFiles = ReadonlyMap<string, string>;

/**
 * The source files that one architecture is built of, over one broker: what its wiring imports, and what that imports. The
 * engine of the simulation is left out: it is what services run on, as they would run on a network and an operating system.
 */
export class SourceGraph {
  readonly wiring: string;
  /** What stands between services: the event bus, the broker’s own file, and what these import of the brokers. */
  readonly brokerFiles: readonly string[];
  readonly #outlines = new Map<string, Outline>();
  readonly #functionsByName = new Map<string, SourceFunction[]>();
  readonly #callees = new Map<Call, readonly SourceFunction[]>();
  readonly #callsOf = new Map<SourceFunction, Call[]>();

  /** @param broker the name of a broker, as its file gives it. */
  constructor(
    private readonly files: SourceFiles,
    architecture: string,
    broker: string,
  ) {
    this.wiring = `architectures/${architecture}/wiring.ts`;
    this.#add(this.wiring);
    const own = [...files.keys()].filter(
      (path) => path.startsWith('brokers/') && this.#isNamed(path, broker),
    );
    if (this.#outlines.has('brokers/event-bus.ts')) for (const path of own) this.#add(path);
    this.brokerFiles = this.#brokerFilesFrom([...own, 'brokers/event-bus.ts', 'brokers/outbox.ts']);
  }

  get paths(): readonly string[] {
    return [...this.#outlines.keys()];
  }

  get outlines(): readonly Outline[] {
    return [...this.#outlines.values()];
  }

  /** The text of a file; empty for one that there is not. */
  text(path: string): string {
    return this.files.get(path) ?? '';
  }

  /** What a file of the graph is made of; nothing for one that is not in it. */
  outline(path: string): Outline {
    return this.#outlines.get(path) ?? empty;
  }

  /** All functions of that name, wherever they are. */
  named(name: string): readonly SourceFunction[] {
    return this.#functionsByName.get(name) ?? [];
  }

  /** What the brokers call a node that is theirs: `busNode`; and the file that says so. */
  brokerNode(node: string): { readonly constant: string; readonly file: string } | undefined {
    for (const file of this.brokerFiles) {
      const constant = new RegExp(`export const (\\w+): NodeId = '${node}'`).exec(this.text(file))?.[1];
      if (constant !== undefined) return { constant, file };
    }
    return undefined;
  }

  functionsIn(path: string, name: string): readonly SourceFunction[] {
    return this.outline(path).functions.filter((candidate) => candidate.name === name);
  }

  /** The calls that stand in a function, but for those in a named function within it. */
  callsIn(owner: SourceFunction): readonly Call[] {
    return this.#callsOf.get(owner) ?? [];
  }

  literalsIn(owner: SourceFunction): readonly Literal[] {
    return this.outline(owner.file).literals.filter((literal) => literal.owner === owner);
  }

  /** The path of the file that a file imports a name from; undefined when that is of the engine, or of a library. */
  importedFrom(name: string, path: string): string | undefined {
    const imported = this.outline(path).imports.get(name);
    return imported === undefined ? undefined : this.#resolve(path, imported.from);
  }

  /**
   * The functions that a call may run, as far as names and declared types say. When they leave several, all of them: whoever looks for
   * the one place where something happens must then find it to be one in all of them.
   */
  calleesOf(call: Call, file: string): readonly SourceFunction[] {
    let callees = this.#callees.get(call);
    if (callees === undefined) this.#callees.set(call, (callees = this.#findCallees(call, file)));
    return callees;
  }

  #findCallees({ name, receiver }: Call, file: string): readonly SourceFunction[] {
    if (name === 'serve') return [];
    const local = this.functionsIn(file, name);
    if (receiver === undefined) {
      if (local.length > 0) return local;
      const imported = this.outline(file).imports.get(name);
      if (imported === undefined) return this.functionsIn(this.wiring, name);
      const home = this.importedFrom(name, file);
      return home === undefined ? [] : this.functionsIn(home, imported.name);
    }
    if (receiver === 'this') return local;
    const types = [...(this.outline(file).types.get(receiver) ?? [])];
    const { imports } = this.outline(file);
    const homes = types.map((type) => (imports.has(type) ? this.importedFrom(type, file) : file));
    const declared = homes.flatMap((home) => (home === undefined ? [] : this.functionsIn(home, name)));
    if (declared.length > 0 || (types.length > 0 && homes.every((home) => home === undefined)))
      return declared;
    return this.named(name);
  }

  #add(path: string): void {
    if (!this.files.has(path) || this.#outlines.has(path) || path.startsWith('engine/')) return;
    const outline = outlineOf(path, this.text(path));
    this.#outlines.set(path, outline);
    for (const found of outline.functions) {
      const namesakes = this.#functionsByName.get(found.name);
      if (namesakes === undefined) this.#functionsByName.set(found.name, [found]);
      else namesakes.push(found);
    }
    for (const call of outline.calls) {
      if (call.owner === undefined) continue;
      const siblings = this.#callsOf.get(call.owner);
      if (siblings === undefined) this.#callsOf.set(call.owner, [call]);
      else siblings.push(call);
    }
    for (const { from } of outline.imports.values()) {
      const target = this.#resolve(path, from);
      if (target !== undefined) this.#add(target);
    }
  }

  /** The file that an import leads to; undefined outside of the graph. */
  #resolve(path: string, from: string): string | undefined {
    if (!from.startsWith('.')) return undefined;
    const folders = path.split('/').slice(0, -1);
    for (const part of from.split('/')) {
      if (part === '..') folders.pop();
      else if (part !== '.') folders.push(part);
    }
    const target = folders.join('/');
    const found = [`${target}.ts`, `${target}/index.ts`].find((candidate) => this.files.has(candidate));
    return found?.startsWith('engine/') === true ? undefined : found;
  }

  #isNamed(path: string, broker: string): boolean {
    return this.text(path).includes(`name: '${broker}'`);
  }

  #brokerFilesFrom(paths: readonly string[]): readonly string[] {
    const found = new Set<string>();
    const visit = (path: string) => {
      if (found.has(path) || !path.startsWith('brokers/') || !this.#outlines.has(path)) return;
      found.add(path);
      for (const { from } of this.outline(path).imports.values()) visit(this.#resolve(path, from) ?? '');
    };
    paths.forEach(visit);
    return [...found];
  }
}

const empty: Outline = {
  functions: [],
  calls: [],
  literals: [],
  imports: new Map(),
  types: new Map(),
};
