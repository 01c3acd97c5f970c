import { expect, it } from 'vitest';
import { publishedIn } from './html-published.ts';

it.each([
  ['<head><meta property="article:published_time" content="2021-08-24T10:00:00Z"></head>', '2021-08-24'],
  ["<meta content='24 September 2019' name='DC.date.issued'/>", '2019-09-24'],
  ['<script type="application/ld+json">{"@type":"Report","datePublished": "2020-11-05"}</script>', '2020-11-05'],
  ['<time class="published" datetime="2022-02-03">yesterday</time>', '2022-02-03'],
])('%s is of %s', (html, date) => expect(publishedIn(html)).toBe(date));

it.each([
  '<meta property="article:modified_time" content="2021-08-24">',
  '<meta name="description" content="What happened on 2021-08-24">',
  '<p>Seen on 2021-08-24</p><time datetime="2021-08-24">then</time>',
])('%s says nothing of its day', (html) => expect(publishedIn(html)).toBeUndefined());

it('hostile pages take no longer than they are long', () => {
  const begun = performance.now();
  for (const piece of ['<meta name="date" ', '<time pubdate ', '"datePublished":"']) publishedIn(piece.repeat(30_000));
  expect(performance.now() - begun).toBeLessThan(2_000);
});
