/** Relations in running text: `relation-words` by the words that tie two names, `relation-nearness` for names that only stand together. */
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor } from '../../ports/entity-extractor.ts';
import type { NameFinder } from './names/name-finder.ts';
import { findRelations, type Relation, type Relations } from './relations/find-relations.ts';

/** Both look at the same passages one after the other; the work is done once. */
export function createRelationExtractors(finder: NameFinder): readonly EntityExtractor[] {
  const known = new WeakMap<readonly StoredPassage[], Relations>();
  const relationsOf = (passages: readonly StoredPassage[]): Relations => {
    const found = known.get(passages) ?? findRelations(passages, finder);
    known.set(passages, found);
    return found;
  };
  const extractor = (name: string, choose: (relations: Relations) => readonly Relation[]): EntityExtractor => ({
    name,
    async extract(passages) {
      const statements = choose(relationsOf(passages)).map((relation) => ({ ...relation, method: name }));
      return { mentions: [], statements };
    },
  });
  return [
    extractor('relation-words/1', ({ byWords }) => byWords),
    extractor('relation-nearness/1', ({ byNearness }) => byNearness),
  ];
}
