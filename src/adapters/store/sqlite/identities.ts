/** Analysts' word on what is one thing and what is two: a list that is only added to. */
import { type IdentityJudgement, pairKey } from '../../../model/identity.ts';
import type { IdentityStore } from '../../../ports/identity-store.ts';
import type { Database } from './driver.ts';
import type { Keys } from './keys.ts';
import { json } from './rows.ts';

export function createIdentities(db: Database, keys: Keys): IdentityStore {
  return {
    async add(judgement) {
      // An analyst's word survives a power cut.
      db.exec('PRAGMA synchronous = FULL');
      try {
        db.transaction(() => {
          db.run(
            'INSERT INTO identities (id, pair, json) VALUES (?, ?, ?)',
            judgement.id,
            pairKey(judgement.one, judgement.other),
            JSON.stringify(judgement),
          );
          // Either is from now on found, named and searched as something else.
          for (const key of [judgement.one, judgement.other]) {
            const ref = keys.findEntity(key);
            if (ref === undefined) continue;
            for (const what of ['mention', 'name']) {
              db.run('INSERT OR IGNORE INTO changed SELECT generation, ?, ? FROM tracking', ref, what);
            }
          }
        });
      } finally {
        db.exec('PRAGMA synchronous = NORMAL');
      }
    },
    async counting() {
      return db
        .all(
          'SELECT json FROM identities WHERE sequence IN (SELECT max(sequence) FROM identities GROUP BY pair) ORDER BY sequence',
        )
        .map((row) => json<IdentityJudgement>(row, 'json'))
        .filter(({ verdict }) => verdict !== 'withdrawn');
    },
    async history() {
      return db
        .all('SELECT json FROM identities ORDER BY sequence DESC')
        .map((row) => json<IdentityJudgement>(row, 'json'));
    },
  };
}
