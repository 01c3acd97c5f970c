/** Overview: what this dump is in one look, and what needs a human next. */
import { Link } from '@tanstack/react-router';
import { useCaseSummary, useFacets, useMentioned, useOverlaps, usePeople } from '../../api/queries.ts';
import type { CaseSummary, MentionedValue, Overlap } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { Bars } from '../../parts/bars.tsx';
import { useFormat } from '../../parts/format.ts';
import { EntityName } from '../../parts/kind.tsx';
import { MonthChart } from '../../parts/month-chart.tsx';
import { Loaded } from '../../parts/states.tsx';
import { AddPage } from '../add/add-page.tsx';
import { RunPanel } from '../add/run-panel.tsx';
import { headline } from '../overlaps/overlap-detail.tsx';
import { stateOf } from '../overlaps/verdict.ts';
import { ExportMenu } from './export-menu.tsx';
import { Ledger, totalsOf } from './ledger.tsx';
import './overview.css';

export function OverviewPage() {
  const summary = useCaseSummary();
  return (
    <Loaded query={summary} rows={16}>
      {(data) => (data.collections.length === 0 ? <AddPage /> : <Overview summary={data} />)}
    </Loaded>
  );
}

function Overview({ summary }: { summary: CaseSummary }) {
  const m = useMessages();
  const format = useFormat();
  const facets = useFacets();
  const people = usePeople();
  const overlaps = useOverlaps();
  const leaks = summary.collections.filter((collection) => collection.role === 'leak');
  const totals = totalsOf(leaks);
  const documents = leaks.reduce((sum, collection) => sum + collection.documents, 0);
  const messages = leaks.reduce((sum, collection) => sum + collection.messages, 0);
  const languages = (facets.data?.languages ?? []).filter((entry) => entry.language !== 'und');
  const months = facets.data?.months ?? [];
  const dated = months
    .map(({ month }) => month)
    .filter((month) => /^\d{4}/.test(month))
    .toSorted();
  const [from, to] = [dated[0], dated.at(-1)];
  const ranked = (overlaps.data ?? []).filter((overlap) => !overlap.rejected && stateOf(overlap) !== 'rejected');
  return (
    <div className="ovw scroll" tabIndex={0} role="region" aria-label={m.pages.overview}>
      <div className="lede">
        <div>
          <h1>
            {m.overview.lede(
              format.count(totals.found),
              format.count(documents),
              m.overview.inLanguages(mattering(languages).map(format.language)),
            )}
          </h1>
          {from && to ? <p>{m.overview.since(format.date(from), format.date(to))}</p> : null}
        </div>
        <div className="actions">
          <ExportMenu />
          <Link className="btn" to="/add">
            {m.overview.addData}
          </Link>
        </div>
      </div>
      <RunPanel />
      <div className="band two-one">
        <section>
          <h2>
            {m.overview.ledger} <span className="q">{m.overview.ledgerNote}</span>
          </h2>
          <Ledger collections={summary.collections} />
        </section>
        <section>
          <h2>{m.overview.needs}</h2>
          <Needs summary={summary} overlaps={ranked} />
        </section>
      </div>
      <div className="band three">
        <section>
          <h2>
            {m.overview.overlaps}
            <Link className="link n" to="/overlaps">
              {m.overview.allOverlaps(format.count(ranked.length))}
            </Link>
          </h2>
          {overlaps.data && ranked.length === 0 ? (
            <p className="faint">
              {m.overview.noOverlaps}{' '}
              <Link className="link" to="/library">
                {m.overlaps.addReferences}
              </Link>
            </p>
          ) : null}
          {ranked.slice(0, 5).map((overlap) => (
            <Link key={overlap.id} className="toplap" to="/overlaps/$id" params={{ id: overlap.id }}>
              <span>
                <EntityName type={overlap.leak.type} value={overlap.leak.value} /> →{' '}
                <EntityName type={overlap.reference.type} value={overlap.reference.name} />
                <span className="said">{headline(overlap, m)}</span>
              </span>
              <span className="sc">
                <b>{format.score(overlap.score)}</b>
                <span>{m.likelihoods[overlap.likelihood] ?? overlap.likelihood}</span>
              </span>
            </Link>
          ))}
        </section>
        <section>
          <h2>
            {m.overview.messages} <span className="q">{m.overview.messagesNote(format.count(messages))}</span>
          </h2>
          {months.length > 0 ? (
            <MonthChart months={months} label={m.overview.messages} height={150} />
          ) : (
            <p className="faint">{m.overview.noMessages}</p>
          )}
          <h2 className="second">
            {m.overview.people} <span className="q">{m.overview.peopleNote}</span>
          </h2>
          <Bars
            most={6}
            bars={(people.data?.participants ?? []).map((person) => ({
              key: person.handle,
              count: person.sent,
              label: (
                <Link to="/people" search={{ who: person.handle }}>
                  <EntityName type="handle" value={person.handle} />
                </Link>
              ),
            }))}
          />
        </section>
        <section>
          <h2>
            {m.overview.kinds} <span className="q">{m.overview.documents}</span>
          </h2>
          <Bars
            bars={(facets.data?.kinds ?? []).map(({ kind, documents: count }) => ({
              key: kind,
              count,
              label: m.documentKinds[kind] ?? kind,
            }))}
          />
          <h2 className="second">
            {m.overview.languages} <span className="q">{m.overview.passages}</span>
          </h2>
          <Bars
            most={6}
            bars={languages.map(({ language, passages }) => ({
              key: language,
              count: passages,
              label: format.language(language),
            }))}
          />
        </section>
      </div>
      <StandsOut />
    </div>
  );
}

/** A short passage is easily taken for another language: below this share of the text it is not in the headline. */
const MATTERS = 0.01;

function mattering(languages: readonly { language: string; passages: number }[]): readonly string[] {
  const all = languages.reduce((sum, { passages }) => sum + passages, 0);
  return languages.filter(({ passages }) => passages >= MATTERS * all).map(({ language }) => language);
}

const ASKED = 60;
const SHOWN = 5;
/** Labels of what very many have in common. */
const COMMON: ReadonlySet<string> = new Set([
  'cdn',
  'documentation',
  'empty-hash',
  'free-mail',
  'known-file',
  'netmask?',
  'ordinary-word',
  'popular-domain',
  'private-address',
  'public-resolver',
  'reserved',
  'reserved-address',
  'section-number?',
  'security-vendor',
  'shared-host',
  'url-shortener',
  'version-number?',
]);
const isCommon = ({ labels }: MentionedValue): boolean => labels.some(({ label }) => COMMON.has(label));

const OUTSTANDING = ['ipv4', 'domain', 'email', 'organization', 'malware', 'intrusion-set'] as const;

function StandsOut() {
  const m = useMessages();
  return (
    <div className="band six">
      {OUTSTANDING.map((type) => (
        <Outstanding key={type} type={type} title={m.types[type] ?? type} />
      ))}
    </div>
  );
}

function Outstanding({ type, title }: { type: string; title: string }) {
  const m = useMessages();
  // What a list labels as common is mentioned often and says little: it is one click away.
  const { data } = useMentioned(type, ASKED);
  const values = data?.filter((entry) => !isCommon(entry)).slice(0, SHOWN);
  const leftOut = data?.some(isCommon);
  return (
    <section>
      <h2>
        {title} <span className="q">{m.overview.standsOutNote}</span>
      </h2>
      {values?.length === 0 ? <p className="faint small">{m.card.nothing}</p> : null}
      <Bars
        bars={(values ?? []).map((entry) => ({
          key: entry.value,
          count: entry.mentions,
          label: (
            <Link to="/search" search={{ q: `"${entry.value}"`, in: 'leak' }} title={entry.value}>
              <EntityName type={entry.type} value={entry.value} />
            </Link>
          ),
        }))}
      />
      {leftOut ? (
        <p className="small q">
          <Link className="link" to="/search" search={{ q: `has:${type}`, in: 'leak' }} title={m.overview.commonHelp}>
            {m.overview.withCommon}
          </Link>
        </p>
      ) : null}
    </section>
  );
}

function Needs({ summary, overlaps }: { summary: CaseSummary; overlaps: readonly Overlap[] }) {
  const m = useMessages();
  const format = useFormat();
  const open = overlaps.filter((overlap) => stateOf(overlap) === 'open');
  const first = open[0];
  const references = summary.collections.some((collection) => collection.role === 'reference');
  if (references && !first && summary.failed === 0) return <p className="q">{m.overview.nothingNeeded}</p>;
  return (
    <ul className="finds">
      {references ? null : (
        <li>
          <div>
            <Link className="link" to="/library">
              {m.overview.noReferences}
            </Link>
            <p>{m.overview.noReferencesHelp}</p>
          </div>
        </li>
      )}
      {first ? (
        <li>
          <div>
            <Link className="link" to="/overlaps/$id" params={{ id: first.id }}>
              {m.overview.judge(format.count(open.length))}
            </Link>
            <p>{m.overview.judgeHelp}</p>
          </div>
        </li>
      ) : null}
      {summary.failed > 0 ? (
        <li>
          <div>
            <Link className="link" to="/files" search={{ outcome: 'failed' }}>
              {m.overview.failures(format.count(summary.failed))}
            </Link>
            <p>{m.overview.failuresHelp}</p>
          </div>
        </li>
      ) : null}
    </ul>
  );
}
