/**
 * Other names of people, firms and products, as claims that somebody has to judge: `alias-stated` where the text says so,
 * `alias-spelt` where a Latin name, a handle or an author spells a Chinese name of the same document. Nothing is merged:
 * a claim is a `same-as` assertion with its words.
 */
import type { Statement } from '../../model/assertion.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { speltAliases } from './aliases/spelt-aliases.ts';
import { statedAliases } from './aliases/stated-aliases.ts';
import type { NameFinder } from './names/name-finder.ts';

const STATED = 'alias-stated/1';
const SPELT = 'alias-spelt/1';

export function createAliasExtractors(finder: NameFinder): readonly EntityExtractor[] {
  return [
    {
      name: STATED,
      async extract(passages) {
        const names = finder.find(passages);
        const mentions: Extraction['mentions'][number][] = [];
        const statements: Statement[] = [];
        for (const [index, { text, ordinal }] of passages.entries()) {
          for (const { name, start, end, other, confidence } of statedAliases(text, names[index] ?? [])) {
            const value = text.slice(name.start, name.end).replace(/\s+/g, ' ');
            statements.push({
              subject: { type: name.type, value },
              predicate: 'same-as',
              object: other,
              evidence: [
                { passage: ordinal, start: name.start, end },
                { passage: ordinal, start: name.start, end: name.end },
                { passage: ordinal, start, end },
              ],
              method: STATED,
              confidence,
            });
            const isNew = !(names[index] ?? []).some((known) => known.start < end && known.end > start);
            if (isNew) {
              const raw = text.slice(start, end);
              mentions.push({
                passage: ordinal,
                start,
                end,
                ...other,
                raw,
                method: STATED,
                confidence,
                labels: ['alias'],
              });
            }
          }
        }
        return { mentions, statements };
      },
    },
    {
      name: SPELT,
      async extract(passages) {
        const claims = speltAliases(passages, finder.find(passages));
        const statements = claims.map(
          ({ one, other, evidence, confidence }): Statement => ({
            subject: one,
            predicate: 'same-as',
            object: other,
            evidence,
            method: SPELT,
            confidence,
          }),
        );
        return { mentions: [], statements };
      },
    },
  ];
}
