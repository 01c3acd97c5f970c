/** Many queries at once, from a file or pasted: how much each finds, each a link to its hits, all as a table to take away. */
import { Link } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import { post } from '../../api/client.ts';
import type { BatchCount } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { save } from '../../parts/save.ts';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { batchCsv, queriesOf } from './batch.ts';
import './search.css';

const AT_ONCE = 20;

export function BatchPage() {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const [text, setText] = useState('');
  const [counts, setCounts] = useState<readonly BatchCount[]>([]);
  const [left, setLeft] = useState(0);
  const stopped = useRef(false);
  const queries = queriesOf(text);

  async function run(): Promise<void> {
    stopped.current = false;
    setCounts([]);
    setLeft(queries.length);
    for (let from = 0; from < queries.length && !stopped.current; from += AT_ONCE) {
      const part = queries.slice(from, from + AT_ONCE);
      const answer = await post<{ counts: readonly BatchCount[] }>('/search/counts', { queries: part, fold: true });
      setCounts((all) => [...all, ...answer.counts]);
      setLeft(queries.length - from - part.length);
    }
  }
  const begin = () => {
    run()
      .catch((error: unknown) => notices.fail(error instanceof Error ? error.message : String(error)))
      .finally(() => setLeft(0));
  };
  const columns: readonly Column<BatchCount>[] = [
    {
      name: 'query',
      title: m.batch.query,
      by: (row) => row.query,
      cell: (row) =>
        row.error ? (
          <>
            <bdi>{row.query}</bdi> <span className="bad small">{row.error}</span>
          </>
        ) : (
          <Link className="link" to="/search" search={{ q: row.query }}>
            <bdi>{row.query}</bdi>
          </Link>
        ),
    },
    {
      name: 'passages',
      title: m.batch.passages,
      number: true,
      by: (row) => row.passages,
      cell: (row) => (row.error ? '' : format.count(row.passages)),
    },
    {
      name: 'documents',
      title: m.batch.documents,
      number: true,
      by: (row) => row.documents,
      cell: (row) => (row.error ? '' : format.count(row.documents)),
    },
  ];
  return (
    <div className="sheet-page scroll batch" tabIndex={0} role="region" aria-label={m.batch.title}>
      <div className="sheet-head">
        <div>
          <h1>{m.batch.title}</h1>
          <p>{m.batch.help}</p>
        </div>
        {counts.length > 0 ? (
          <button
            type="button"
            className="btn"
            onClick={() => save('counts.csv', new Blob([batchCsv(counts)], { type: 'text/csv' }))}
          >
            <Icon name="download" />
            CSV
          </button>
        ) : null}
      </div>
      <textarea
        className="field lines"
        rows={8}
        value={text}
        dir="auto"
        spellCheck={false}
        aria-label={m.batch.list}
        placeholder={m.batch.placeholder}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <p className="row">
        <label className="btn">
          <Icon name="doc" />
          {m.batch.file}
          <input
            type="file"
            className="sr"
            accept=".txt,.csv,.tsv,text/plain"
            onChange={(event) => {
              void event.currentTarget.files?.[0]
                ?.text()
                .then(setText, (error: unknown) => notices.fail(String(error)));
            }}
          />
        </label>
        <button type="button" className="btn primary" disabled={queries.length === 0 || left > 0} onClick={begin}>
          {m.batch.run(queries.length > 0 ? format.count(queries.length) : '')}
        </button>
        {left > 0 ? (
          <>
            <span role="status">{m.batch.left(format.count(left))}</span>
            <button
              type="button"
              className="btn"
              onClick={() => {
                stopped.current = true;
              }}
            >
              {m.adding.cancel}
            </button>
          </>
        ) : null}
      </p>
      {counts.length > 0 ? (
        <SortedTable
          rows={counts}
          columns={columns}
          rowKey={(row) => row.query}
          label={m.batch.title}
          start="passages"
        />
      ) : null}
    </div>
  );
}
