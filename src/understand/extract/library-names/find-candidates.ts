/** Candidates of a document: the library's names in its passages, without the words that only say what kind of thing they are. */
import type { StoredPassage } from '../../../model/passage.ts';
import type { AliasAutomaton, Candidate } from './alias-automaton.ts';
import type { PlacedCandidate } from './name-features.ts';

/** `Buer loader`, `Raccoon Stealer`: the kind belongs to the sentence, where the library also has the name without it. */
const KIND_WORD =
  /^(.*[^\s-])[\s-]+(?:loader|backdoor|stealer|Stealer|malware|Malware|ransomware|Ransomware|group|gang|RAT|rat|Miner|miner|botnet|trojan|Trojan|tool|worm|team|actors?|operators?)$/u;

const ARTICLE = /^the\s+/i;

export function findCandidates(
  passages: readonly StoredPassage[],
  automaton: AliasAutomaton,
): readonly PlacedCandidate[] {
  const placed: PlacedCandidate[] = [];
  for (const { text, ordinal } of passages) {
    for (const candidate of automaton.find(text)) {
      placed.push({ ...withoutKind(candidate, text, automaton), text, passage: ordinal });
    }
  }
  return placed;
}

function withoutKind(candidate: Candidate, text: string, automaton: AliasAutomaton): Candidate {
  const raw = text.slice(candidate.start, candidate.end);
  const article = ARTICLE.exec(raw)?.[0].length ?? 0;
  if (article > 0) {
    const name = automaton.find(text.slice(candidate.start + article, candidate.end))[0];
    if (name !== undefined && name.start === 0) {
      const start = candidate.start + article;
      return withoutKind({ start, end: start + name.end, name: name.name }, text, automaton);
    }
  }
  const core = KIND_WORD.exec(raw)?.[1];
  if (core === undefined || core.length < 3) return candidate;
  const name = automaton.lookUp(core);
  return name === undefined ? candidate : { start: candidate.start, end: candidate.start + core.length, name };
}
