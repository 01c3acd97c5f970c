/** Chinese names and the Latin ones that spell them, in one document: names in text, senders of messages, authors of files. */

import type { Span } from '../../../model/assertion.ts';
import type { EntityKey, EntityType } from '../../../model/entity.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import { toSimplified } from '../../language/chinese-script.ts';
import type { FoundName } from '../names/found-name.ts';
import { namePinyin } from './name-pinyin.ts';

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

const HAN = /^\p{Script=Han}{2,4}$/u;
/** A handle that spells nothing but the letters of initials fits too many people. */
const SHORTEST_HANDLE = 6;
const CONFIDENCE: Partial<Record<EntityType, number>> = { individual: 0.4, handle: 0.35, email: 0.35 };
const AUTHOR = /^(?:author|creator|lastModifiedBy|last modified by|modifiedBy|owner|作者|Автор)\s*:\s*(.{2,60})$/iu;

/** One claim for each pair, with the first places of both. Several Chinese names with one spelling are each a claim. */
export function speltAliases(
  passages: readonly StoredPassage[],
  names: readonly (readonly FoundName[])[],
): readonly SpeltAlias[] {
  const chinese = new Map<string, Occurrence>();
  const latin = new Map<string, Map<string, Occurrence>>();
  const addLatin = (spelling: string, occurrence: Occurrence): void => {
    const known = latin.get(spelling) ?? new Map<string, Occurrence>();
    const key = `${occurrence.entity.type} ${occurrence.entity.value}`;
    if (!known.has(key)) known.set(key, occurrence);
    latin.set(spelling, known);
  };
  for (const [index, passage] of passages.entries()) {
    for (const name of names[index] ?? []) {
      if (name.type !== 'individual' || name.confidence < 0.4 || name.labels?.includes('form-of-address')) continue;
      const value = passage.text.slice(name.start, name.end);
      const occurrence = { entity: { type: name.type, value }, span: spanOf(passage, name.start, name.end) };
      if (HAN.test(value)) {
        if (!chinese.has(value)) chinese.set(value, occurrence);
      } else for (const spelling of lettersOf(value)) addLatin(spelling, occurrence);
    }
    for (const occurrence of [...partyOf(passage), ...authorOf(passage)]) {
      if (HAN.test(occurrence.entity.value)) {
        if (!chinese.has(occurrence.entity.value)) chinese.set(occurrence.entity.value, occurrence);
      } else for (const spelling of lettersOf(occurrence.entity.value)) addLatin(spelling, occurrence);
    }
  }
  if (latin.size === 0) return [];
  const aliases: SpeltAlias[] = [];
  for (const [value, occurrence] of chinese) {
    const spelling = namePinyin(toSimplified(value));
    for (const other of latin.get(spelling?.replace(' ', '') ?? '')?.values() ?? []) {
      const confidence = CONFIDENCE[other.entity.type] ?? 0.3;
      aliases.push({
        one: occurrence.entity,
        other: other.entity,
        evidence: [occurrence.span, other.span],
        confidence,
      });
    }
  }
  return aliases;
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

/** The letters of a Latin name or handle, surname first and last: `Haibo Wu` as `haibowu` and `wuhaibo`. */
function lettersOf(value: string): readonly string[] {
  const name = value.replace(/@.*$/, '').toLowerCase();
  const words = name
    .split(/[\s._-]+/)
    .map((word) => word.replace(/[^a-z]/g, ''))
    .filter((word) => word !== '');
  const joined = words.join('');
  if (joined.length < SHORTEST_HANDLE || words.length > 3) return [];
  const turned = [...words.slice(1), words[0] ?? ''].join('');
  const last = [words.at(-1) ?? '', ...words.slice(0, -1)].join('');
  return [...new Set([joined, turned, last])];
}
