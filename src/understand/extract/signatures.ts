/** Signatures under letters and messages: people with their positions and organisations, and the addresses that are theirs. */
import type { Statement } from '../../model/assertion.ts';
import type { EntityKey } from '../../model/entity.ts';
import type { StoredPassage } from '../../model/passage.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { scan } from '../scan/scan.ts';
import { readSignatures, type Signature, type SignaturePart } from './parties/read-signature.ts';

const METHOD = 'signature/1';
const LABEL = 'signature';
/** Of a whole name, and of a first name alone. */
const [WHOLE, FIRST_NAME] = [0.85, 0.6];
const ADDRESSES: ReadonlySet<string> = new Set(['email', 'phone', 'telegram', 'wechat', 'qq', 'xmpp', 'matrix']);
const ROLES: ReadonlySet<string> = new Set(['message', 'paragraph']);

export function createSignatureExtractor(): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages) {
      const mentions: Extraction['mentions'][number][] = [];
      const statements: Statement[] = [];
      for (const passage of passages) {
        if (!ROLES.has(passage.role)) continue;
        for (const signature of readSignatures(passage.text)) {
          mentions.push(...mentionsOf(signature, passage));
          statements.push(...statementsOf(signature, passage));
        }
      }
      return { mentions, statements };
    },
  };
}

const rawOf = ({ text }: StoredPassage, { start, end }: SignaturePart): string => text.slice(start, end);

const keyOf = (passage: StoredPassage, part: SignaturePart): EntityKey => ({
  type: part.type,
  value: rawOf(passage, part).replace(/\s+/g, ' '),
});

const isWhole = (passage: StoredPassage, part: SignaturePart): boolean =>
  /\s|\p{Script=Han}/u.test(rawOf(passage, part));

function mentionsOf({ person, organisation, positions }: Signature, passage: StoredPassage): Extraction['mentions'] {
  return [person, ...(organisation ? [organisation] : []), ...positions].map((part) => ({
    passage: passage.ordinal,
    start: part.start,
    end: part.end,
    ...keyOf(passage, part),
    raw: rawOf(passage, part),
    method: METHOD,
    confidence: part === person && !isWhole(passage, part) ? FIRST_NAME : WHOLE,
    labels: [LABEL],
  }));
}

function statementsOf(signature: Signature, passage: StoredPassage): readonly Statement[] {
  const { person, organisation, positions } = signature;
  const certainty = isWhole(passage, person) ? 1 : FIRST_NAME / WHOLE;
  const state = (
    subject: SignaturePart,
    predicate: Statement['predicate'],
    object: SignaturePart,
    confidence: number,
    known?: EntityKey,
  ): Statement => ({
    subject: keyOf(passage, subject),
    predicate,
    object: known ?? keyOf(passage, object),
    evidence: [subject, object].map(({ start, end }) => ({ passage: passage.ordinal, start, end })),
    method: METHOD,
    confidence: Math.round(confidence * certainty * 100) / 100,
    ...(passage.time === undefined || predicate === 'same-as' ? {} : { firstSeen: passage.time.slice(0, 10) }),
  });
  return [
    ...(organisation ? [state(organisation, 'employs', person, 0.8)] : []),
    ...positions.map((position) => state(person, 'has-position', position, 0.8)),
    ...reachedAt(signature, passage).map(({ type, value, start, end }) =>
      state(person, type === 'phone' ? 'has' : 'same-as', { type, start, end }, 0.7, { type, value }),
    ),
  ];
}

/** Addresses behind the name, one of a kind: of several it is not said which is whose. */
function reachedAt({ person, end }: Signature, { text }: StoredPassage) {
  const found = scan(text.slice(person.end, end)).filter(({ type }) => ADDRESSES.has(type));
  const kinds = Map.groupBy(found, ({ type }) => type);
  return [...kinds.values()]
    .flatMap((its) => (new Set(its.map(({ value }) => value)).size === 1 ? its.slice(0, 1) : []))
    .map((mention) => ({ ...mention, start: person.end + mention.start, end: person.end + mention.end }));
}
