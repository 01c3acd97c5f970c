/** Judgements, stored whole: they are read as they were written. */
import type { Judgement } from '../../../model/judgement.ts';
import type { JudgementStore } from '../../../ports/store.ts';
import type { Database } from './driver.ts';
import { json } from './rows.ts';

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
