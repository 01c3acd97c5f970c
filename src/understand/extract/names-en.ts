/** People, organisations and places in English: rules on legal forms, offices and titles, and `compromise` for the rest. */
import nlp from 'compromise/three';
import type { EntityType } from '../../model/entity.ts';
import { type FoundName, withoutOverlaps } from './name-mention.ts';

/** Bounded, and begun only where a word is, so that a run of letters costs its length and not its square. */
const NAME = "\\p{Lu}[\\p{L}\\p{N}'’&.-]{0,40}";
const JOINED = `${NAME}(?:\\s+(?:of|and|for|the|de|&)?\\s?${NAME}){0,5}`;

const RULES: readonly (readonly [pattern: RegExp, type: EntityType, confidence: number])[] = [
  [
    new RegExp(
      `(?<![\\p{L}\\p{N}'’&.-])${NAME}(?:[ ,]+(?:&\\s)?${NAME}){0,5},?\\s(?:Inc|Ltd|LLC|LLP|Corp|Corporation|GmbH|AG|PLC|Co|S\\.A|B\\.V|Pte|Limited|Company)(?:\\.|(?![\\p{L}]))(?:,?\\sLtd\\.?)?`,
      'gu',
    ),
    'organization',
    0.85,
  ],
  [
    new RegExp(
      `(?<![\\p{L}])(?:Ministry|Department|Bureau|Office|Directorate|Agency|Committee|University|Institute|Embassy|Bank|Academy)\\s(?:of|for)\\s(?:the\\s)?${JOINED}`,
      'gu',
    ),
    'organization',
    0.75,
  ],
  [
    new RegExp(
      `(?<![\\p{L}\\p{N}'’&.-])${NAME}(?:\\s${NAME}){0,4}\\s(?:University|Institute|Police|Ministry|Agency|Bureau|Bank|Telecom|Airlines|Hospital|Technologies|Technology|Labs|Group)(?![\\p{L}])`,
      'gu',
    ),
    'organization',
    0.6,
  ],
  [
    new RegExp(`(?<![\\p{L}])(?:Mr|Mrs|Ms|Dr|Prof|Gen|Col|Maj|Capt|Lt|Sgt)\\.?\\s${NAME}(?:\\s${NAME}){0,2}`, 'gu'),
    'individual',
    0.75,
  ],
];

/** Two words with capitals in a row: without them there is hardly a full name. */
const WORTH_PARSING = /\p{Lu}\p{Ll}+\s\p{Lu}\p{Ll}+/u;
const LONGEST_PARSED = 4000;

interface Parsed {
  readonly text: string;
  readonly offset?: { readonly start: number; readonly length: number };
}

/** Names in one text, in order, not overlapping. */
export function findEnglishNames(text: string): readonly FoundName[] {
  const found: FoundName[] = [];
  for (const [pattern, type, confidence] of RULES) {
    for (const match of text.matchAll(pattern)) {
      const raw = match[0].replace(/[.,\s]+$/u, '');
      if (raw.length > 3) found.push({ start: match.index, end: match.index + raw.length, type, confidence });
    }
  }
  if (WORTH_PARSING.test(text) && text.length <= LONGEST_PARSED) {
    const parsed = nlp(text);
    found.push(...namesOf(text, parsed.people().json({ offset: true }), 'individual', 0.55));
    found.push(...namesOf(text, parsed.places().json({ offset: true }), 'location', 0.5));
  }
  return withoutOverlaps(found);
}

function namesOf(text: string, parsed: unknown, type: EntityType, confidence: number): readonly FoundName[] {
  const names: FoundName[] = [];
  for (const { text: words, offset } of parsed as readonly Parsed[]) {
    const raw = words.replace(/^[\s"'“‘(]+|[\s"'”’).,;:!?]+$|['’]s$/gu, '');
    if (offset === undefined || raw.length < 4) continue;
    const start = text.indexOf(raw, Math.max(0, offset.start));
    if (start < 0 || start > offset.start + offset.length) continue;
    // A single word is more often a common noun or half a product's name.
    if (type === 'individual' && !/^\p{Lu}\p{L}+(?:[\s.-]+\p{Lu}[\p{L}.]*)+$/u.test(raw)) continue;
    if (!/^\p{Lu}/u.test(raw)) continue;
    names.push({ start, end: start + raw.length, type, confidence });
  }
  return names;
}
