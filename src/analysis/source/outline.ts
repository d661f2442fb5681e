import { stringIn, tokensOf, type Token } from './tokens';

/** A function of a source file that has a name: a function, a method, a member of an object that is an arrow function. */
export interface SourceFunction {
  readonly file: string;
  readonly name: string;
  /** Its first line and its last one, counted from 1. */
  readonly line: number;
  readonly endLine: number;
  /** Where it begins and ends in the text. */
  readonly start: number;
  readonly end: number;
}

/** A place at which a function is called. */
export interface Call {
  readonly name: string;
  /** What stands before the dot: `store` in `this.store.order(`. */
  readonly receiver: string | undefined;
  readonly line: number;
  readonly start: number;
  /** Where its arguments end in the text. */
  readonly end: number;
  /** The function in which it stands, the innermost that has a name. */
  readonly owner: SourceFunction | undefined;
  /** The first word of the arguments. */
  readonly first: string;
  /** Strings that are arguments themselves, and all names and strings in the arguments, however deep. */
  readonly direct: readonly string[];
  readonly words: ReadonlySet<string>;
}

/** A string of a source file. */
export interface Literal {
  readonly value: string;
  /** The member that it is the value of (`type: '…'`), or `case`. */
  readonly key: string | undefined;
  readonly line: number;
  readonly start: number;
  readonly owner: SourceFunction | undefined;
}

/** A name that a file imports: from which path, as written, and under which name it is exported there. */
export interface ImportedName {
  readonly from: string;
  readonly name: string;
}

/** What a source file is made of, as far as following it needs. */
export interface Outline {
  readonly functions: readonly SourceFunction[];
  readonly calls: readonly Call[];
  readonly literals: readonly Literal[];
  readonly imports: ReadonlyMap<string, ImportedName>;
  /** Types that the file declares for a name: `store: Pick<Store, 'order'>` says that a store is a `Store`. */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Reads what a file is made of. */
export function outlineOf(file: string, text: string): Outline {
  return new Reader(file, text).outline();
}

const opening: ReadonlyMap<string, string> = new Map([
  ['(', ')'],
  ['[', ']'],
  ['{', '}'],
]);
const closing: ReadonlySet<string> = new Set(opening.values());

class Reader {
  readonly #tokens: readonly Token[];
  /** The bracket that closes each opening one. */
  readonly #match = new Map<number, number>();
  readonly #lineStarts: number[] = [0];

  constructor(
    private readonly file: string,
    text: string,
  ) {
    this.#tokens = tokensOf(text).filter(({ kind }) => kind !== 'comment');
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1))
      this.#lineStarts.push(at + 1);
    const open: number[] = [];
    this.#tokens.forEach(({ kind, text: sign }, index) => {
      if (kind !== 'sign') return;
      if (opening.has(sign)) open.push(index);
      else if (closing.has(sign)) this.#match.set(open.pop() ?? index, index);
    });
  }

  outline(): Outline {
    const functions: SourceFunction[] = [];
    const heads = new Set<number>();
    this.#tokens.forEach((token, index) => {
      if (token.kind !== 'name') return;
      const last = this.#bodyEnd(index);
      if (last === undefined) return;
      heads.add(index);
      const end = this.#end(last);
      const { start } = token;
      const [line, endLine] = [this.#lineAt(start), this.#lineAt(end - 1)];
      functions.push({ file: this.file, name: token.text, line, endLine, start, end });
    });
    /** The innermost stands last. */
    const ownerAt = (start: number) =>
      functions.filter((candidate) => candidate.start <= start && start < candidate.end).at(-1);
    const calls: Call[] = [];
    const literals: Literal[] = [];
    this.#tokens.forEach((token, index) => {
      const { start } = token;
      if (token.kind === 'string') {
        const key = this.#keyOf(index);
        literals.push({
          value: stringIn(token),
          key,
          line: this.#lineAt(start),
          start,
          owner: ownerAt(start),
        });
      }
      const open = token.kind === 'name' && !heads.has(index) ? this.#parametersAt(index + 1) : undefined;
      if (open !== undefined) calls.push({ ...this.#call(index, open), owner: ownerAt(start) });
    });
    return { functions, calls, literals, imports: this.#imports(), types: this.#types() };
  }

  #call(index: number, open: number): Omit<Call, 'owner'> {
    const { text: name, start } = this.#token(index);
    const isMember = this.#is(index - 1, '.') || this.#is(index - 1, '?.');
    const receiver = isMember ? this.#token(index - 2).text : undefined;
    const close = this.#match.get(open) ?? open;
    const { text: first } = this.#token(open + 1);
    const direct: string[] = [];
    const words = new Set<string>();
    for (let at = open + 1; at < close; at += 1) {
      const { kind, text } = this.#token(at);
      if (kind === 'string') words.add(text.slice(1, -1));
      else if (kind === 'name') words.add(text);
    }
    for (let at = open + 1; at < close; at += 1) {
      const token = this.#token(at);
      if (token.kind === 'string') direct.push(stringIn(token));
      at = this.#match.get(at) ?? at;
    }
    return { name, receiver, line: this.#lineAt(start), start, end: this.#end(close), first, direct, words };
  }

  /** The last token of the function that a name begins; undefined when it begins none. */
  #bodyEnd(index: number): number | undefined {
    const before = this.#token(index - 1).text;
    // After these a name is a member of something, or a type.
    if (['.', '?.', 'new', ':', '|', '&'].includes(before)) return undefined;
    const open = this.#parametersAt(index + 1);
    if (open !== undefined) {
      const body = this.#afterType((this.#match.get(open) ?? open) + 1);
      return this.#is(body, '{') ? this.#match.get(body) : undefined;
    }
    const isConstant = before === 'const';
    const value = this.#is(index + 1, '=') ? index + 2 : this.#is(index + 1, ':') ? index + 2 : undefined;
    if (value === undefined) return undefined;
    const begin = isConstant && this.#is(index + 1, ':') ? this.#indexOf('=', value) + 1 : value;
    if (this.#is(begin, 'function')) {
      const parameters = this.#indexOf('(', begin);
      const body = this.#afterType((this.#match.get(parameters) ?? parameters) + 1);
      return this.#match.get(body);
    }
    return this.#is(begin, '(') ? this.#arrowEnd(begin, isConstant || this.#is(index + 1, '=')) : undefined;
  }

  /** The last token of an arrow function. A member that ends in a semicolon is the type of one. */
  #arrowEnd(parameters: number, mayEndInSemicolon: boolean): number | undefined {
    const arrow = this.#afterType((this.#match.get(parameters) ?? parameters) + 1);
    if (!this.#is(arrow, '=>')) return undefined;
    if (this.#is(arrow + 1, '{')) return this.#match.get(arrow + 1);
    let at = arrow + 1;
    while (at < this.#tokens.length && !/^[,;)\]}]$/.test(this.#token(at).text)) {
      at = (this.#match.get(at) ?? at) + 1;
    }
    return this.#is(at, ';') && !mayEndInSemicolon ? undefined : at - 1;
  }

  /** The bracket of parameters or arguments that stands at an index, after type parameters or without. */
  #parametersAt(index: number): number | undefined {
    if (this.#is(index, '(')) return index;
    if (!this.#is(index, '<')) return undefined;
    const after = this.#afterAngles(index);
    return after !== undefined && this.#is(after, '(') ? after : undefined;
  }

  /** What follows type arguments; undefined where a bracket is a comparison. */
  #afterAngles(index: number): number | undefined {
    let depth = 0;
    for (let at = index; at < this.#tokens.length; at = (this.#match.get(at) ?? at) + 1) {
      const { text } = this.#token(at);
      if (text === '<') depth += 1;
      if (text === '>') depth -= 1;
      if (depth === 0) return at + 1;
      if (/^[;)\]}=]$/.test(text)) return undefined;
    }
    return undefined;
  }

  /** What follows a type that is declared from a colon on: a body, an arrow, or neither. The index itself without a colon. */
  #afterType(index: number): number {
    if (!this.#is(index, ':')) return index;
    let at = index + 1;
    while (at < this.#tokens.length) {
      const { text } = this.#token(at);
      if (text === '{' && !/^[:&|,]$|^=>$/.test(this.#token(at - 1).text)) return at;
      if (/^(?:=>|[;,)\]}=])$/.test(text)) return at;
      const angles = text === '<' ? this.#afterAngles(at) : undefined;
      at = angles ?? (this.#match.get(at) ?? at) + 1;
    }
    return at;
  }

  #keyOf(index: number): string | undefined {
    if (this.#is(index - 1, 'case')) return 'case';
    return this.#is(index - 1, ':') ? this.#token(index - 2).text : undefined;
  }

  #imports(): ReadonlyMap<string, ImportedName> {
    const imports = new Map<string, ImportedName>();
    this.#tokens.forEach((token, index) => {
      if (token.text !== 'import' || token.kind !== 'keyword') return;
      const end = this.#indexOf('from', index);
      const source = this.#tokens[end + 1];
      if (source?.kind !== 'string') return;
      const from = stringIn(source);
      for (let at = index + 1; at < end; at += 1) {
        const { kind, text } = this.#token(at);
        if (kind !== 'name' || text === 'type' || text === 'as' || this.#is(at + 1, 'as')) continue;
        imports.set(text, { from, name: this.#is(at - 1, 'as') ? this.#token(at - 2).text : text });
      }
    });
    return imports;
  }

  #types(): ReadonlyMap<string, ReadonlySet<string>> {
    const types = new Map<string, Set<string>>();
    this.#tokens.forEach((token, index) => {
      if (token.kind !== 'name' || !this.#is(index + 1, ':')) return;
      const begin = this.#is(index + 2, 'Pick') ? index + 4 : index + 2;
      const type = this.#tokens[begin];
      if (type?.kind !== 'name' || !/^[A-Z]/.test(type.text)) return;
      const known = types.get(token.text) ?? new Set<string>();
      types.set(token.text, known.add(type.text));
    });
    return types;
  }

  #token(index: number): Token {
    return this.#tokens[index] ?? nothing;
  }

  #is(index: number, text: string): boolean {
    return this.#tokens[index]?.text === text;
  }

  #indexOf(text: string, from: number): number {
    let at = from;
    while (at < this.#tokens.length && !this.#is(at, text)) at += 1;
    return at;
  }

  #end(index: number): number {
    const { start, text } = this.#token(index);
    return start + text.length;
  }

  /** The line of a place in the text, counted from 1. */
  #lineAt(start: number): number {
    let [low, high] = [0, this.#lineStarts.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lineStarts[middle] ?? 0) <= start) low = middle;
      else high = middle;
    }
    return low + 1;
  }
}

const nothing: Token = { kind: 'sign', text: '', start: 0 };
