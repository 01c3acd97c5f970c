/** Which company an address is the page of. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parseTermList } from '../../../model/term-list.ts';
import { companyOf } from './looked-up.ts';

const pages = parseTermList(
  await readFile(join(import.meta.dirname, '../../../../data/patterns/company-pages.tsv'), 'utf8'),
);
if ('badLine' in pages) throw new Error(`line ${pages.badLine}`);

it.each([
  ['https://www.zoominfo.com/c/example-architecture-inc/545180', 'example architecture inc', 'ZoomInfo'],
  ['https://ce.zoominfo.com/c/brook-example/42210696?x=1', 'brook example', 'ZoomInfo'],
  ['https://rocketreach.co/acme-example-profile_b5c63d67f42e0c58', 'acme example', 'RocketReach'],
  [
    'https://www.dnb.com/business-directory/company-profiles.xyz_example_ltd.08cb5a9b7aae56bfdf058fb5aa796fb8.html',
    'xyz example ltd',
    'Dun & Bradstreet',
  ],
  ['https://www.linkedin.com/company/m%C3%BCller-beispiel/', 'müller beispiel', 'LinkedIn'],
])('%s', (url, company, page) => {
  expect(companyOf(url, pages)).toEqual({ company, page });
});

it.each([
  'https://www.zoominfo.com/',
  'https://www.zoominfo.com/p/Some-Person/123',
  'https://zoominfo.com.example.net/c/a-b/1',
  'https://rocketreach.co/',
  'https://example.com/zoominfo.com/c/a-b/1',
])('%s is no company’s page', (url) => {
  expect(companyOf(url, pages)).toBeUndefined();
});
