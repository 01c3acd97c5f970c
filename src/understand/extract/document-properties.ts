/** Who a file's properties name: its author, last editor, manager and company, each with the property as its words. */
import type { Statement } from '../../model/assertion.ts';
import type { EntityExtractor, Extraction } from '../../ports/entity-extractor.ts';
import { partyType } from './parties/party-name.ts';

const METHOD = 'document-property/1';
const PROPERTY =
  /^(?<name>author|creator|operator|lastEditor|lastModifiedBy|manager|company|owner|artist|作者|Автор)\s*:\s*(?<value>[^\n]{2,200})$/iu;
const MANY = /[^;；、|]+/gu;
const CONFIDENCE = { individual: 0.75, organization: 0.7, handle: 0.6 } as const;

/** What a property says of the file. */
const PREDICATES: Readonly<Record<string, string>> = {
  author: 'written-by',
  creator: 'written-by',
  artist: 'written-by',
  作者: 'written-by',
  автор: 'written-by',
  lasteditor: 'edited-by',
  lastmodifiedby: 'edited-by',
  operator: 'edited-by',
};

export function createDocumentPropertyExtractor(): EntityExtractor {
  return {
    name: METHOD,
    async extract(passages, about) {
      const mentions: Extraction['mentions'][number][] = [];
      const statements: Statement[] = [];
      for (const { role, text, position, ordinal } of passages) {
        if (role !== 'property' || position.kind !== 'part' || position.part !== 'property') continue;
        const match = PROPERTY.exec(text);
        const name = match?.groups?.['name']?.toLowerCase();
        const value = match?.groups?.['value'];
        if (match === null || name === undefined || value === undefined) continue;
        const offset = text.lastIndexOf(value);
        for (const { 0: piece, index } of value.matchAll(MANY)) {
          const raw = piece.trim();
          // A company's property names an organisation even where it is called by one word.
          const type = name === 'company' && partyType(raw) !== undefined ? 'organization' : partyType(raw);
          if (type === undefined) continue;
          const start = offset + index + piece.indexOf(raw);
          const span = { passage: ordinal, start, end: start + raw.length };
          const key = { type, value: raw.replace(/\s+/g, ' ') } as const;
          const confidence = CONFIDENCE[type];
          mentions.push({ ...span, ...key, raw, method: METHOD, confidence, labels: [`property:${name}`] });
          const predicate = PREDICATES[name];
          if (predicate === undefined || about === undefined) continue;
          const subject = { type: 'sha256', value: about.sha256 } as const;
          statements.push({ subject, predicate, object: key, evidence: [span], method: METHOD, confidence });
        }
      }
      return { mentions, statements };
    },
  };
}
