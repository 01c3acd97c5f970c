/** English: every word the workbench itself says. */

import { overlaps } from './overlaps.ts';
import { overview } from './overview.ts';
import { reading } from './reading.ts';
import { shell } from './shell.ts';
import { views } from './views.ts';

export const en = { ...shell, ...overlaps, ...reading, ...overview, ...views };
