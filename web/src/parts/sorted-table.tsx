/** A table whose columns sort on a click; the rows stay in the page, so it is for up to some thousands. */
import { type ReactNode, useMemo, useState } from 'react';

export interface Column<Row> {
  readonly name: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** What the column sorts by; absent: it does not sort. */
  readonly by?: (row: Row) => string | number;
  readonly number?: boolean;
  /** Whole sentences: not squeezed into a column of single words. */
  readonly prose?: boolean;
}

export function sorted<Row>(
  rows: readonly Row[],
  by: ((row: Row) => string | number) | undefined,
  down: boolean,
): readonly Row[] {
  if (!by) return rows;
  const compare = (a: Row, b: Row): number => {
    const [x, y] = [by(a), by(b)];
    return typeof x === 'number' && typeof y === 'number'
      ? x - y
      : String(x).localeCompare(String(y), undefined, { numeric: true });
  };
  return rows.toSorted((a, b) => (down ? compare(b, a) : compare(a, b)));
}

export function SortedTable<Row>({
  rows,
  columns,
  rowKey,
  start,
  label,
}: {
  rows: readonly Row[];
  columns: readonly Column<Row>[];
  rowKey: (row: Row) => string;
  /** The column to sort by at first, downwards; absent: the order given. */
  start?: string;
  label: string;
}) {
  const [order, setOrder] = useState<{ name: string | undefined; down: boolean }>({ name: start, down: true });
  const shown = useMemo(
    () => sorted(rows, columns.find((column) => column.name === order.name)?.by, order.down),
    [rows, columns, order],
  );
  return (
    <table className="rows" aria-label={label}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th
              key={column.name}
              scope="col"
              className={column.number ? 'n' : undefined}
              aria-sort={order.name === column.name ? (order.down ? 'descending' : 'ascending') : undefined}
            >
              {column.by ? (
                <button
                  type="button"
                  className="sort"
                  onClick={() =>
                    setOrder({
                      name: column.name,
                      down: order.name === column.name ? !order.down : column.number === true,
                    })
                  }
                >
                  {column.title}
                  {order.name === column.name ? (order.down ? ' ↓' : ' ↑') : ''}
                </button>
              ) : (
                column.title
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((column) => (
              <td
                key={column.name}
                className={column.number ? 'n' : column.prose ? 'prose' : undefined}
                dir={column.number ? undefined : 'auto'}
              >
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
