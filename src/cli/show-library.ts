/** Shows the library and the editions of a reference. */
import type { ReferenceOutcome } from '../app/add-references.ts';
import type { History, LibraryView } from '../app/library.ts';
import { count, print, styled, table, truncate, width, wrap } from './terminal.ts';

const MEGABYTE = 1024 * 1024;

function sizeOf(bytes: number): string {
  return bytes === 0 ? '' : `${Math.max(1, Math.round(bytes / MEGABYTE))} MB`;
}

export function showLibrary({ references, removed, sources, addresses }: LibraryView): void {
  print(styled('bold', `In this case (${references.length})`));
  print(
    table(
      [
        { title: 'name', flexible: true },
        { title: 'published' },
        { title: 'rel.' },
        { title: 'updated' },
        { title: 'ed.', align: 'right' },
        { title: 'documents', align: 'right' },
        { title: 'entities', align: 'right' },
        { title: 'assertions', align: 'right' },
        { title: 'overlaps', align: 'right' },
      ],
      references.map((each) => [
        each.name,
        each.published ?? '',
        each.reliability,
        each.updated.slice(0, 10),
        count(each.editions),
        count(each.documents),
        count(each.entities),
        count(each.assertions),
        count(each.overlaps),
      ]),
    ),
  );
  for (const { name } of removed) print(`removed: ${name} (telltale library restore ${JSON.stringify(name)})`);
  print();
  print(styled('bold', 'Can be added by name'));
  for (const each of sources) {
    print(`${each.name.padEnd(18)} ${truncate(each.title, width() - 20)}`);
    const facts = [
      `reliability ${each.reliability}`,
      sizeOf(each.size),
      `renewed ${each.renewed}`,
      each.licence.replace(/ \(.*/, ''),
      each.needs ? `needs ${each.needs.variable}` : '',
    ];
    print(`${' '.repeat(19)}${styled('dim', facts.filter((fact) => fact !== '').join(', '))}`);
  }
  print();
  print(styled('bold', 'Can be added by address'));
  print(
    table(
      [{ title: 'address', flexible: true }, { title: 'what' }],
      addresses.kinds.map((each) => [each.example, each.title]),
    ),
  );
  print();
  print(
    wrap(
      `telltale library add NAME fetches one; --from FILE takes a copy that you have; library add PATH takes any STIX, MISP, CSV, spreadsheet, facts or report file, or another case. A server’s key goes into ${addresses.key}.`,
      width(),
    ),
  );
}

/** One line a reference that was asked for. */
export function showReferenceOutcomes(outcomes: readonly ReferenceOutcome[]): void {
  print();
  print(
    table(
      [{ title: 'reference', flexible: true }, { title: 'outcome' }, { title: 'source', flexible: true }],
      outcomes.map((each) => [each.reference ?? '', each.outcome, each.sources.join(', ')]),
    ),
  );
}

export function showEditions({ name, editions, changes }: History): void {
  print(styled('bold', `${name}: ${editions.length} ${editions.length === 1 ? 'edition' : 'editions'}`));
  print(
    table(
      [
        { title: 'ed.', align: 'right' },
        { title: 'came' },
        { title: 'documents', align: 'right' },
        { title: 'new', align: 'right' },
        { title: 'gone', align: 'right' },
        { title: 'assertions new', align: 'right' },
        { title: 'withdrawn', align: 'right' },
      ],
      editions.map(({ number, time, documents, assertions }) => [
        count(number),
        `${time.slice(0, 16).replace('T', ' ')} UTC`,
        count(documents.current),
        count(documents.added),
        count(documents.withdrawn),
        count(assertions.added),
        count(assertions.withdrawn),
      ]),
    ),
  );
  if (!changes) return;
  print();
  print(
    table(
      [
        { title: 'change' },
        { title: 'subject', flexible: true },
        { title: 'relation' },
        { title: 'object' },
        { title: 'seen' },
      ],
      changes.map((each) => [
        each.change,
        each.subject.value,
        each.predicate,
        each.object.value,
        [each.firstSeen, each.lastSeen].filter(Boolean).join(' to '),
      ]),
    ),
  );
}
