/** One hit: where it is, and the words in both languages with what was looked for marked in each. */
import { Link } from '@tanstack/react-router';
import type { SearchHit } from '../../api/types.ts';
import { useMessages } from '../../language/language.tsx';
import { iconOfDocument } from '../../parts/document-icon.ts';
import { fileName, useFormat } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { looseIndicators } from '../../parts/loose-indicators.ts';
import { PassageText } from '../../parts/passage-text.tsx';
import type { FindScope } from '../reader/use-find.ts';
import { Copies } from './copies.tsx';
import { rememberQuery } from './recent.ts';

const spans = (hits: SearchHit['hits']) => hits.map(([start, end]) => ({ start, end }));

export function SearchResult({
  hit,
  number,
  here,
  scope,
}: {
  hit: SearchHit;
  number: number;
  here: boolean;
  /** What was searched for, and where. */
  scope: FindScope & { readonly q: string };
}) {
  const m = useMessages();
  const format = useFormat();
  return (
    <div className={here ? 'res here' : 'res'}>
      <span className="n">{format.count(number)}</span>
      <div className="hit">
        <div className="meta">
          <Icon name={iconOfDocument(hit.kind)} />
          <Link
            to="/read/$document"
            params={{ document: hit.document }}
            search={{ ...scope, p: hit.passage.split('.').at(-1) }}
            onClick={() => rememberQuery(scope.q)}
            className="cut"
            title={hit.path}
          >
            <b dir="auto">{hit.title ?? fileName(hit.path)}</b>
          </Link>
          {hit.sender ? <bdi className="k-person">{hit.sender}</bdi> : null}
          {hit.role === 'reference' ? <span className="tag">{m.roles.reference}</span> : null}
          <span className="sp" />
          {hit.language && hit.language !== 'und' ? <span>{format.language(hit.language)}</span> : null}
          {hit.date ? <span className="n">{format.dateTime(hit.date)}</span> : null}
        </div>
        <div className={hit.translation ? 'two' : 'two alone'}>
          <div className="zh wrap" lang={hit.language ?? undefined} dir="auto">
            <PassageText text={hit.snippet} hits={spans(hit.hits)} mentions={looseIndicators(hit.snippet)} />
          </div>
          {hit.translation ? (
            <div className="en wrap" lang="en" dir="auto">
              <PassageText
                text={hit.translation}
                hits={spans(hit.translationHits)}
                mentions={looseIndicators(hit.translation)}
              />
            </div>
          ) : null}
        </div>
        {hit.alike > 0 ? <Copies hit={hit} scope={scope} /> : null}
      </div>
    </div>
  );
}
