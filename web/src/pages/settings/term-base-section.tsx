/** The term base: list, add, change, take out, files, undo; and the shipped lexicons that it overrides. */
import { useId, useRef, useState } from 'react';
import { useChangeTerms, useShippedTerms, useTermBase } from '../../api/languages.ts';
import type { Term, TermOutcome } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { SortedTable } from '../../parts/sorted-table.tsx';
import { Loaded } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { type TermDraft, TermForm } from './term-form.tsx';

const EMPTY: TermDraft = { term: '', rendering: '', note: '' };

/** Makes a change, says what it did, and offers to take it back. */
function useSaidChange() {
  const m = useMessages();
  const notices = useNotices();
  const change = useChangeTerms();
  const say = ({ added, changed, removed, touched }: TermOutcome, undoable: boolean) =>
    notices.say(
      m.terms.outcome(added, changed, removed, touched),
      undoable && added + changed + removed > 0 ? () => run('undo') : undefined,
    );
  function run(what: Parameters<typeof change.mutate>[0], then?: () => void): void {
    change.mutate(what, {
      onSuccess: (outcome) => {
        say(outcome, what !== 'undo');
        then?.();
      },
      onError: (error) => notices.fail(error.message),
    });
  }
  return { run, busy: change.isPending };
}

export function TermBaseSection() {
  const m = useMessages();
  const format = useFormat();
  const base = useTermBase();
  const { run, busy } = useSaidChange();
  const [draft, setDraft] = useState<TermDraft>(EMPTY);
  const [filter, setFilter] = useState('');
  const file = useRef<HTMLInputElement>(null);
  const heading = useId();
  const wanted = filter.trim().toLowerCase();
  const read = async (chosen: File | undefined) => {
    if (chosen) run({ file: { name: chosen.name, text: await chosen.text() } });
  };
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading}>{m.terms.title}</h2>
      <p className="small q">{m.terms.help}</p>
      <TermForm
        draft={draft}
        change={setDraft}
        busy={busy}
        submit={(edit) => run({ edits: [edit] }, () => setDraft(EMPTY))}
      />
      <div className="term-tools">
        <input
          className="field"
          type="search"
          value={filter}
          placeholder={m.terms.filter}
          aria-label={m.terms.filter}
          onChange={(event) => setFilter(event.currentTarget.value)}
        />
        <input
          ref={file}
          type="file"
          hidden
          accept=".csv,.tsv,.tbx,.xml,.txt"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <button type="button" className="btn" disabled={busy} onClick={() => file.current?.click()}>
          <Icon name="plus" />
          {m.terms.import}
        </button>
        <a className="btn" href="/api/terms/export/csv" download>
          <Icon name="download" />
          {m.terms.exportCsv}
        </a>
        <a className="btn" href="/api/terms/export/tbx" download>
          <Icon name="download" />
          {m.terms.exportTbx}
        </a>
        <button type="button" className="btn" disabled={busy || !base.data?.canUndo} onClick={() => run('undo')}>
          <Icon name="undo" />
          {m.terms.undo}
        </button>
      </div>
      <Loaded query={base} rows={3}>
        {({ terms, waiting }) => {
          const shown = terms.filter(({ term, rendering, note }) =>
            `${term}\n${rendering}\n${note ?? ''}`.toLowerCase().includes(wanted),
          );
          return (
            <>
              <p className="small q" role="status">
                {m.terms.count(format.count(terms.length))}
                {waiting > 0 ? `. ${m.terms.waiting(waiting)}` : ''}
              </p>
              {shown.length === 0 ? (
                <p className="q">{terms.length === 0 ? m.terms.none : m.terms.noMatch}</p>
              ) : (
                <TermTable
                  terms={shown}
                  edit={(term) => setDraft({ ...term, note: term.note ?? '' })}
                  remove={({ term, language, to }) => run({ edits: [{ term, language, to, rendering: null }] })}
                />
              )}
            </>
          );
        }}
      </Loaded>
      <ShippedTerms takeOver={setDraft} />
    </section>
  );
}

function TermTable({
  terms,
  edit,
  remove,
}: {
  terms: readonly Term[];
  edit: (term: Term) => void;
  remove: (term: Term) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  return (
    <div className="term-rows scroll" tabIndex={0} role="region" aria-label={m.terms.title}>
      <SortedTable
        label={m.terms.title}
        rows={terms}
        rowKey={({ language, to, term }) => `${language} ${to} ${term}`}
        columns={[
          {
            name: 'term',
            title: m.terms.term,
            by: ({ term }) => term,
            cell: ({ term, language }) => <b lang={language}>{term}</b>,
          },
          {
            name: 'rendering',
            title: m.terms.rendering,
            by: ({ rendering }) => rendering,
            cell: ({ rendering }) => rendering,
          },
          {
            name: 'languages',
            title: m.terms.languages,
            by: ({ language }) => language,
            cell: ({ language, to }) => `${language} → ${to}`,
          },
          { name: 'note', title: m.terms.note, cell: ({ note }) => note ?? '' },
          {
            name: 'by',
            title: m.terms.by,
            by: ({ time }) => time,
            cell: ({ author, time }) => `${author}, ${format.date(time)}`,
          },
          {
            name: 'change',
            title: '',
            cell: (term) => (
              <span className="nowrap">
                <button
                  type="button"
                  className="btn quiet"
                  aria-label={m.terms.edit(term.term)}
                  onClick={() => edit(term)}
                >
                  <Icon name="pen" />
                </button>
                <button
                  type="button"
                  className="btn quiet"
                  aria-label={m.terms.remove(term.term)}
                  onClick={() => remove(term)}
                >
                  <Icon name="trash" />
                </button>
              </span>
            ),
          },
        ]}
      />
    </div>
  );
}

function ShippedTerms({ takeOver }: { takeOver: (draft: TermDraft) => void }) {
  const m = useMessages();
  const [find, setFind] = useState('');
  const found = useShippedTerms(find);
  return (
    <details className="shipped">
      <summary>{m.terms.shipped}</summary>
      <p className="small q">{m.terms.shippedHelp}</p>
      <input
        className="field"
        type="search"
        value={find}
        placeholder={m.terms.findShipped}
        aria-label={m.terms.findShipped}
        onChange={(event) => setFind(event.currentTarget.value)}
      />
      <ul>
        {(found.data ?? []).map((term) => (
          <li key={`${term.language} ${term.term} ${term.rendering}`}>
            <b lang={term.language}>{term.term}</b> {term.rendering} <span className="q small">{term.note}</span>
            <button
              type="button"
              className="btn quiet"
              aria-label={m.terms.takeOver(term.term)}
              onClick={() => takeOver({ ...term, rendering: term.rendering.split(';')[0] ?? '', note: '' })}
            >
              <Icon name="pen" />
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
