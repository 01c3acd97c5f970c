/** One row of a table: its cells under the table's headers, its translation beneath. */
import type { PassageEntry } from '../../api/types.ts';
import { useFormat } from '../../parts/format.ts';
import { defangText } from '../../parts/loose-indicators.ts';
import { PassageText } from '../../parts/passage-text.tsx';
import { findWords, type Span } from '../../parts/spans.ts';
import { translationText } from '../../parts/translation.tsx';
import { RowActions } from './row-actions.tsx';

type Row = PassageEntry & { readonly position: Extract<PassageEntry['position'], { kind: 'row' }> };

export function isRow(passage: PassageEntry): passage is Row {
  return passage.position.kind === 'row' && passage.position.cells.length > 0;
}

/** An amount, not a date or a number that is a name. */
const NUMBER = /^[¥￥$€£]?\s*-?\d[\d,]*(\.\d+)?\s*%?$/;

/** `B12` is in column B. */
function column(ref: string): string {
  return /^([A-Z]+)\d+$/.exec(ref)?.[1] ?? ref;
}

export interface TableRowProps {
  readonly passage: Row;
  readonly before: PassageEntry | undefined;
  readonly here: boolean;
  readonly words: readonly string[];
  readonly evidence: readonly Span[];
  readonly translated: boolean;
}

export function TableRow({ passage, before, here, words, evidence, translated }: TableRowProps) {
  const format = useFormat();
  const { cells, table, row } = passage.position;
  const newTable = !before || !isRow(before) || before.position.table !== table;
  const style = { gridTemplateColumns: `46px repeat(${cells.length}, minmax(72px, 1fr))` };
  const shift = <T extends Span>(spans: readonly T[], from: number) =>
    spans.map((span) => ({ ...span, start: span.start - from, end: span.end - from }));
  const translation = translated ? translationText(passage) : undefined;
  return (
    <div role="rowgroup">
      {newTable ? (
        <>
          <div className="day" role="row">
            <span role="rowheader" className="strong">
              {table}
            </span>
          </div>
          <div className="trow head" role="row" style={style}>
            <span role="columnheader" className="n" />
            {cells.map((cell) => (
              <span key={cell.ref} role="columnheader" dir="auto" className="cut" title={cell.header ?? cell.ref}>
                {cell.header ?? column(cell.ref)}
              </span>
            ))}
          </div>
        </>
      ) : null}
      <div
        className={here ? 'trow here' : 'trow'}
        role="row"
        style={style}
        id={`p${passage.ordinal}`}
        data-passage={passage.id}
      >
        <span className="n faint" role="rowheader">
          {format.count(row)}
          <RowActions passage={passage} />
        </span>
        {cells.map((cell) => {
          const text = passage.text.slice(cell.start, cell.end);
          const inside = (spans: readonly Span[]) => shift(spans, cell.start);
          return (
            <span
              key={cell.ref}
              role="cell"
              dir="auto"
              lang={passage.language}
              className={NUMBER.test(text) ? 'n' : 'wrap'}
            >
              <PassageText
                text={text}
                mentions={shift(passage.mentions, cell.start)}
                hits={findWords(text, words)}
                evidence={inside(evidence)}
              />
            </span>
          );
        })}
        {translation ? (
          <span className="rowtr" role="cell" lang="en" dir="auto">
            {defangText(translation)}
          </span>
        ) : null}
      </div>
    </div>
  );
}
