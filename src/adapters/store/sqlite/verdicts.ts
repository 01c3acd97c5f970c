/** Overlaps and judgements, stored whole: they are read as they were written. */
import type { Judgement } from '../../../model/judgement.ts';
import type { Overlap } from '../../../model/overlap.ts';
import type { JudgementStore, OverlapStore } from '../../../ports/store.ts';
import type { Database } from './driver.ts';
import { pageOf } from './pages.ts';
import { json } from './rows.ts';

export function createOverlaps(db: Database): OverlapStore {
  return {
    async replace(overlaps) {
      db.transaction(() => {
        db.run('DELETE FROM overlaps');
        for (const overlap of overlaps) {
          db.run(
            'INSERT INTO overlaps (id, rank, rejected, json) VALUES (?, ?, ?, ?)',
            overlap.id,
            overlap.rank,
            overlap.rejected === undefined ? 0 : 1,
            JSON.stringify(overlap),
          );
        }
      });
    },
    async list(filter, page) {
      const rejected = filter.rejected === undefined ? null : filter.rejected ? 1 : 0;
      return pageOf(page, (limit, offset) =>
        db
          .all(
            'SELECT json FROM overlaps WHERE (?1 IS NULL OR rejected = ?1) ORDER BY rejected, rank LIMIT ?2 OFFSET ?3',
            rejected,
            limit,
            offset,
          )
          .map((row) => json<Overlap>(row, 'json')),
      );
    },
    async get(id) {
      const row = db.get('SELECT json FROM overlaps WHERE id = ?', id);
      return row && json<Overlap>(row, 'json');
    },
  };
}

export function createJudgements(db: Database): JudgementStore {
  return {
    async add(judgement) {
      // An analyst's word survives a power cut.
      db.exec('PRAGMA synchronous = FULL');
      try {
        db.run(
          'INSERT INTO judgements (id, subject_kind, subject, json) VALUES (?, ?, ?, ?)',
          judgement.id,
          judgement.subjectKind,
          judgement.subject,
          JSON.stringify(judgement),
        );
      } finally {
        db.exec('PRAGMA synchronous = NORMAL');
      }
    },
    async of(subjectKind, subject) {
      return db
        .all(
          'SELECT json FROM judgements WHERE subject_kind = ? AND subject = ? ORDER BY sequence',
          subjectKind,
          subject,
        )
        .map((row) => json<Judgement>(row, 'json'));
    },
    async latest(subjectKind) {
      return db
        .all(
          `SELECT json FROM judgements WHERE sequence IN (
             SELECT max(sequence) FROM judgements WHERE subject_kind = ? GROUP BY subject
           ) ORDER BY subject`,
          subjectKind,
        )
        .map((row) => json<Judgement>(row, 'json'));
    },
  };
}
