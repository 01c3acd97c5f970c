/** Empty, loading and failed: each says what to do next. */
import type { ReactNode } from 'react';
import { ApiError } from '../api/client.ts';
import { useMessages } from '../language/language.tsx';

export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <div className="note-state">
      <h2>{title}</h2>
      {children ? <p>{children}</p> : null}
      {action}
    </div>
  );
}

const WIDTHS = [72, 88, 54, 80, 66, 91, 47, 76];

export function Loading({ rows = 8 }: { rows?: number }) {
  const m = useMessages();
  return (
    <div className="skeleton" role="status" aria-label={m.states.loading}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the bars are all alike
        <i key={row} style={{ width: `${WIDTHS[row % WIDTHS.length]}%` }} />
      ))}
    </div>
  );
}

export function Failure({ error, retry }: { error: unknown; retry?: (() => void) | undefined }) {
  const m = useMessages();
  const api = error instanceof ApiError ? error : undefined;
  const offline = api?.code === 'unreachable';
  return (
    <div className="note-state" role="alert">
      <h2>{offline ? m.states.unreachable : m.states.failed}</h2>
      <p>{offline ? m.states.unreachableHelp : error instanceof Error ? error.message : String(error)}</p>
      {api && !offline ? <p className="small mono">{api.code}</p> : null}
      {retry ? (
        <button type="button" className="btn" onClick={retry}>
          {m.states.retry}
        </button>
      ) : null}
    </div>
  );
}

interface QueryLike<T> {
  readonly data: T | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  refetch(): unknown;
}

/** Shows a query's data, or the state it is in instead. */
export function Loaded<T>({
  query,
  rows,
  children,
}: {
  query: QueryLike<T>;
  rows?: number;
  children: (data: T) => ReactNode;
}) {
  if (query.data !== undefined) return <>{children(query.data)}</>;
  if (query.error) return <Failure error={query.error} retry={() => void query.refetch()} />;
  return <Loading {...(rows === undefined ? {} : { rows })} />;
}
