interface SyntaxErrorPlace {
  /** Index of the first character that cannot stand there. */
  readonly offset: number;
  /** What could: `a comma or "}"`. */
  readonly expected: string;
}

/**
 * Where a text that is no JSON stops being JSON. Browsers say so in words of their own, or not at all.
 * @param text what `JSON.parse` refused.
 */
export function findSyntaxError(text: string): SyntaxErrorPlace {
  return new Scanner(text).firstError();
}

const strings = 'a name in quotation marks';
/** What may follow, by what the scanner waits for. */
const expectations = {
  value: 'a value',
  'first value': 'a value or "]"',
  name: strings,
  'first name': `${strings} or "}"`,
  colon: 'a colon',
  'next value': 'a comma or "]"',
  'next name': 'a comma or "}"',
  end: 'the end of the text',
} as const;
type Waiting = keyof typeof expectations;

const blanks = ' \t\n\r';
const escapes = '"\\/bfnrt';

class Scanner {
  #at = 0;
  #waitsFor: Waiting = 'value';
  readonly #open: ('[' | '{')[] = [];

  constructor(private readonly text: string) {}

  firstError(): SyntaxErrorPlace {
    for (;;) {
      while (this.#at < this.text.length && blanks.includes(this.text.charAt(this.#at))) this.#at += 1;
      const error = this.#at < this.text.length ? this.#step() : this.#unexpected();
      if (error !== undefined) return error;
    }
  }

  /** Takes the next token, or says what is wrong with it. */
  #step(): SyntaxErrorPlace | undefined {
    const character = this.text.charAt(this.#at);
    switch (this.#waitsFor) {
      case 'value':
      case 'first value':
        if (character === ']' && this.#waitsFor === 'first value') return this.#close();
        return this.#value(character);
      case 'name':
      case 'first name':
        if (character === '}' && this.#waitsFor === 'first name') return this.#close();
        if (character !== '"') return this.#unexpected();
        return this.#string('colon');
      case 'colon':
        return character === ':' ? this.#take('value') : this.#unexpected();
      case 'next value':
        if (character === ',') return this.#take('value');
        return character === ']' ? this.#close() : this.#unexpected();
      case 'next name':
        if (character === ',') return this.#take('name');
        return character === '}' ? this.#close() : this.#unexpected();
      case 'end':
        return this.#unexpected();
    }
  }

  #value(character: string): SyntaxErrorPlace | undefined {
    if (character === '[' || character === '{') {
      this.#open.push(character);
      return this.#take(character === '[' ? 'first value' : 'first name');
    }
    if (character === '"') return this.#string(this.#afterValue);
    const word = /(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\w.])/y;
    word.lastIndex = this.#at;
    const found = word.exec(this.text)?.[0];
    return found === undefined ? this.#unexpected() : this.#take(this.#afterValue, found.length);
  }

  /** A string from its first quotation mark to its last. */
  #string(next: Waiting): SyntaxErrorPlace | undefined {
    for (this.#at += 1; this.#at < this.text.length; this.#at += 1) {
      const character = this.text.charAt(this.#at);
      if (character === '"') return this.#take(next);
      if (character < ' ') return this.#unexpected('a quotation mark before the line ends');
      if (character !== '\\') continue;
      const escaped = this.text.charAt(this.#at + 1);
      const isCode = /^u[\da-f]{4}$/i.test(this.text.slice(this.#at + 1, this.#at + 6));
      if (!isCode && (escaped === '' || !escapes.includes(escaped)))
        return this.#unexpected('an escape such as \\n or \\u0041');
      this.#at += isCode ? 5 : 1;
    }
    return this.#unexpected('a quotation mark that ends the text in it');
  }

  #close(): SyntaxErrorPlace | undefined {
    this.#open.pop();
    return this.#take(this.#afterValue);
  }

  /** Goes on behind a token, in which nothing is wrong. */
  #take(next: Waiting, length = 1): SyntaxErrorPlace | undefined {
    this.#at += length;
    this.#waitsFor = next;
    return undefined;
  }

  get #afterValue(): Waiting {
    const around = this.#open.at(-1);
    return around === undefined ? 'end' : around === '[' ? 'next value' : 'next name';
  }

  #unexpected(expected: string = expectations[this.#waitsFor]): SyntaxErrorPlace {
    return { offset: this.#at, expected };
  }
}
