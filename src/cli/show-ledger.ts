/** The ledger as a table that adds up, and what failed. */
import type { Status } from '../app/queries.ts';
import { count, print, printable, styled, table, width, wrap } from './terminal.ts';

/** Failures beyond so many are counted, not listed. */
const LISTED = 10;

export function showLedger(status: Status): void {
  print(styled('bold', 'Ledger'));
  print(
    table(
      [
        { title: 'collection', flexible: true },
        { title: 'role' },
        ...['found', 'read', 'duplicate', 'skipped', 'failed', 'messages', 'mentions'].map(
          (title) => ({ title, align: 'right' }) as const,
        ),
      ],
      status.collections.map((collection) => [
        collection.name,
        collection.role,
        ...[
          collection.found,
          collection.read,
          collection.duplicate,
          collection.skipped,
          collection.failed,
          collection.messages,
          collection.mentions,
        ].map(count),
      ]),
    ),
  );
  if (status.failures.length > 0) {
    print();
    print(styled('bold', `Not read (${count(status.failures.length)})`));
    for (const failure of status.failures.slice(0, LISTED)) {
      print(wrap(printable(`${failure.path}: ${failure.message} [${failure.code}]`), width(), '  '));
    }
    const more = status.failures.length - LISTED;
    if (more > 0) print(`  and ${count(more)} more; telltale status --json lists them`);
  }
  const pending = Object.entries(status.pending).filter(([, documents]) => documents > 0);
  if (pending.length > 0) {
    print();
    print(
      `Still to do: ${pending.map(([stage, documents]) => `${stage} ${count(documents)}`).join(', ')}. Run telltale add again.`,
    );
  }
}
