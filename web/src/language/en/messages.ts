/** English: every word the workbench itself says. */

import { adding } from './adding.ts';
import { findings } from './findings.ts';
import { graph } from './graph.ts';
import { languages } from './languages.ts';
import { limits } from './limits.ts';
import { marks } from './marks.ts';
import { overlaps } from './overlaps.ts';
import { overview } from './overview.ts';
import { patterns } from './patterns.ts';
import { reading } from './reading.ts';
import { searching } from './searching.ts';
import { shell } from './shell.ts';
import { views } from './views.ts';

export const en = {
  ...shell,
  ...adding,
  ...languages,
  ...overlaps,
  ...reading,
  ...overview,
  ...views,
  ...graph,
  ...findings,
  ...patterns,
  ...searching,
  ...marks,
  ...limits,
};
