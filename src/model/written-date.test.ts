import { expect, it } from 'vitest';
import { dateInPath, dateWritten } from './written-date.ts';

it.each([
  ['Published September 24, 2019', '2019-09-24'],
  ['By A. Writer | Mar 3rd, 2021 | 8 min read', '2021-03-03'],
  ['12 March 2023', '2023-03-12'],
  ['24-Sept-2019', '2019-09-24'],
  ['2019年9月24日 10:00', '2019-09-24'],
  ['发布时间：2020年11月', '2020-11'],
  ['24 сентября 2019 г.', '2019-09-24'],
  ['3 мая 2022', '2022-05-03'],
  ['2021-08-24T10:00:00Z', '2021-08-24'],
  ['date: 2021/8/4', '2021-08-04'],
])('«%s» is of %s', (text, date) => expect(dateWritten(text)?.date).toBe(date));

it.each(['version 2021.13.40', '12/03/2021', 'in 2019', 'march on', 'build 2019.1', '1812-03-04', 'Mayor 3, 2020'])(
  '«%s» names no day',
  (text) => expect(dateWritten(text)).toBeUndefined(),
);

it.each([
  ['text/dev/lab52_2019-05-16_winnti-group.txt', '2019-05-16'],
  ['201909_MissingLink/iocs.csv', '2019-09'],
  ['blog/2019/09/24/missing-link.html', '2019-09-24'],
  ['2021/2021-12-01 - Northern.csv', '2021-12-01'],
  ['20190924-report.pdf', '2019-09-24'],
])('%s is of %s', (path, date) => expect(dateInPath(path)).toBe(date));

it.each(['reports/41.txt', 'apt-20190999.txt', 'case-123456.pdf', 'sha-2019091234567.txt', '2019/report.txt'])(
  '%s is of no day',
  (path) => expect(dateInPath(path)).toBeUndefined(),
);
