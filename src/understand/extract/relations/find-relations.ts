/** Relations between names of a passage: by the words that tie them, and where none do, by how near they stand. */
import type { Span, Statement } from '../../../model/assertion.ts';
import { sha256 } from '../../../model/ids.ts';
import type { StoredPassage } from '../../../model/passage.ts';
import type { NameFinder } from '../names/name-finder.ts';
import { type Clause, clausesOf } from './clauses.ts';
import { doubtOf } from './doubts.ts';
import { namedIn } from './name-positions.ts';
import { RELATION_RULES, type RelationRule } from './relation-rules.ts';
import { type Named, sentenceTemplates, type Template } from './sentence-template.ts';

/** Actors and victims may be told by these words alone. */
const INTRUSION = /атак|взлом|хакнул|положил|юза|target|breach|hack|compromis|deploy|攻击|入侵|渗透|拿下|打[过了]/iu;

/** A relation before it has a method. */
export type Relation = Omit<Statement, 'method'>;

export interface Relations {
  readonly byWords: readonly Relation[];
  readonly byNearness: readonly Relation[];
}

/** UTF-16 units between two names that stand near. */
const NEAR = { zh: 24, other: 60 } as const;
const MOST_NEAR = 4;
const NEAR_CONFIDENCE = 0.3;
const EXCHANGE_CONFIDENCE = 0.2;
/** Seconds between two messages of one exchange. */
const EXCHANGE = 180;
/** Kinds of names that may have to do with each other: a firm and its product, people and firms. */
const PAIRS: ReadonlySet<string> = new Set([
  'individual organization',
  'organization product',
  'organization organization',
  'individual product',
]);

/** Relations in consecutive passages of one document. Rows of tables are left to what reads their headers. */
export function findRelations(passages: readonly StoredPassage[], finder: NameFinder): Relations {
  const names = finder.find(passages);
  const byWords: Relation[] = [];
  const byNearness: Relation[] = [];
  let before: { passage: StoredPassage; named: readonly Named[] } | undefined;
  for (const [index, passage] of passages.entries()) {
    const found = names[index] ?? [];
    if (passage.position.kind === 'row' || (found.length === 0 && !INTRUSION.test(passage.text))) {
      before = undefined;
      continue;
    }
    const named = namedIn(passage, found);
    const language = passage.language?.split('-')[0] ?? '';
    for (const template of sentenceTemplates(passage.text, named)) {
      const stated = isRuled(language) ? wordedRelations(passage, template, language, finder) : [];
      byWords.push(...stated);
      if (stated.length === 0) byNearness.push(...nearRelations(passage, template, language));
    }
    if (before !== undefined && isExchange(before.passage, passage)) {
      byNearness.push(...exchangeRelations(before.passage, before.named, passage, named));
    }
    before = passage.role === 'message' ? { passage, named } : undefined;
  }
  return { byWords, byNearness };
}

function isRuled(language: string): language is keyof typeof RELATION_RULES {
  return language in RELATION_RULES;
}

function wordedRelations(
  passage: StoredPassage,
  template: Template,
  language: keyof typeof RELATION_RULES,
  finder: NameFinder,
): Relation[] {
  const relations = new Map<string, Relation>();
  const date = onlyDate(template);
  for (const clause of clausesOf(template)) {
    for (const rule of RELATION_RULES[language]) {
      for (const match of clause.text.matchAll(rule.pattern)) {
        const relation = relationOf(passage, template, clause, rule, match, date);
        if (relation === undefined) continue;
        const [, subject, object] = relation.evidence;
        const key = `${relation.predicate} ${subject?.start} ${object?.start}`;
        if (!relations.has(key)) relations.set(key, relation);
      }
    }
  }
  return [...relations.values()].flatMap((relation) => [relation, ...placeOfVictim(passage, relation, finder)]);
}

/** Who breaks into `the Ministry of Health of Nepal` targets Nepal too; the ministry stays apart from the country. */
function placeOfVictim(passage: StoredPassage, relation: Relation, finder: NameFinder): Relation[] {
  const { predicate, object, evidence, confidence } = relation;
  const [quote, subject, victim] = evidence;
  if (predicate !== 'targets' || object.type !== 'organization' || !quote || !subject || !victim) return [];
  const name = passage.text.slice(victim.start, victim.end);
  const place = / (?:of|in) (?:the )?(?<place>\p{Lu}[\p{L}.]+(?: \p{Lu}[\p{L}.]+){0,2})$/u.exec(name)?.groups?.place;
  if (place === undefined) return [];
  const [found = []] = finder.find([{ ...passage, text: place }]);
  if (!found.some(({ type, start, end }) => type === 'location' && start === 0 && end === place.length)) return [];
  const span = { ...victim, start: victim.end - place.length };
  const location = { type: 'location', value: place } as const;
  return [
    { ...relation, object: location, evidence: [quote, subject, span] },
    { subject: object, predicate: 'located-at', object: location, evidence: [victim, span], confidence },
  ];
}

function relationOf(
  passage: StoredPassage,
  template: Template,
  clause: Clause,
  { predicate, confidence }: RelationRule,
  match: RegExpExecArray,
  date: string | undefined,
): Relation | undefined {
  const [subject, object, amount] = ['subject', 'object', 'amount'].map((role) =>
    namedBy(template, match.groups?.[role]),
  );
  if (subject === undefined || object === undefined || subject.entity.value === object.entity.value) return undefined;
  const end = match.index + match[0].length;
  if (clause.crosses(match.index, end)) return undefined;
  const quote = {
    passage: passage.ordinal,
    start: clause.originalOf(match.index),
    end: clause.originalOf(end),
  };
  const doubt = doubtOf(clause.lead(match.index, end), template.text) * clause.factor;
  const sure = confidence * doubt * Math.min(1, 0.5 + Math.min(subject.confidence, object.confidence) / 1.6);
  return {
    // What is attributed to somebody is a group or a campaign, whether or not anybody listed it.
    subject: predicate === 'attributed-to' ? { type: 'intrusion-set', value: subject.entity.value } : subject.entity,
    predicate,
    object: object.entity,
    evidence: [quote, spanOf(passage, subject), spanOf(passage, object)],
    confidence: Math.round(sure * 100) / 100,
    ...(date === undefined ? {} : { firstSeen: date }),
    ...(amount?.money === undefined
      ? {}
      : {
          amount: amount.money,
          occurrence: sha256(passage.text.slice(template.start, template.end)).slice(0, 16),
        }),
  };
}

function namedBy({ names }: Template, index: string | undefined): Named | undefined {
  return index === undefined ? undefined : names[Number(index)];
}

function spanOf(passage: StoredPassage, { start, end }: Named): Span {
  return { passage: passage.ordinal, start, end };
}

function onlyDate({ names }: Template): string | undefined {
  const dates = names.filter(({ entity }) => entity.type === 'date');
  return dates.length === 1 ? dates[0]?.entity.value : undefined;
}

function nearRelations(passage: StoredPassage, { names }: Template, language: string): Relation[] {
  const things = names.filter(({ entity }) => /^(?:individual|organization|product)$/.test(entity.type));
  if (things.length < 2 || things.length > MOST_NEAR) return [];
  const near = language === 'zh' ? NEAR.zh : NEAR.other;
  return things.slice(1).flatMap((other, index) => {
    const one = things[index];
    if (one === undefined || other.start - one.end > near) return [];
    return related(one, other, [spanOf(passage, one), spanOf(passage, other)], NEAR_CONFIDENCE);
  });
}

/** A message and the answer to it within minutes, between the same two. */
function isExchange(one: StoredPassage, other: StoredPassage): boolean {
  if (one.role !== 'message' || other.role !== 'message' || other.ordinal !== one.ordinal + 1) return false;
  const people = (passage: StoredPassage): string => [passage.sender, ...(passage.recipients ?? [])].sort().join('\0');
  const seconds = (Date.parse(other.time ?? '') - Date.parse(one.time ?? '')) / 1000;
  return people(one) === people(other) && seconds >= 0 && seconds <= EXCHANGE;
}

function exchangeRelations(
  one: StoredPassage,
  names: readonly Named[],
  other: StoredPassage,
  otherNames: readonly Named[],
): Relation[] {
  const things = (all: readonly Named[]): readonly Named[] =>
    all.filter(({ entity }) => /^(?:individual|organization|product)$/.test(entity.type));
  const [first, ...more] = things(names);
  const [second, ...others] = things(otherNames);
  // More than one on either side: which belongs to which is anyone's guess.
  if (first === undefined || second === undefined || more.length > 0 || others.length > 0) return [];
  return related(first, second, [spanOf(one, first), spanOf(other, second)], EXCHANGE_CONFIDENCE);
}

function related(one: Named, other: Named, evidence: readonly Span[], confidence: number): Relation[] {
  const [subject, object] = [one.entity, other.entity];
  const isPair = PAIRS.has(`${subject.type} ${object.type}`) || PAIRS.has(`${object.type} ${subject.type}`);
  if (!isPair || subject.value === object.value) return [];
  // A form of address says too little of who is meant.
  if ([one, other].some(({ labels }) => labels.includes('form-of-address'))) return [];
  return [{ subject, predicate: 'related-to', object, evidence, confidence }];
}
