/** Facts, mentions, terms and rhythms of a whole case, each asked for in one go. */
import type { Evidence } from '../../../model/assertion.ts';
import type { CollectionRole } from '../../../model/collection.ts';
import type { EntityType } from '../../../model/entity.ts';
import { passageId } from '../../../model/ids.ts';
import type { Conversation, Fact, PatternStore, PlacedMention, Rhythm, TermHit } from '../../../ports/pattern-store.ts';
import type { Database, Row } from './driver.ts';
import { toMoney } from './graph.ts';
import { ftsPhrase } from './query.ts';
import { defined, integer, json, optional, text, toLabels, toOrigin } from './rows.ts';

const LEAK_DOCUMENTS = "SELECT d.id FROM documents d JOIN collections c ON c.id = d.collection WHERE c.role = 'leak'";

const DOCUMENTS_OF = 'SELECT d.id FROM documents d JOIN collections c ON c.id = d.collection WHERE c.role = ?1';

export function createPatterns(db: Database): PatternStore {
  return {
    async facts({ predicates, role, about, between }) {
      const rows = db.all(
        `SELECT a.*, o.json AS origin_json, c.key AS collection_key, c.role AS collection_role,
           s.type AS subject_type, s.value AS subject_value, s.labels AS subject_labels,
           t.type AS object_type, t.value AS object_value, t.labels AS object_labels
         FROM assertions a JOIN collections c ON c.id = a.collection JOIN origins o ON o.id = a.origin
           JOIN entities s ON s.id = a.subject JOIN entities t ON t.id = a.object
         WHERE (?1 IS NULL OR a.predicate IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR c.role = ?2)
           AND (?4 IS NULL OR (coalesce(a.last_seen, a.first_seen) >= ?4 AND coalesce(a.first_seen, a.last_seen) <= ?5))
           AND (?3 IS NULL OR a.id IN (
             SELECT id FROM assertions WHERE subject IN (SELECT value FROM json_each(?3))
             UNION ALL SELECT id FROM assertions WHERE object IN (SELECT value FROM json_each(?3))))
         ORDER BY a.predicate, s.type, s.key, t.type, t.key, c.key, a.method, a.occurrence, o.json`,
        predicates === undefined ? null : JSON.stringify(predicates),
        role ?? null,
        about === undefined ? null : JSON.stringify(about),
        between?.from ?? null,
        between?.to ?? null,
      );
      const evidence = evidenceOf(
        db,
        rows.map((row) => integer(row, 'id')),
      );
      return rows.map((row) => toFact(row, evidence.get(integer(row, 'id')) ?? []));
    },
    async mentions({ role, types, label, of, between, limit }) {
      // From the few entities of a kind to their mentions; a label alone is looked for in the leaks' passages.
      const tables =
        types === undefined && of === undefined
          ? 'documents d JOIN passages p ON p.document = d.id JOIN mentions m ON m.passage = p.id JOIN entities e ON e.id = m.entity'
          : 'entities e CROSS JOIN mentions m ON m.entity = e.id JOIN passages p ON p.id = m.passage JOIN documents d ON d.id = m.document';
      return db
        .all(
          `SELECT m.entity, m.start, m."end", m.confidence, m.labels, m.time, e.type, e.value, d.key AS document_key, p.ordinal
           FROM ${tables}
           WHERE d.id IN (${DOCUMENTS_OF}) AND (?2 IS NULL OR e.type IN (SELECT value FROM json_each(?2)))
             AND (?3 IS NULL OR instr(m.labels, ?3) > 0)
             AND (?4 IS NULL OR e.id IN (SELECT value FROM json_each(?4)))
             AND (?6 IS NULL OR m.time BETWEEN ?6 AND ?7)
           ORDER BY d.key, p.ordinal, m.start, m."end", e.type, e.value LIMIT ?5`,
          role,
          types === undefined ? null : JSON.stringify(types),
          label === undefined ? null : JSON.stringify(label),
          of === undefined ? null : JSON.stringify(of),
          limit,
          between?.from ?? null,
          between?.to ?? null,
        )
        .map(toPlaced);
    },
    async holding(terms) {
      return [...new Set(terms)].flatMap((term) => hitsOf(db, term)).sort(byPlace);
    },
    async rhythms() {
      return rhythmsOf(db);
    },
    async methods() {
      return db
        .all('SELECT method, count(*) AS n FROM assertions GROUP BY method ORDER BY method')
        .map((row) => ({ method: text(row, 'method'), assertions: integer(row, 'n') }));
    },
    async conversations() {
      return conversationsOf(db);
    },
  };
}

function evidenceOf(db: Database, assertions: readonly number[]): ReadonlyMap<number, readonly Evidence[]> {
  const found = new Map<number, Evidence[]>();
  const rows = db.all(
    `SELECT DISTINCT v.assertion, d.key, p.ordinal, v.start, v."end"
     FROM json_each(?) w JOIN evidence v ON v.assertion = w.value JOIN passages p ON p.id = v.passage
       JOIN documents d ON d.id = p.document ORDER BY v.assertion, d.key, p.ordinal, v.start, v."end"`,
    JSON.stringify(assertions),
  );
  for (const row of rows) {
    const of = integer(row, 'assertion');
    const span = {
      passage: passageId(text(row, 'key'), integer(row, 'ordinal')),
      start: integer(row, 'start'),
      end: integer(row, 'end'),
    };
    const before = found.get(of);
    if (before) before.push(span);
    else found.set(of, [span]);
  }
  return found;
}

function toFact(row: Row, evidence: readonly Evidence[]): Fact {
  const end = (name: 'subject' | 'object'): Fact['subject'] => ({
    ref: integer(row, name),
    type: text(row, `${name}_type`) as EntityType,
    value: text(row, `${name}_value`),
    labels: toLabels({ labels: row[`${name}_labels`] ?? null }),
  });
  return defined<Fact>({
    ref: integer(row, 'id'),
    subject: end('subject'),
    predicate: text(row, 'predicate'),
    object: end('object'),
    collection: text(row, 'collection_key'),
    role: text(row, 'collection_role') as CollectionRole,
    method: text(row, 'method'),
    confidence: Number(row['confidence']),
    evidence,
    firstSeen: optional(row, 'first_seen'),
    lastSeen: optional(row, 'last_seen'),
    amount: toMoney(row),
    occurrence: optional(row, 'occurrence') || undefined,
    origin: toOrigin(row),
  });
}

function toPlaced(row: Row): PlacedMention {
  return {
    ref: integer(row, 'entity'),
    type: text(row, 'type') as EntityType,
    value: text(row, 'value'),
    passage: passageId(text(row, 'document_key'), integer(row, 'ordinal')),
    start: integer(row, 'start'),
    end: integer(row, 'end'),
    confidence: Number(row['confidence']),
    labels: json<string[]>(row, 'labels'),
    time: optional(row, 'time') ?? null,
  };
}

/** The full-text index names the passages; the words are looked for in each, because its tokens are folded further. */
function hitsOf(db: Database, term: string): TermHit[] {
  const phrase = ftsPhrase(term);
  const wanted = term.normalize('NFKC').toLowerCase();
  if (phrase === undefined || wanted === '') return [];
  const hits: TermHit[] = [];
  for (const row of db.all(
    `SELECT p.text, p.time, p.sender, p.ordinal, d.key AS document_key
     FROM (SELECT rowid AS id FROM text_index WHERE text_index MATCH ?) held JOIN passages p ON p.id = held.id
       JOIN documents d ON d.id = p.document WHERE p.document IN (${LEAK_DOCUMENTS}) ORDER BY d.key, p.ordinal`,
    phrase,
  )) {
    const whole = text(row, 'text');
    const start = whole.toLowerCase().indexOf(wanted);
    if (start < 0) continue;
    hits.push({
      term,
      passage: passageId(text(row, 'document_key'), integer(row, 'ordinal')),
      start,
      end: start + wanted.length,
      text: whole,
      time: optional(row, 'time') ?? null,
      sender: optional(row, 'sender') ?? null,
    });
  }
  return hits;
}

function byPlace(a: TermHit, b: TermHit): number {
  if (a.passage === b.passage) return a.start - b.start || (a.term < b.term ? -1 : 1);
  const [one, other] = [a.passage.lastIndexOf('.'), b.passage.lastIndexOf('.')];
  const [document, otherDocument] = [a.passage.slice(0, one), b.passage.slice(0, other)];
  if (document !== otherDocument) return document < otherDocument ? -1 : 1;
  return Number(a.passage.slice(one + 1)) - Number(b.passage.slice(other + 1));
}

function rhythmsOf(db: Database): Rhythm[] {
  const found = new Map<string, { hours: number[]; weekdays: number[]; messages: number; ends: number[] }>();
  for (const row of db.all(
    `SELECT p.sender, CAST(coalesce(strftime('%H', p.time), substr(p.time, 12, 2)) AS INTEGER) AS hour, CAST(coalesce(strftime('%w', p.time), strftime('%w', substr(p.time, 1, 10))) AS INTEGER) AS day,
       count(*) AS n, min(p.id) AS first_passage, max(p.id) AS last_passage
     FROM passages p WHERE p.document IN (${LEAK_DOCUMENTS}) AND p.role = 'message' AND p.sender IS NOT NULL AND length(p.time) >= 13
     GROUP BY p.sender, hour, day`,
  )) {
    const sender = text(row, 'sender');
    const hour = integer(row, 'hour');
    // Monday first; SQLite counts from Sunday.
    const day = (integer(row, 'day') + 6) % 7;
    const n = integer(row, 'n');
    const rhythm = found.get(sender) ?? { hours: zeros(24), weekdays: zeros(7), messages: 0, ends: [] };
    found.set(sender, rhythm);
    rhythm.messages += n;
    const known = [...rhythm.ends, integer(row, 'first_passage'), integer(row, 'last_passage')];
    rhythm.ends = [Math.min(...known), Math.max(...known)];
    if (hour < 24) rhythm.hours[hour] = (rhythm.hours[hour] ?? 0) + n;
    rhythm.weekdays[day] = (rhythm.weekdays[day] ?? 0) + n;
  }
  const whole = wholePassages(
    db,
    [...found.values()].flatMap(({ ends }) => ends),
  );
  return [...found]
    .map(([sender, { ends, ...rhythm }]) => ({ sender, ...rhythm, evidence: whole(ends) }))
    .sort((a, b) => b.messages - a.messages || (a.sender < b.sender ? -1 : 1));
}

function conversationsOf(db: Database): Conversation[] {
  const rows = db.all(
    `SELECT a.value AS "from", b.value AS "to", counted.* FROM (
       SELECT h.entity AS sender, r.entity AS recipient, count(*) AS messages, min(h.time) AS first, max(h.time) AS last,
         min(h.passage) AS first_passage, max(h.passage) AS last_passage
       FROM handles h CROSS JOIN handles r ON r.passage = h.passage AND r.recipient = 1
       WHERE h.recipient = 0 AND h.document IN (${LEAK_DOCUMENTS}) GROUP BY h.entity, r.entity
     ) counted JOIN entities a ON a.id = counted.sender JOIN entities b ON b.id = counted.recipient
     ORDER BY messages DESC, "from", "to"`,
  );
  const endsOf = (row: Row): number[] => [integer(row, 'first_passage'), integer(row, 'last_passage')];
  const whole = wholePassages(db, rows.flatMap(endsOf));
  return rows.map((row) => ({
    from: text(row, 'from'),
    to: text(row, 'to'),
    messages: integer(row, 'messages'),
    first: optional(row, 'first') ?? null,
    last: optional(row, 'last') ?? null,
    evidence: whole(endsOf(row)),
  }));
}

/** Spans over whole passages, by row numbers; passages without words are left out. */
function wholePassages(db: Database, ids: readonly number[]): (wanted: readonly number[]) => readonly Evidence[] {
  const spans = new Map<number, Evidence>();
  for (const row of db.all(
    `SELECT p.id, p.text, p.ordinal, d.key FROM json_each(?) w JOIN passages p ON p.id = w.value JOIN documents d ON d.id = p.document`,
    JSON.stringify([...new Set(ids)]),
  )) {
    const passage = passageId(text(row, 'key'), integer(row, 'ordinal'));
    const end = text(row, 'text').length;
    if (end > 0) spans.set(integer(row, 'id'), { passage, start: 0, end });
  }
  return (wanted) => [...new Set(wanted)].flatMap((id) => spans.get(id) ?? []);
}

const zeros = (length: number): number[] => Array.from({ length }, () => 0);
