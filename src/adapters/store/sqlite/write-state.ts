/** Whether something was written since: what is kept in memory of a database holds as long as this is the same. */
import type { Database } from './driver.ts';

/** Changes with every write, by other connections (the first number) and by this one (the second). */
export function writeState(db: Database): string {
  const { data_version: others } = db.get('PRAGMA data_version') ?? {};
  const { n: own } = db.get('SELECT total_changes() AS n') ?? {};
  return `${others} ${own}`;
}
