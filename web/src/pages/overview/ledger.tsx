/** The ledger as a picture that adds up: found = read + duplicate + skipped + failed (+ pending while work runs). */
import { Link } from '@tanstack/react-router';
import type { CollectionStatus } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { useFormat } from '../../parts/format.ts';

export const OUTCOMES = ['read', 'duplicate', 'skipped', 'failed', 'pending'] as const;
export type Outcome = (typeof OUTCOMES)[number];

export type Totals = Readonly<Record<Outcome | 'found', number>>;

export function totalsOf(collections: readonly CollectionStatus[]): Totals {
  const sum = (name: Outcome | 'found') => collections.reduce((total, collection) => total + collection[name], 0);
  return {
    found: sum('found'),
    read: sum('read'),
    duplicate: sum('duplicate'),
    skipped: sum('skipped'),
    failed: sum('failed'),
    pending: sum('pending'),
  };
}

export function balances(totals: Totals): boolean {
  return totals.found === OUTCOMES.reduce((sum, outcome) => sum + totals[outcome], 0);
}

const CLASSES: Readonly<Record<Outcome, string>> = {
  read: 'c-read',
  duplicate: 'c-dup',
  skipped: 'c-skip',
  failed: 'c-fail',
  pending: 'c-pend',
};

export function Ledger({ collections }: { collections: readonly CollectionStatus[] }) {
  const m = useMessages();
  const format = useFormat();
  const totals = totalsOf(collections);
  const shown = OUTCOMES.filter((outcome) => outcome === 'read' || totals[outcome] > 0);
  return (
    <>
      <div className="eq">
        <div>
          <b>{format.count(totals.found)}</b>
          <span>{m.overview.found}</span>
        </div>
        {shown.map((outcome, index) => (
          <div className="term" key={outcome}>
            <span className="op" aria-hidden="true">
              {index === 0 ? '=' : '+'}
            </span>
            <Link to="/files" search={{ outcome }}>
              <b>{format.count(totals[outcome])}</b>
              <span>
                <i className={`sw ${CLASSES[outcome]}`} />
                {m.overview[outcome]}
              </span>
            </Link>
          </div>
        ))}
      </div>
      <div
        className="ledger"
        role="img"
        aria-label={m.overview.ledgerLabel(
          shown.map((outcome) => `${totals[outcome]} ${m.overview[outcome]}`).join(', '),
        )}
      >
        {shown.map((outcome) =>
          totals[outcome] > 0 ? (
            <i key={outcome} className={CLASSES[outcome]} style={{ flexGrow: totals[outcome] }} />
          ) : null,
        )}
      </div>
      {balances(totals) ? null : (
        <p className="unbalanced" role="alert">
          {m.overview.unbalanced}
        </p>
      )}
      <ul className="reasons">
        {collections.map((collection) => (
          <li key={collection.id}>
            <bdi className="cut">{collection.name}</bdi>
            <span className="faint">{m.roles[collection.role]}</span>
            <span className="n">{format.count(collection.found)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
