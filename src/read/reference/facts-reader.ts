/** Reads the facts format: public facts that an analyst wrote down by hand, each with its source. See docs/facts-format.md. */
import type { z } from 'zod';
import { TelltaleError } from '../../errors.ts';
import type { Origin } from '../../model/assertion.ts';
import { type EntityKey, type EntityType, isNamed, NAMED_TYPES, OBSERVABLE_TYPES } from '../../model/entity.ts';
import { shape } from '../on-demand.ts';
import type { Reader } from '../reader.ts';
import { observableByForm, observables } from './observable.ts';
import { quoteBetween, RecordText } from './record-text.ts';
import { isoDate, structuredBytes } from './structured-file.ts';

const ENTITY_TYPES: ReadonlySet<string> = new Set([...NAMED_TYPES, ...OBSERVABLE_TYPES]);

const factsFile = shape((z) => {
  const thing = z
    .record(z.string(), z.union([z.string(), z.number()]).transform(String))
    .refine((entry) => Object.keys(entry).length === 1, 'write one type and its value, such as { domain: example.org }')
    .refine((entry) => ENTITY_TYPES.has(Object.keys(entry)[0] ?? ''), 'this type is not known');
  const date = z.union([z.string(), z.date(), z.number()]).transform((value) => {
    const written = value instanceof Date ? value.toISOString() : String(value);
    return isoDate(written) ?? written;
  });
  const source = z.strictObject({
    title: z.string(),
    publisher: z.string().optional(),
    link: z.url().optional(),
    date: date.optional(),
    reliability: z.enum(['A', 'B', 'C', 'D', 'E', 'F']).optional(),
    credibility: z
      .union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5), z.literal(6)])
      .optional(),
  });
  const fact = z.strictObject({
    subject: thing,
    relation: z
      .string()
      .regex(/^[a-z][a-z-]*$/, 'a relation is written in small letters and hyphens, such as attributed-to'),
    object: thing,
    source: z.union([source, z.string()]),
    /** When it held, as far as the source says. */
    first: date.optional(),
    last: date.optional(),
    /** 0 to 1: that the source means this. */
    certainty: z.number().min(0).max(1).default(1),
    words: z.string().optional(),
  });
  return z.strictObject({
    facts: z.array(fact),
    sources: z.record(z.string(), source).default({}),
    title: z.string().optional(),
    note: z.string().optional(),
  });
});
type FactsFile = z.infer<ReturnType<typeof factsFile>>;

export const factsReader: Reader = {
  name: 'facts',
  version: 1,
  accepts(probe) {
    if (!['yaml', 'yml', 'json'].includes(probe.extension)) return false;
    const head = probe.headText ?? '';
    return /^\s*"?facts"?\s*:/m.test(head) && /"?subject"?\s*:/.test(head) && /"?relation"?\s*:/.test(head);
  },
  async read(input, sink) {
    const file = await parseFacts(new TextDecoder().decode(await structuredBytes(input)));
    for (const [index, one] of file.facts.entries()) {
      const cited = typeof one.source === 'string' ? file.sources[one.source] : one.source;
      if (!cited) {
        throw new TelltaleError(
          'broken-bundle',
          `Fact ${index + 1} cites the source "${String(one.source)}", which is not under sources.`,
        );
      }
      const subject = entityOf(one.subject, index);
      const object = entityOf(one.object, index);
      const origin = originOf(cited);
      const record = new RecordText();
      const start = record.add(subject.value);
      record.add(` ${one.relation.replaceAll('-', ' ')} `);
      const end = record.add(object.value);
      if (one.words) record.add(`\n${one.words}`);
      record.line('Seen', one.first || one.last ? `${one.first ?? '?'} to ${one.last ?? '?'}` : undefined);
      record.line('Source', [cited.publisher, cited.title, cited.date, cited.link].filter(Boolean).join(', '));
      const passage = await sink.passage({
        role: 'record',
        text: record.text,
        position: { kind: 'record', pointer: `/facts/${index}` },
        ...(cited.date ? { time: cited.date } : {}),
      });
      const rest = { method: 'facts', origin };
      await sink.statement({
        ...rest,
        subject,
        predicate: one.relation,
        object,
        confidence: one.certainty,
        evidence: quoteBetween(start, end).map((piece) => ({ passage, ...piece })),
        ...(one.first ? { firstSeen: one.first } : {}),
        ...(one.last ? { lastSeen: one.last } : {}),
      });
      for (const [entity, piece] of [
        [subject, start],
        [object, end],
      ] as const) {
        if (!isNamed(entity.type) || entity.type === 'name' || entity.type === 'report' || entity.type === 'location')
          continue;
        await sink.statement({
          ...rest,
          subject: { type: 'name', value: entity.value },
          predicate: 'alias-of',
          object: entity,
          confidence: 1,
          evidence: [{ passage, ...piece }],
        });
      }
    }
    return {
      kind: 'record-set',
      mediaType: 'application/vnd.telltale.facts+yaml',
      title: file.title ?? 'Public facts',
      properties: { facts: String(file.facts.length) },
    };
  },
};

async function parseFacts(text: string): Promise<FactsFile> {
  const { LineCounter, parseDocument } = await import('yaml');
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error) throw new TelltaleError('broken-bundle', error.message, { cause: error });
  const parsed = factsFile().safeParse(document.toJS());
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const node = document.getIn(issue?.path ?? [], true) as { range?: readonly number[] } | undefined;
  const line = node?.range?.[0] === undefined ? undefined : lines.linePos(node.range[0]).line;
  throw new TelltaleError(
    'broken-bundle',
    `${line === undefined ? '' : `Line ${line}: `}${issue?.path.join('.')}: ${issue?.message}`,
  );
}

function entityOf(raw: Record<string, string>, index: number): EntityKey {
  const [type = 'name', value = ''] = Object.entries(raw)[0] ?? [];
  const entityType = type as EntityType;
  if (isNamed(entityType)) return { type: entityType, value: value.trim() };
  const found = observables(type, value)[0] ?? observableByForm(value);
  if (found?.type === entityType) return found;
  if (
    observables(type, 'example').length === 0 &&
    found === undefined &&
    /^(?:ipv4|ipv6|domain|url|email|md5|sha1|sha256|cve)$/.test(type)
  ) {
    throw new TelltaleError('broken-bundle', `Fact ${index + 1}: "${value}" is not a valid ${type}.`);
  }
  return { type: entityType, value: value.trim() };
}

function originOf(cited: FactsFile['sources'][string]): Origin {
  return {
    name: cited.publisher ? `${cited.publisher}: ${cited.title}` : cited.title,
    ...(cited.link ? { url: cited.link } : {}),
    ...(cited.date ? { published: cited.date } : {}),
    ...(cited.reliability ? { reliability: cited.reliability } : {}),
    ...(cited.credibility ? { credibility: cited.credibility } : {}),
  };
}
