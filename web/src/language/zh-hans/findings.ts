/** 模式的发现、词表分组与标签。 */
import { ZH_HANS } from '../../../../src/tell/wording/zh-hans.ts';
import type { findings as english } from '../en/findings.ts';

export const findings: typeof english = {
  findings: ZH_HANS.findings,
  groups: ZH_HANS.groups,
  rowLabels: ZH_HANS.rowLabels,
};
