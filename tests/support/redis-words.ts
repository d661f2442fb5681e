/**
 * The words of a line as redis-cli reads them (`sdssplitargs` of Redis, src/sds.c).
 * @throws when a quote is left open, or a closing one is not followed by a space.
 */
export function wordsOf(line: string): readonly string[] {
  const words: string[] = [];
  let rest = line.trimStart();
  while (rest !== '') {
    const { word, length } = wordAt(rest);
    words.push(word);
    rest = rest.slice(length).trimStart();
  }
  return words;
}

const controls: { readonly [letter: string]: string } = { n: '\n', r: '\r', t: '\t', b: '\b', a: '\u0007' };

function wordAt(text: string): { readonly word: string; readonly length: number } {
  let word = '';
  let quote = '';
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    const next = text.charAt(at + 1);
    if (quote === '') {
      if (/\s/.test(character)) return { word, length: at };
      if (character === '"' || character === "'") quote = character;
      else word += character;
    } else if (character === quote) {
      if (next !== '' && !/\s/.test(next)) throw new Error('a quote ends within a word');
      return { word, length: at + 1 };
    } else if (quote === '"' && /^\\x[\da-f]{2}/i.test(text.slice(at))) {
      word += String.fromCharCode(Number.parseInt(text.slice(at + 2, at + 4), 16));
      at += 3;
    } else if (quote === '"' && character === '\\' && next !== '') {
      word += controls[next] ?? next;
      at += 1;
    } else if (quote === "'" && character === '\\' && next === "'") {
      word += "'";
      at += 1;
    } else word += character;
  }
  if (quote !== '') throw new Error('a quote is left open');
  return { word, length: text.length };
}
