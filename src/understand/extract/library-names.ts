/** Mentions of names that the library knows: groups, malware, tools and whatever else it has aliases for. */

import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import type { Alias } from '../../ports/store.ts';
import { type AliasAutomaton, buildAliasAutomaton, spellingOf } from './library-names/alias-automaton.ts';
import { isEverydaySoftware } from './library-names/everyday-software.ts';
import { findCandidates } from './library-names/find-candidates.ts';
import { isCounted, isOrdinary, isPlainWord, isSplit } from './library-names/name-features.ts';
import { judgeNames } from './library-names/name-model.ts';
import { findActorNames } from './names/actor-names.ts';

/** Below this a candidate stays as a doubtful mention. */
const DOUBTFUL = 0.5;
/** Words that are hardly ever meant keep this little. */
const LEAST = 0.02;

/**
 * Finds every alias in passages. Mentions have type `name`, the alias as the library spells it as value, and the
 * judge's confidence; those below 0.5 carry the label `doubtful-name`, and `ordinary-word`, `plain-word` or
 * `everyday-software` where they are one.
 * Building takes about 40 ms for 10,000 aliases.
 */
export function createNameMatcher(aliases: readonly Alias[]): EntityExtractor {
  const automaton = buildAliasAutomaton(aliases);
  return {
    name: 'library-name/1',
    async extract(passages) {
      const candidates = findCandidates(passages, automaton);
      const confidences = judgeNames(candidates);
      const mentions = candidates.map(({ text, start, end, name, passage }, index) => {
        const raw = text.slice(start, end);
        const confidence = Math.max(LEAST, Math.round((confidences[index] ?? 0) * 1000) / 1000);
        const labels: string[] = [];
        if (confidence < DOUBTFUL) labels.push('doubtful-name');
        if (isOrdinary(raw) || isCounted(raw) || isSplit(raw, name.spellings)) labels.push('ordinary-word');
        else if (isPlainWord(raw)) labels.push('plain-word');
        if (isEverydaySoftware(raw)) labels.push('everyday-software');
        return {
          passage,
          start,
          end,
          raw,
          type: 'name' as const,
          value: spellingOf(name, raw),
          method: 'library-name/1',
          confidence,
          labels,
        };
      });
      return { mentions: [...mentions, ...transliterated(passages, automaton)], statements: [] };
    },
  };
}

/** 海莲花, Локбитом: the library's OceanLotus and LockBit in other scripts, in any case. */
function transliterated(passages: readonly StoredPassage[], automaton: AliasAutomaton): Extraction['mentions'] {
  return passages.flatMap(({ text, ordinal }) =>
    findActorNames(text).flatMap(({ start, end, confidence, value }) => {
      const raw = text.slice(start, end);
      const name = automaton.lookUp(raw) === undefined ? automaton.lookUp(value) : undefined;
      if (name === undefined) return [];
      return [
        {
          passage: ordinal,
          start,
          end,
          raw,
          type: 'name' as const,
          value: spellingOf(name, value),
          method: 'library-name/1',
          confidence,
          labels: ['transliterated', ...(confidence < DOUBTFUL ? ['doubtful-name'] : [])],
        },
      ];
    }),
  );
}
