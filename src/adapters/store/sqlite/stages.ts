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

export function createStages(db: Database, keys: Keys): StageStore {
  /** Documents that were read and have no mark of the stage at this version. */
  const dueWhere = (stage: StageMark, filter: StageFilter): { where: string; values: Value[] } => ({
    where: `d.state = 'read' AND (?1 IS NULL OR d.collection = ?1) AND (?2 IS NULL OR c.role = ?2)
      AND (?3 = 0 OR d.ocr_pages IS NOT NULL) AND d.kind NOT IN (SELECT value FROM json_each(?4))
      AND NOT EXISTS (SELECT 1 FROM stages s WHERE s.document = d.id AND s.stage = ?5
        AND (s.version = ?6 OR s.version IN (SELECT value FROM json_each(?7))))`,
    values: [
      filter.collection === undefined ? null : keys.collection(filter.collection),
      filter.role ?? null,
      filter.needsOcr ? 1 : 0,
      JSON.stringify(filter.notKinds ?? []),
      stage.stage,
      stage.version,
      JSON.stringify(filter.doneAt ?? []),
    ],
  });
  return {
    async due(stage, filter, limit) {
      const { where, values } = dueWhere(stage, filter);
      const sql = `SELECT ${DOCUMENT_COLUMNS} FROM ${DOCUMENT_TABLES} WHERE ${where} ORDER BY d.key LIMIT ?8`;
      return db.all(sql, ...values, limit).map(toDocument);
    },
    async countDue(stage, filter) {
      const { where, values } = dueWhere(stage, filter);
      return integer(db.get(`SELECT count(*) AS n FROM ${DOCUMENT_TABLES} WHERE ${where}`, ...values) ?? {}, 'n');
    },
    async mark(document, stage) {
      db.transaction(() => markStage(db, keys.document(document), stage));
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
    async failures() {
      return db
        .all(
          `SELECT d.key, s.stage, s.code, s.message FROM stages s JOIN documents d ON d.id = s.document
           WHERE s.code IS NOT NULL ORDER BY d.key, s.stage`,
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
