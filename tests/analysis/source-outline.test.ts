import { describe, expect, it } from 'vitest';
import { outlineOf } from '../../src/analysis/source/outline';
import { tokensOf } from '../../src/analysis/source/tokens';
import { readSourceFiles } from '../support/source-files';

const files = readSourceFiles('src').filter(({ path }) => path.endsWith('.ts'));

describe('the tokens of a source file', () => {
  it.each(files.map(({ path, text }) => [path, text] as const))(
    'are all of it but white space: %s',
    (_, text) => {
      let end = 0;
      for (const { start, text: token } of tokensOf(text)) {
        expect(text.slice(end, start).trim()).toBe('');
        expect(text.startsWith(token, start)).toBe(true);
        end = start + token.length;
      }
      expect(text.slice(end).trim()).toBe('');
    },
  );

  it('are told apart by what they are', () => {
    const kinds = tokensOf(
      "const at = `${f('x')} s`; // end\nreturn a / 2 / /[/]'/g.exec(type.from, 1_000);",
    );
    const of = (kind: string) => kinds.filter((token) => token.kind === kind).map(({ text }) => text);
    expect(of('keyword')).toEqual(['const', 'return']);
    expect(of('string')).toEqual(["`${f('x')} s`", "/[/]'/g"]);
    expect(of('number')).toEqual(['2', '1_000']);
    expect(of('comment')).toEqual(['// end']);
    expect(of('name')).toEqual(['at', 'a', 'exec', 'type', 'from']);
  });
});

describe('the outline of a source file', () => {
  const outline = outlineOf(
    'a.ts',
    `import { decide as judge, type Store } from '../b';

interface Ports {
  readonly store: Pick<Store, 'order'>;
  readonly publish: (event: string) => void;
}

export function service({ store }: Ports): Map<string, { a: 1 }> {
  function* load<Row>(id: string): Process<{ readonly id: string; readonly rows: Row[] }> {
    return yield* store.order(id);
  }
  return {
    *ShipOrder({ id }) {
      if (judge(id)) yield* load(id);
      return { type: 'OrderShipped' };
    },
    CancelOrder: ({ id }) => load<number>(id),
  };
}

class Lane {
  #open = true;
  *#work(size = 1): Process {
    this.publish('x', () => ({ kind: 'y' }));
  }
}
`,
  );
  const named = (name: string) => outline.functions.filter((found) => found.name === name);

  it('has its functions, methods and members with the lines that they take', () => {
    expect(outline.functions.map(({ name, line, endLine }) => [name, line, endLine])).toEqual([
      ['service', 8, 19],
      ['load', 9, 11],
      ['ShipOrder', 13, 16],
      ['CancelOrder', 17, 17],
      ['#work', 23, 25],
    ]);
  });

  it('has each call with the function that it stands in, and what it is called on', () => {
    const calls = outline.calls.map(({ name, receiver, owner }) => [name, receiver, owner?.name]);
    expect(calls).toEqual([
      ['order', 'store', 'load'],
      ['judge', undefined, 'ShipOrder'],
      ['load', undefined, 'ShipOrder'],
      ['load', undefined, 'CancelOrder'],
      ['publish', 'this', '#work'],
    ]);
  });

  it('tells the strings that are arguments from those within them', () => {
    const publish = outline.calls.find(({ name }) => name === 'publish');
    expect(publish?.direct).toEqual(['x']);
    expect([...(publish?.words ?? [])]).toEqual(['x', 'kind', 'y']);
  });

  it('has each string with the member that it is the value of', () => {
    const literal = outline.literals.find(({ value }) => value === 'OrderShipped');
    expect(literal).toMatchObject({ key: 'type', line: 15, owner: named('ShipOrder')[0] });
  });

  it('knows where names come from, and of which type they are', () => {
    expect(outline.imports.get('judge')).toEqual({ from: '../b', name: 'decide' });
    expect(outline.imports.get('Store')).toEqual({ from: '../b', name: 'Store' });
    expect([...(outline.types.get('store') ?? [])]).toEqual(['Store']);
  });
});
