/** The day on which a page says that it was published: in its meta elements, its linked data, or a time element. */
import { dateWritten } from '../../model/written-date.ts';

/** Of a page this much is looked at; a page of data is not all head. */
const HEAD = 400_000;
const NAMES =
  'article:published_time|og:article:published_time|datepublished|date|pubdate|publish-date|publish_date|publishdate|publication_date|dc\\.date(?:\\.issued)?|dcterms\\.(?:date|created|issued)|citation_publication_date|parsely-pub-date|sailthru\\.date|article\\.published';
const META = new RegExp(
  `<meta\\s(?=[^>]{0,600}\\b(?:property|name|itemprop)\\s*=\\s*["']?(?:${NAMES})["'\\s/>])[^>]{0,600}?\\bcontent\\s*=\\s*(?:"([^"]{0,100})"|'([^']{0,100})')`,
  'iu',
);
const LINKED = /"datePublished"\s*:\s*"([^"]{4,40})"/u;
const TIME =
  /<time\s(?=[^>]{0,600}(?:pubdate|datePublished|published))[^>]{0,600}?\bdatetime\s*=\s*["']([^"']{4,40})["']/iu;

/** ISO date; undefined where the page gives none. */
export function publishedIn(html: string): string | undefined {
  const head = html.slice(0, HEAD);
  for (const form of [META, LINKED, TIME]) {
    const match = form.exec(head);
    const date = dateWritten(match?.[1] ?? match?.[2] ?? '')?.date;
    if (date !== undefined) return date;
  }
  return undefined;
}
