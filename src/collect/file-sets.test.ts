import { describe, expect, test } from 'vitest';
import { setsInFolder, setsOfPaths } from './file-sets.ts';

const sets = (...files: readonly (string | readonly [string, number])[]): Record<string, string> =>
  Object.fromEntries(
    setsInFolder(
      files.map((each) => (typeof each === 'string' ? { name: each, size: 10 } : { name: each[0], size: each[1] })),
    ),
  );

describe('what belongs together in a folder', () => {
  test('volumes of rar in both namings', () => {
    expect(sets('a.part01.rar', 'a.part02.rar', 'a.part3.txt', 'b.r00', 'b.r01', 'b.rar')).toEqual({
      'a.part02.rar': 'a.part01.rar',
      'b.r00': 'b.rar',
      'b.r01': 'b.rar',
    });
  });

  test('volumes of zip, whose last one is the archive', () => {
    expect(sets('a.z01', 'a.z02', 'a.zip', 'b.zip')).toEqual({ 'a.z01': 'a.zip', 'a.z02': 'a.zip' });
  });

  test('pieces by number and by letters', () => {
    expect(sets('a.7z.001', 'a.7z.002', ['a.7z.003', 4], 'b.csv.aa', 'b.csv.ab', 'c.sql.part1', 'c.sql.part2')).toEqual(
      {
        'a.7z.002': 'a.7z.001',
        'a.7z.003': 'a.7z.001',
        'b.csv.ab': 'b.csv.aa',
        'c.sql.part2': 'c.sql.part1',
      },
    );
  });

  test('a database and its log', () => {
    expect(sets('main.db', 'main.db-wal', 'main.db-shm', 'lone-wal')).toEqual({
      'main.db-wal': 'main.db',
      'main.db-shm': 'main.db',
    });
  });

  test('not what only looks so: years, languages, rotated logs, single files', () => {
    expect(sets('report.2021', 'report.2022', 'ui.en', 'ui.ru', 'a.7z.001', 'photo.r10')).toEqual({});
    expect(sets(['log.001', 30], ['log.002', 20], ['log.003', 25])).toEqual({});
  });

  test('pieces after the first, when that is missing', () => {
    expect(sets('a.7z.002', 'a.7z.003', 'b.part2.rar', 'b.part3.rar')).toEqual({
      'a.7z.003': 'a.7z.002',
      'b.part3.rar': 'b.part2.rar',
    });
  });
});

test('paths: each folder for itself, and a repository with all below', () => {
  const files = [
    'x/a.z01',
    'x/a.zip',
    'y/a.z01',
    'p/.git/HEAD',
    'p/.git/config',
    'p/.git/objects/ab/cd',
    'p/.git/objects/pack/pack-1.pack',
    'p/.git/refs/heads/main',
    'p/HEAD',
    'HEAD',
    'objects/12/34',
    'packed-refs',
  ];
  expect(Object.fromEntries(setsOfPaths(files.map((name) => ({ name, size: 1 }))))).toEqual({
    'x/a.z01': 'x/a.zip',
    'p/.git/objects/ab/cd': 'p/.git/HEAD',
    'p/.git/objects/pack/pack-1.pack': 'p/.git/HEAD',
    'p/.git/refs/heads/main': 'p/.git/HEAD',
    'objects/12/34': 'HEAD',
    'packed-refs': 'HEAD',
  });
});
