import { describe, expect, it } from 'vitest';
import { scenarioGroups, scenarios } from '../../../src/simulation';
import { bestMatch, findByWords, foundInWords } from '../../../src/ui/header/scenario-search';

const titlesFor = (text: string) =>
  findByWords(scenarios, text).flatMap(({ members }) => members.map(({ title }) => title));
const bestTitleFor = (text: string) => bestMatch(findByWords(scenarios, text), text)?.title;

describe('the search for scenarios', () => {
  it('offers every scenario, by group, while nothing is looked for', () => {
    expect(titlesFor(' ')).toHaveLength(scenarios.length);
    const groups = findByWords(scenarios, '').map(({ group }) => group);
    expect(groups).toEqual(scenarioGroups.filter((group) => groups.includes(group)));
  });

  it.each([
    ['in the title', 'price RISE', 'Price rise'],
    ['in the story', 'mistypes', 'Order that does not exist'],
    ['in the ending', 'Grace', 'Unsubscribed'],
    ['in the group and the story', 'edge iris', 'Quiet hours'],
    ['in another order', 'drop price', 'Price drop'],
    ['as parts of words', 'unsub', 'Unsubscribed'],
  ])('finds words %s', (_, text, title) => {
    expect(titlesFor(text)).toContain(title);
  });

  it('wants every word', () => {
    expect(titlesFor('Iris router unicorn')).toEqual([]);
  });

  it.each([
    ['order complete', 'Order complete'],
    ['price drop by', 'Price drop by discount'],
    ['twice', 'The same item twice'],
    ['late', 'Late subscriber'],
    ['reported late', 'Failure reported late'],
    ['mistypes', 'Order that does not exist'],
    ['', undefined],
    ['unicorn', undefined],
  ])('who types %j most likely means %j', (text, title) => {
    expect(bestTitleFor(text)).toBe(title);
  });

  it('puts what is most likely meant first, with its group', () => {
    expect(titlesFor('late').slice(0, 1)).toEqual(['Late subscriber']);
    expect(titlesFor('order complete').slice(0, 1)).toEqual(['Order complete']);
  });

  it('says how many there are, and what to do when there is none', () => {
    expect([foundInWords(0), foundInWords(1), foundInWords(22)]).toEqual([
      'No scenario has all of these words. Try fewer of them.',
      '1 scenario',
      '22 scenarios',
    ]);
  });
});
