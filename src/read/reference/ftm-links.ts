/** What FollowTheMoney says of two entities: who owns, directs, employs, belongs to, is related to or pays whom. */
import type { Origin } from '../../model/assertion.ts';
import type { EntityKey } from '../../model/entity.ts';
import { type Money, moneyKey } from '../../model/money.ts';
import type { ReaderInput, ReadSink } from '../reader.ts';
import { type FtmEntity, ftmEntities, texts } from './ftm-entities.ts';
import { quoteBetween, RecordText } from './record-text.ts';
import { isoDate } from './structured-file.ts';

interface LinkKind {
  readonly from: string;
  readonly to: string;
  readonly predicate: string;
}

/** Schemas that link, with the properties of their two ends. */
export const LINKS: Readonly<Record<string, LinkKind>> = {
  Ownership: { from: 'owner', to: 'asset', predicate: 'owns' },
  Directorship: { from: 'organization', to: 'director', predicate: 'employs' },
  Employment: { from: 'employer', to: 'employee', predicate: 'employs' },
  Membership: { from: 'member', to: 'organization', predicate: 'member-of' },
  Family: { from: 'person', to: 'relative', predicate: 'related-to' },
  Associate: { from: 'person', to: 'associate', predicate: 'related-to' },
  Representation: { from: 'agent', to: 'client', predicate: 'related-to' },
  UnknownLink: { from: 'subject', to: 'object', predicate: 'related-to' },
  Payment: { from: 'payer', to: 'beneficiary', predicate: 'paid' },
};
const MARK = new RegExp(`"schema"\\s*:\\s*"(?:${Object.keys(LINKS).join('|')})"`);
const isLink = (line: string): boolean => MARK.test(line);
/** What a link says besides its ends. */
const WORDS = ['role', 'relationship', 'percentage', 'status', 'purpose', 'summary'] as const;

interface Links {
  /** An entity that has a name. */
  named(id: string, thing: EntityKey): void;
  /** Gives what the links say, after all names are known; `open` are those that lack one. */
  state(input: ReaderInput, sink: ReadSink, origin: Origin): Promise<{ links: number; open: number }>;
}

/** The links of a file; undefined when it has none. Only what links ask for is kept. */
export async function linksOf(input: ReaderInput): Promise<Links | undefined> {
  const things = new Map<string, EntityKey | undefined>();
  for await (const entity of ftmEntities(input, isLink)) {
    for (const id of endsOf(entity).flat()) things.set(id, undefined);
  }
  if (things.size === 0) return undefined;
  return {
    named(id, thing) {
      if (things.has(id)) things.set(id, thing);
    },
    async state(input, sink, origin) {
      let links = 0;
      let open = 0;
      for await (const entity of ftmEntities(input, isLink)) {
        const [from, to] = endsOf(entity).map((ids) => ids.flatMap((id) => things.get(id) ?? []));
        if (!from?.length || !to?.length) open += 1;
        else {
          links += 1;
          await stateLink(entity, from, to, sink, origin);
        }
      }
      return { links, open };
    },
  };
}

function endsOf({ schema, properties }: FtmEntity): readonly [readonly string[], readonly string[]] {
  const kind = LINKS[schema];
  return kind ? [texts(properties[kind.from]), texts(properties[kind.to])] : [[], []];
}

async function stateLink(
  { id, schema, properties }: FtmEntity,
  from: readonly EntityKey[],
  to: readonly EntityKey[],
  sink: ReadSink,
  origin: Origin,
): Promise<void> {
  const kind = LINKS[schema];
  if (!kind) return;
  const record = new RecordText();
  const first = dateOf(properties, 'startDate', 'date');
  const last = dateOf(properties, 'endDate');
  const pairs = from.flatMap((subject) =>
    to.map((object) => {
      const piece = record.add(subject.value);
      record.add(` ${kind.predicate.replaceAll('-', ' ')} `);
      const other = record.add(object.value);
      record.add('\n');
      return { subject, object, piece, other };
    }),
  );
  const amount = amountOf(properties);
  const sum = record.line('Amount', amount && moneyKey(amount));
  for (const word of WORDS) record.line(word, texts(properties[word]).join('; '));
  record.line('From', first);
  record.line('Until', last);
  const passage = await sink.passage({ role: 'record', text: record.text, position: { kind: 'record', pointer: id } });
  for (const { subject, object, piece, other } of pairs) {
    const pieces = [...quoteBetween(piece, other), ...(sum ? [sum] : [])];
    await sink.statement({
      subject,
      predicate: kind.predicate,
      object,
      evidence: pieces.map((span) => ({ passage, start: span.start, end: span.end })),
      method: 'entity-list',
      confidence: 1,
      origin,
      ...(first ? { firstSeen: first } : {}),
      ...(last ? { lastSeen: last } : {}),
      ...(amount ? { amount } : {}),
      ...(kind.predicate === 'paid' ? { occurrence: id } : {}),
    });
  }
}

function dateOf(properties: FtmEntity['properties'], ...names: readonly string[]): string | undefined {
  for (const name of names) {
    for (const text of texts(properties[name])) {
      const date = isoDate(text);
      if (date) return date;
    }
  }
  return undefined;
}

function amountOf(properties: FtmEntity['properties']): Money | undefined {
  const [amount = ''] = texts(properties['amount']);
  const [currency = ''] = texts(properties['currency']);
  const value = Number(amount);
  if (amount.trim() === '' || !Number.isFinite(value)) return undefined;
  return /^[A-Z]{3}$/.test(currency) ? { value, currency } : { value };
}
