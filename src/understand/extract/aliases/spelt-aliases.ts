/** One name in two scripts, in one document: names in text, senders of messages, authors of files. */
import type { Span } from '../../../model/assertion.ts';
import type { EntityKey, EntityType } from '../../../model/entity.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import type { FoundName } from '../names/found-name.ts';
import { type NameSpelling, nameSpelling } from './name-spellings.ts';

export interface SpeltAlias {
  readonly one: EntityKey;
  readonly other: EntityKey;
  readonly evidence: readonly Span[];
  readonly confidence: number;
}

interface Occurrence {
  readonly entity: EntityKey;
  readonly span: Span;
}

const CONFIDENCE: Partial<Record<EntityType, number>> = {
  individual: 0.4,
  organization: 0.4,
  handle: 0.35,
  email: 0.35,
};
const NAMES: ReadonlySet<EntityType> = new Set(['individual', 'organization']);
const AUTHOR = /^(?:author|creator|lastEditor|last modified by|modifiedBy|owner|作者|Автор)\s*:\s*(.{2,60})$/iu;

/** One claim for each pair, with the first places of both. Several names with one spelling are each a claim. */
export function speltAliases(
  passages: readonly StoredPassage[],
  names: readonly (readonly FoundName[])[],
): readonly SpeltAlias[] {
  const seen = new Map<string, Occurrence>();
  for (const [index, passage] of passages.entries()) {
    const found = (names[index] ?? []).flatMap((name): Occurrence[] => {
      if (!NAMES.has(name.type) || name.confidence < 0.4 || name.labels?.includes('form-of-address')) return [];
      const value = passage.text.slice(name.start, name.end).replace(/\s+/g, ' ');
      return [{ entity: { type: name.type, value }, span: spanOf(passage, name.start, name.end) }];
    });
    for (const occurrence of [...found, ...partyOf(passage), ...authorOf(passage)]) {
      const key = `${occurrence.entity.type} ${occurrence.entity.value}`;
      if (!seen.has(key)) seen.set(key, occurrence);
    }
  }
  return pairs([...seen.values()]);
}

function pairs(occurrences: readonly Occurrence[]): readonly SpeltAlias[] {
  const scripts = new Set(occurrences.map(({ entity }) => /\p{Script=Latin}/u.test(entity.value)));
  if (scripts.size < 2) return [];
  const latin = new Map<string, Set<Occurrence>>();
  const others: { readonly occurrence: Occurrence; readonly spelling: NameSpelling }[] = [];
  for (const occurrence of occurrences) {
    const spelling = nameSpelling(occurrence.entity.value, occurrence.entity.type);
    if (spelling?.script !== 'Latin') {
      if (spelling !== undefined) others.push({ occurrence, spelling });
      continue;
    }
    for (const key of spelling.keys) latin.set(key, (latin.get(key) ?? new Set()).add(occurrence));
  }
  return others.flatMap(({ occurrence, spelling }) => {
    const fitting = new Set(spelling.keys.flatMap((key) => [...(latin.get(key) ?? [])]));
    return [...fitting].map(
      (other): SpeltAlias => ({
        one: occurrence.entity,
        other: other.entity,
        evidence: [occurrence.span, other.span],
        confidence: CONFIDENCE[other.entity.type] ?? 0.3,
      }),
    );
  });
}

function spanOf({ ordinal }: StoredPassage, start: number, end: number): Span {
  return { passage: ordinal, start, end };
}

/** The sender of a message, cited by the message itself: its name stands in no text. */
function partyOf(passage: StoredPassage): readonly Occurrence[] {
  const { sender, text, role } = passage;
  if (sender === undefined || text === '' || role !== 'message') return [];
  return [{ entity: { type: 'handle', value: sender }, span: spanOf(passage, 0, text.length) }];
}

/** Who made a file, as its properties say. */
function authorOf(passage: StoredPassage): readonly Occurrence[] {
  const value = passage.role === 'property' ? AUTHOR.exec(passage.text)?.[1]?.trim() : undefined;
  if (value === undefined) return [];
  const start = passage.text.lastIndexOf(value);
  return [{ entity: { type: 'individual', value }, span: spanOf(passage, start, start + value.length) }];
}
