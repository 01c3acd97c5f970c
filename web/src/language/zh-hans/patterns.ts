/** 模式页面。 */
import { ZH_HANS } from '../../../../src/tell/wording/zh-hans.ts';
import type { Messages } from '../language.tsx';

export const patterns: Pick<Messages, 'patterns'> = {
  patterns: {
    names: ZH_HANS.names as Messages['patterns']['names'],
    questions: {
      clients: '谁向谁买了什么，何时，多少钱？按客户类型和年份统计。',
      targets: '谁是目标，在哪里、哪个行业；拿走了什么、多少、何时？公开报道中有吗？',
      people: '谁和谁交谈，何时工作，可能在哪个时区，随时间写些什么？',
      suppliers: '泄露者周围有哪些机构，与其有何关联？',
      tools: '提供哪些产品与服务，宣称什么，涉及哪些公开名称？',
      timeline: '泄露内容与公开信息中何时发生了什么；哪些事泄露内容先于公开知晓？',
    },
    tables: '表格',
    tableTitles: ZH_HANS.tableTitles,
    columns: ZH_HANS.columns,
    stated: ZH_HANS.stated,
    csv: '表格存为 CSV',
    filter: '筛选行',
    rows: (shown, all) => `${shown} / ${all} 行`,
    evidence: '证据',
    quotes: (n) => `${n} 处`,
    more: (n) => `另有 ${n} 处`,
    none: '尚未发现此类内容',
    noneHelp: '内容来自泄露资料的表格、聊天与文本以及参考资料，每行都附证据。',
    byMonth: '按月的行数',
    drag: '在月份上拖动以缩小表格范围',
    range: (from, to) => `从 ${from} 到 ${to}`,
    themes: '话题、时段与时区的表格',
    known: '事件表格，以及泄露内容先知道的事',
  },
};
