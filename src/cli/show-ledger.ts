/** The ledger as a table that adds up, and what failed. */
import type { Status } from '../app/queries.ts';
import { zoneName } from '../model/time-zone.ts';
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
  for (const { name, timezone } of status.collections) {
    if (timezone !== null && timezone.declared === null) print(wrap(zoneLine(name, timezone), width(), '  '));
  }
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

type Unknown = NonNullable<Status['collections'][number]['timezone']>;

function zoneLine(name: string, { messages, hint }: Unknown): string {
  const times = `${printable(name)}: the times of ${count(messages)} messages state no zone, and none was given: unknown.`;
  if (hint === null) return times;
  return `${times} If they are UTC, people work at ${zoneName(hint.offset)} (${hint.words}, by their hours). --timezone says it.`;
}
