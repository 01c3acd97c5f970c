/** Statements that are stored together, in the order of the indexes: one sweep over each costs far less than a visit a row. */
import { TelltaleError } from '../../../errors.ts';
import type { Origin, Statement } from '../../../model/assertion.ts';
import type { EntityKey } from '../../../model/entity.ts';
import type { Money } from '../../../model/money.ts';
import type { Passage } from '../../../model/passage.ts';
import type { Database, Value } from './driver.ts';
import { EntityBatch } from './entity-batch.ts';
import type { Keys } from './keys.ts';
import { integer } from './rows.ts';

const TABLE =
  'assertions (id, subject, predicate, object, collection, method, confidence, first_seen, last_seen, origin, amount, currency, occurrence)';
const COLUMNS = `${TABLE} VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const INSERT_NEW = `INSERT INTO ${TABLE}`;
const INSERT = `INSERT OR IGNORE INTO ${COLUMNS}`;
/** The widest period that any copy of the assertion gives, the highest confidence, and the first amount. */
const UPSERT = `INSERT INTO ${COLUMNS}
  ON CONFLICT (subject, predicate, object, collection, method, origin, occurrence) DO UPDATE SET
    confidence = max(confidence, excluded.confidence),
    first_seen = min(coalesce(first_seen, excluded.first_seen), coalesce(excluded.first_seen, first_seen)),
    last_seen = max(coalesce(last_seen, excluded.last_seen), coalesce(excluded.last_seen, last_seen)),
    currency = iif(amount IS NULL, excluded.currency, currency),
    amount = coalesce(amount, excluded.amount)
  RETURNING id`;
const EVIDENCE = 'INSERT OR IGNORE INTO evidence (assertion, passage, start, "end", stage)';

const MENTIONS =
  'INSERT INTO mentions (passage, start, "end", entity, raw, method, confidence, labels, stage, document, time)';
/** Method of mentions that a record's fields state. */
const STATED = 'stated';

/** Values that are gathered before they are written. */
const EVIDENCE_AT_ONCE = 5_000;

export interface AssertionRow {
  readonly subject: number;
  readonly predicate: string;
  readonly object: number;
  readonly collection: number;
  readonly method: string;
  readonly confidence: number;
  readonly origin?: Origin | undefined;
}

/** Stores one assertion and gives its number. */
export function putAssertion(db: Database, keys: Keys, row: AssertionRow): number {
  const { subject, predicate, object, collection, method, confidence } = row;
  const origin = keys.origin(row.origin);
  const values = [null, subject, predicate, object, collection, method, confidence, null, null, origin, null, null, ''];
  return integer(db.get(UPSERT, ...values) ?? {}, 'id');
}

export function putEvidence(
  db: Database,
  assertion: number,
  passage: number,
  start: number,
  end: number,
  stage: string,
): void {
  db.insertMany(EVIDENCE, 5, [assertion, passage, start, end, stage]);
}

/** An assertion between entities of the batch, with its evidence as a stretch of `spans`. */
interface Waiting {
  readonly subject: number;
  readonly predicate: string;
  readonly object: number;
  readonly method: string;
  readonly origin: number;
  confidence: number;
  first: string | undefined;
  last: string | undefined;
  amount: Money | undefined;
  readonly occurrence: string;
  readonly from: number;
  readonly to: number;
}

export class StatementBatch {
  private readonly db: Database;
  private readonly keys: Keys;
  private readonly entities = new EntityBatch();
  private waiting: Waiting[] = [];
  /** Passage row, start, end; three numbers a span. */
  private spans: number[] = [];
  private last: (EntityKey & { readonly index: number }) | undefined;
  private mentions: { passage: Passage; row: number; document: number; at: number[] }[] = [];

  constructor(db: Database, keys: Keys) {
    this.db = db;
    this.keys = keys;
  }

  get size(): number {
    return this.waiting.length;
  }

  /** Values that the passage's record states, as mentions: they need no search for. */
  addStated(passage: Passage, row: number, document: number): void {
    if (!passage.stated?.length) return;
    this.mentions.push({ passage, row, document, at: passage.stated.map((value) => this.entities.add(value)) });
  }

  /** `rows` gives row numbers of passages by ordinal. Throws `internal` for a statement that cites nothing. */
  add(statement: Statement, rows: (ordinal: number) => number): void {
    if (statement.evidence.length === 0) {
      throw new TelltaleError('internal', `A statement without evidence: ${statement.predicate}.`);
    }
    const from = this.spans.length;
    for (const { passage, start, end } of statement.evidence) this.spans.push(rows(passage), start, end);
    this.waiting.push({
      subject: this.entities.add(statement.subject),
      predicate: statement.predicate,
      object: this.objectOf(statement.object),
      method: statement.method,
      origin: this.keys.origin(statement.origin),
      confidence: statement.confidence,
      first: statement.firstSeen,
      last: statement.lastSeen,
      amount: statement.amount,
      occurrence: statement.occurrence ?? '',
      from,
      to: this.spans.length,
    });
  }

  /** Rows of a feed mostly state something of one report. */
  private objectOf(object: EntityKey): number {
    const { last } = this;
    if (last?.type === object.type && last.value === object.value) return last.index;
    const index = this.entities.add(object);
    this.last = { type: object.type, value: object.value, index };
    return index;
  }

  /** Writes everything as assertions of a collection (its row number) and empties the batch: the same one from the same source once, with all its evidence. */
  write(collection: number, stage: string): void {
    if (this.waiting.length === 0 && this.mentions.length === 0) return;
    const { refs, firstNew } = this.entities.write(this.db, this.keys);
    const { waiting, spans, db } = this;
    this.waiting = [];
    this.spans = [];
    this.last = undefined;
    const ref = (entity: number): number => refs[entity] ?? 0;
    this.writeMentions(ref, stage);
    waiting.sort(
      (a, b) =>
        ref(a.subject) - ref(b.subject) ||
        compare(a.predicate, b.predicate) ||
        ref(a.object) - ref(b.object) ||
        compare(a.method, b.method) ||
        a.origin - b.origin ||
        compare(a.occurrence, b.occurrence),
    );
    let next = integer(db.get('SELECT coalesce(max(id), 0) + 1 AS n FROM assertions') ?? {}, 'n');
    let evidence: Value[] = [];
    let made: Value[] = [];
    const flush = (): void => {
      db.insertMany(INSERT_NEW, 13, made);
      db.insertMany(EVIDENCE, 5, evidence);
      made = [];
      evidence = [];
    };
    for (let at = 0; at < waiting.length; ) {
      const one = waiting[at] as Waiting;
      let end = at + 1;
      for (let copy = waiting[end]; copy && isSame(one, copy); copy = waiting[++end]) widen(one, copy);
      const subject = ref(one.subject);
      const values = [
        next,
        subject,
        one.predicate,
        ref(one.object),
        collection,
        one.method,
        one.confidence,
        one.first ?? null,
        one.last ?? null,
        one.origin,
        one.amount?.value ?? null,
        one.amount?.currency ?? null,
        one.occurrence,
      ];
      let id = next;
      // Of a thing that is new nothing was said before.
      if (subject >= firstNew) made.push(...values);
      else if (!db.insert(INSERT, ...values)) id = integer(db.get(UPSERT, ...values) ?? {}, 'id');
      if (id === next) next += 1;
      for (; at < end; at += 1) {
        const { from, to } = waiting[at] as Waiting;
        for (let span = from; span < to; span += 3) {
          evidence.push(id, spans[span] ?? 0, spans[span + 1] ?? 0, spans[span + 2] ?? 0, stage);
        }
      }
      if (evidence.length >= EVIDENCE_AT_ONCE) flush();
    }
    flush();
  }

  private writeMentions(ref: (entity: number) => number, stage: string): void {
    const values: Value[] = [];
    for (const { passage, row, document, at } of this.mentions) {
      for (const [order, { start, end }] of (passage.stated ?? []).entries()) {
        values.push(row, start, end, ref(at[order] ?? 0), passage.text.slice(start, end));
        values.push(STATED, 1, '[]', stage, document, passage.time ?? null);
      }
    }
    this.mentions = [];
    this.db.insertMany(MENTIONS, 11, values);
  }
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function isSame(a: Waiting, b: Waiting): boolean {
  return (
    a.subject === b.subject &&
    a.predicate === b.predicate &&
    a.object === b.object &&
    a.method === b.method &&
    a.origin === b.origin &&
    a.occurrence === b.occurrence
  );
}

function widen(one: Waiting, copy: Waiting): void {
  one.confidence = Math.max(one.confidence, copy.confidence);
  if (copy.first !== undefined && (one.first === undefined || copy.first < one.first)) one.first = copy.first;
  if (copy.last !== undefined && (one.last === undefined || copy.last > one.last)) one.last = copy.last;
  one.amount ??= copy.amount;
}
