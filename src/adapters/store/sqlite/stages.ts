/** Which stage has been done for which document, at which version. */
import type { StageFilter, StageMark, StageStore } from '../../../ports/store.ts';
import type { Database, Value } from './driver.ts';
import type { Keys } from './keys.ts';
import { DOCUMENT_COLUMNS, DOCUMENT_TABLES, integer, optional, text, toDocument } from './rows.ts';

export function markStage(db: Database, document: number, stage: StageMark): void {
  db.run(
    'INSERT OR REPLACE INTO stages (document, stage, version, code, message) VALUES (?, ?, ?, NULL, NULL)',
    document,
    stage.stage,
    stage.version,
  );
}

export function createStages(db: Database, keys: Keys, readOnly: boolean): StageStore {
  /** Holds for the documents that a stage is for. */
  const within = (filter: StageFilter): { where: string; values: Value[] } => ({
    where: `d.state = 'read' AND c.role <> 'removed' AND (?1 IS NULL OR d.collection = ?1) AND (?2 IS NULL OR c.role = ?2)
      AND (?3 = 0 OR d.ocr_pages IS NOT NULL) AND d.kind NOT IN (SELECT value FROM json_each(?4))`,
    values: [
      filter.collection === undefined ? null : keys.collection(filter.collection),
      filter.role ?? null,
      filter.needsOcr ? 1 : 0,
      JSON.stringify(filter.notKinds ?? []),
    ],
  });
  const NOT_DONE = `NOT EXISTS (SELECT 1 FROM stages s WHERE s.document = d.id AND s.stage = ?5
    AND s.version IN (SELECT value FROM json_each(?6)))`;

  /** Whether `stage_due` holds what is due now. Where it does not, it is made anew; a reader cannot. */
  function isKept(stage: string, versions: string, filter: StageFilter): boolean {
    const wanted = JSON.stringify([filter.collection, filter.role, filter.needsOcr, filter.notKinds]);
    const current = db.get('SELECT versions, filter FROM stage_current WHERE stage = ?', stage);
    if (current && text(current, 'versions') === versions && text(current, 'filter') === wanted) return true;
    if (readOnly) return false;
    db.transaction(() => {
      const { where, values } = within(filter);
      db.run('DELETE FROM stage_due WHERE stage = ?', stage);
      db.run(
        `INSERT INTO stage_due SELECT ?5, d.id FROM ${DOCUMENT_TABLES} WHERE ${where} AND ${NOT_DONE}`,
        ...values,
        stage,
        versions,
      );
      db.run(
        'INSERT OR REPLACE INTO stage_current (stage, versions, filter) VALUES (?, ?, ?)',
        stage,
        versions,
        wanted,
      );
    });
    return true;
  }

  /** Documents that came since then and that the stage is not for would be looked at each time. */
  function prune(stage: string, filter: StageFilter): void {
    const { where, values } = within(filter);
    db.run(
      `DELETE FROM stage_due WHERE stage = ?5 AND document IN (SELECT d.id FROM stage_due x JOIN documents d ON d.id = x.document
         JOIN collections c ON c.id = d.collection WHERE x.stage = ?5 AND d.state = 'read' AND NOT (${where}))`,
      ...values,
      stage,
    );
  }

  function dueWhere(stage: StageMark, filter: StageFilter): { where: string; values: Value[] } {
    const { where, values } = within(filter);
    const versions = JSON.stringify([stage.version, ...(filter.doneAt ?? [])]);
    const kept = isKept(stage.stage, versions, filter);
    if (kept && !readOnly) prune(stage.stage, filter);
    const among = kept ? 'd.id IN (SELECT document FROM stage_due WHERE stage = ?5) AND' : '';
    return { where: `${among} ${where} AND ${NOT_DONE}`, values: [...values, stage.stage, versions] };
  }
  return {
    async due(stage, filter, limit) {
      const { where, values } = dueWhere(stage, filter);
      const sql = `SELECT ${DOCUMENT_COLUMNS} FROM ${DOCUMENT_TABLES} WHERE ${where} ORDER BY d.key LIMIT ?7`;
      return db.all(sql, ...values, limit).map(toDocument);
    },
    async countDue(stage, filter) {
      const { where, values } = dueWhere(stage, filter);
      return integer(db.get(`SELECT count(*) AS n FROM ${DOCUMENT_TABLES} WHERE ${where}`, ...values) ?? {}, 'n');
    },
    async bytesDue(stage, filter) {
      const { where, values } = dueWhere(stage, filter);
      const sql = `SELECT coalesce(sum(d.size), 0) AS n FROM ${DOCUMENT_TABLES} WHERE ${where}`;
      return integer(db.get(sql, ...values) ?? {}, 'n');
    },
    async pagesDue(stage, filter) {
      const { where, values } = dueWhere(stage, filter);
      const sql = `SELECT coalesce(sum(json_array_length(d.ocr_pages)), 0) AS n FROM ${DOCUMENT_TABLES} WHERE ${where}`;
      return integer(db.get(sql, ...values) ?? {}, 'n');
    },
    async mark(document, stage) {
      db.transaction(() => markStage(db, keys.document(document), stage));
    },
    async carry(stage, from, to, except) {
      db.transaction(() => {
        db.run(
          `UPDATE stages SET version = ? WHERE stage = ? AND version = ? AND code IS NULL
             AND document NOT IN (SELECT d.id FROM json_each(?) w JOIN documents d ON d.key = w.value)`,
          to,
          stage,
          from,
          JSON.stringify(except),
        );
        // What is due is counted anew at the next question.
        db.run('DELETE FROM stage_current WHERE stage = ?', stage);
      });
    },
    async done(stage) {
      const rows = db.all(
        `SELECT d.key FROM stages s JOIN documents d ON d.id = s.document
         WHERE s.stage = ? AND s.version = ? AND s.code IS NULL`,
        stage.stage,
        stage.version,
      );
      return new Set(rows.map((row) => text(row, 'key')));
    },
    async versions(stage) {
      return db
        .all('SELECT DISTINCT version FROM stages WHERE stage = ? ORDER BY version', stage)
        .map((row) => text(row, 'version'));
    },
    async fail(document, stage, code, message) {
      db.run(
        'INSERT OR REPLACE INTO stages (document, stage, version, code, message) VALUES (?, ?, ?, ?, ?)',
        keys.document(document),
        stage.stage,
        stage.version,
        code,
        message,
      );
    },
    async retry(stage, code) {
      db.run('DELETE FROM stages WHERE stage = ? AND code = ?', stage, code);
    },
    async failures() {
      return db
        .all(
          `SELECT d.key, s.stage, s.code, s.message FROM stages s JOIN documents d ON d.id = s.document JOIN collections c ON c.id = d.collection
           WHERE s.code IS NOT NULL AND c.role <> 'removed' ORDER BY d.key, s.stage`,
        )
        .map((row) => ({
          document: text(row, 'key'),
          stage: text(row, 'stage'),
          code: text(row, 'code'),
          message: optional(row, 'message') ?? '',
        }));
    },
  };
}
