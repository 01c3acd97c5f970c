/** What stands beside an overlap's score, in sentences: how good a match chance makes, what was known early, which sources are copies. */
import type { Chance, Overlap } from '../model/overlap.ts';

/** One sentence each; none where there is nothing to say. */
export function overlapNotes(overlap: Pick<Overlap, 'chance' | 'knownBefore' | 'copies'>): readonly string[] {
  const { chance, knownBefore, copies } = overlap;
  return [
    ...(knownBefore ? [knownBeforeNote(knownBefore)] : []),
    ...(chance ? [chanceNote(chance)] : []),
    ...(copies ?? []).map(({ source, of, reason }) => `${source} counts with ${of} as one source: ${reason}.`),
  ];
}

function chanceNote({ decoys, asHigh }: Chance): string {
  const tried = decoys.toLocaleString('en');
  if (asHigh === 0) return `By chance: none of ${tried} look-alikes in its place scored as high.`;
  const oneIn = Math.round(decoys / asHigh).toLocaleString('en');
  return `By chance: 1 in ${oneIn} look-alikes in its place scored as high (${asHigh.toLocaleString('en')} of ${tried}).`;
}

function knownBeforeNote({ days, said, published, source }: NonNullable<Overlap['knownBefore']>): string {
  const when =
    days > 0
      ? `${days.toLocaleString('en')} ${days === 1 ? 'day' : 'days'} before it was public here`
      : days === 0
        ? 'on the day when it became public here'
        : 'in the days when it became public here';
  return `The leak speaks of it on ${said}, ${when} (${source}, ${published}).`;
}
