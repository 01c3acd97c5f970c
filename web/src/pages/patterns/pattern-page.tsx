/** A pattern over the whole case: what was found, its tables beside pictures, and behind each row the words it rests on. */
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { GROUPED, groupWords, STATED } from '../../../../src/tell/wording/wording.ts';
import { get } from '../../api/client.ts';
import type { Pattern, PatternRow, PatternTable } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Bars } from '../../parts/bars.tsx';
import { useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { EntityName } from '../../parts/kind.tsx';
import { defangText } from '../../parts/loose-indicators.ts';
import { MonthRange } from '../../parts/month-range.tsx';
import { type Column, SortedTable } from '../../parts/sorted-table.tsx';
import { Empty, Loaded } from '../../parts/states.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { findingWords } from './finding-words.ts';
import { barsOf, cellText, dateColumn, fitting, monthsOf } from './pattern-rows.ts';
import './patterns.css';

export type PatternName = 'clients' | 'targets' | 'people' | 'suppliers' | 'tools' | 'timeline';

interface Address {
  readonly table?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

const PROSE: ReadonlySet<string> = new Set(['how']);
/** Rows and quotes that one answer brings; the CSV has all. */
const MOST = 2000;
const QUOTES = 5;

/** Columns beside which a picture has room. */
const BESIDE = 5;

function filledColumns(table: PatternTable): PatternTable['columns'] {
  return table.columns.filter(({ key }) => table.rows.some((row) => row.cells[key] !== null && row.cells[key] !== ''));
}

export function PatternPage({ name }: { name: PatternName }) {
  const pattern = useQuery({
    queryKey: ['patterns', name],
    queryFn: ({ signal }) => get<Pattern>(`/patterns/${name}`, { limit: MOST, quotes: QUOTES }, signal),
  });
  return (
    <Loaded query={pattern} rows={16}>
      {(data) => <Opened name={name} pattern={data} />}
    </Loaded>
  );
}

function Opened({ name, pattern }: { name: PatternName; pattern: Pattern }) {
  const m = useMessages();
  const format = useFormat();
  const notices = useNotices();
  const navigate = useNavigate();
  const address: Address = useSearch({ strict: false });
  const [words, setWords] = useState('');
  const [evidence, setEvidence] = useState<Pick<PatternRow, 'evidence' | 'citations'>>();
  const table =
    pattern.tables.find((each) => each.name === address.table) ??
    pattern.tables.find((each) => each.rows.length > 0) ??
    pattern.tables[0];
  const rows = useMemo(() => (table ? fitting(table, words, address) : []), [table, words, address]);
  const monthCounts = useMemo(() => (table ? monthsOf(table) : []), [table]);
  const change = (next: Address) => {
    setEvidence(undefined);
    navigate({ to: '.', search: { ...address, ...next }, replace: true }).catch((error: unknown) =>
      notices.fail(String(error)),
    );
  };
  // A wide table has no room for a picture beside it.
  const picture = table && filledColumns(table).length <= BESIDE ? barsOf(table, rows) : undefined;
  return (
    <div className="sheet-page scroll pattern" tabIndex={0} role="region" aria-label={m.patterns.names[name]}>
      <div className="sheet-head">
        <div>
          <h1>{m.patterns.names[name]}</h1>
          <p>{m.patterns.questions[name] ?? pattern.question}</p>
        </div>
        {table ? (
          <a
            className="btn"
            href={`/api/patterns/${name}/table.csv?${new URLSearchParams({ table: table.name })}`}
            download
          >
            <Icon name="download" />
            {m.patterns.csv}
          </a>
        ) : null}
      </div>
      {pattern.findings.length > 0 ? (
        <ul className="findings">
          {pattern.findings.map((finding) => (
            <li key={finding.text}>
              <span dir="auto">{defangText(findingWords(m, format, finding))}</span>{' '}
              {finding.citations > 0 ? (
                <button type="button" className="link" onClick={() => setEvidence(finding)}>
                  {m.patterns.quotes(format.count(finding.citations))}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      <div className="ptools">
        <span className="seg" role="group" aria-label={m.patterns.tables}>
          {pattern.tables.map((each) => (
            <button
              key={each.name}
              type="button"
              aria-pressed={each === table}
              title={m.patterns.tableTitles[each.name] ?? each.title}
              onClick={() => change({ table: each.name, from: undefined, to: undefined })}
            >
              {m.patterns.tableTitles[each.name] ?? each.title} <span className="n">{format.count(each.total)}</span>
            </button>
          ))}
        </span>
        <input
          className="field filter-field"
          type="search"
          value={words}
          placeholder={m.patterns.filter}
          aria-label={m.patterns.filter}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </div>
      {table && table.rows.length > 0 ? (
        <>
          {dateColumn(table) ? (
            <MonthRange
              counts={monthCounts}
              label={m.patterns.byMonth}
              from={address.from}
              to={address.to}
              change={change}
            />
          ) : null}
          <div className={evidence ? 'pcols open' : picture ? 'pcols' : 'pcols alone'}>
            <div>
              <p className="small q" role="status">
                {m.patterns.rows(format.count(rows.length), format.count(table.total))}
              </p>
              <Table table={table} rows={rows} chosen={evidence} choose={setEvidence} />
            </div>
            <aside className="pside" aria-label={m.patterns.evidence}>
              {evidence ? (
                <EvidenceList shown={evidence} close={() => setEvidence(undefined)} />
              ) : picture ? (
                <>
                  <h2>
                    <span className="column">{m.patterns.columns[picture.column.key] ?? picture.column.title}</span>
                  </h2>
                  <Bars bars={picture.bars} most={20} />
                </>
              ) : null}
            </aside>
          </div>
        </>
      ) : (
        <Empty title={m.patterns.none}>{m.patterns.noneHelp}</Empty>
      )}
    </div>
  );
}

function Table({
  table,
  rows,
  chosen,
  choose,
}: {
  table: PatternTable;
  rows: readonly PatternRow[];
  chosen: Pick<PatternRow, 'evidence' | 'citations'> | undefined;
  choose: (row: PatternRow) => void;
}) {
  const m = useMessages();
  const format = useFormat();
  const columns = useMemo<readonly Column<PatternRow>[]>(() => {
    const shown = filledColumns(table).map(({ key, title, kind }): Column<PatternRow> => {
      const numeric = kind === 'number' || kind === 'money';
      return {
        name: key,
        title: m.patterns.columns[key] ?? title,
        number: numeric,
        prose: PROSE.has(key),
        by: (row) => (numeric ? Number(row.cells[key] ?? Number.NEGATIVE_INFINITY) : cellText(row, key)),
        cell: (row) => {
          const value = row.cells[key];
          if (value === null || value === undefined || value === '') return '';
          if (numeric) return format.count(Number(value));
          if (kind === 'date') return <span className="nowrap">{format.date(String(value))}</span>;
          if (key === 'tie' && m.relations[String(value)]) return m.relations[String(value)];
          if (key === 'country') return format.country(String(value));
          if (STATED.has(key)) return m.patterns.stated(String(value));
          if (GROUPED.has(key)) return groupWords(m.groups, String(value));
          const entity = row.entities.find((each) => each.value === value);
          return entity ? (
            <EntityName type={entity.type} value={entity.value} />
          ) : (
            <bdi>{defangText(String(value))}</bdi>
          );
        },
      };
    });
    const labels: Column<PatternRow> = {
      name: ' labels',
      title: m.card.labels,
      cell: (row) =>
        row.labels.map((label) => (
          <span key={label} className="tag">
            {m.rowLabels[label] ?? label}
          </span>
        )),
    };
    return [
      ...shown,
      ...(table.rows.some((row) => row.labels.length > 0) ? [labels] : []),
      {
        name: ' evidence',
        title: m.patterns.evidence,
        number: true,
        by: (row) => row.citations,
        cell: (row) =>
          row.citations > 0 ? (
            <button type="button" className="link" aria-pressed={row === chosen} onClick={() => choose(row)}>
              {m.patterns.quotes(format.count(row.citations))}
            </button>
          ) : (
            ''
          ),
      },
    ];
  }, [table, m, format, chosen, choose]);
  const keys = useMemo(() => new Map(table.rows.map((row, at) => [row, `${table.name} ${at}`])), [table]);
  return (
    <SortedTable
      key={table.name}
      rows={rows}
      columns={columns}
      rowKey={(row) => keys.get(row) ?? ''}
      label={m.patterns.tableTitles[table.name] ?? table.title}
    />
  );
}
