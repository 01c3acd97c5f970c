/** 模式的发现、词表分组与标签。 */
import type { Format } from '../../parts/format.ts';
import type { findings as english } from '../en/findings.ts';

const groups: Readonly<Record<string, string>> = {
  'anonymity network': '匿名网络',
  'aviation and transport': '航空与交通',
  'civil society and religion': '民间社会与宗教',
  company: '企业',
  competitor: '竞争者',
  complaints: '抱怨',
  data: '数据',
  'denial of service': '拒绝服务',
  'drinking and relations': '应酬',
  'education and research': '教育与科研',
  employer: '雇主',
  energy: '能源',
  'evading antivirus': '免杀',
  'exploits for unknown flaws': '未公开漏洞利用',
  failures: '故障',
  finance: '金融',
  gambling: '赌博',
  government: '政府',
  health: '医疗卫生',
  'intelligence analysis platform': '情报分析平台',
  'intrusion work': '渗透工作',
  'key logging': '键盘记录',
  'law and police': '司法与警务',
  'law enforcement': '执法',
  litigation: '诉讼',
  'mail collection': '邮件收集',
  media: '媒体',
  military: '军队',
  'military and defence': '军事与国防',
  'money trouble': '资金困难',
  'parent or investor': '母公司或投资方',
  partner: '合作方',
  'password cracking and stuffing': '破解密码与撞库',
  pay: '薪酬',
  'penetration testing platform': '渗透测试平台',
  'phone surveillance': '手机监控',
  'public security': '公安',
  'recruiting and leaving': '招聘与离职',
  'remote access trojan': '远控',
  'sales and tenders': '销售与投标',
  secrecy: '保密',
  'security company': '安全公司',
  'social media takeover': '社交账号控制',
  'spear phishing': '鱼叉钓鱼',
  'state security': '国安',
  subsidiary: '子公司',
  supplier: '供应商',
  technology: '科技',
  telecom: '电信',
  telecommunications: '电信',
  training: '培训',
  'web shells': '网站后门',
  'wireless attack devices': '无线攻击设备',
};

const name = (text: string): string => groups[text] ?? text;
const list = (names: readonly string[], more: number, { count, country }: Format): string =>
  `${names.map((each) => country(name(each))).join('、')}${more > 0 ? `，另有 ${count(more)} 个` : ''}`;
/** Words before and after the other's name. */
const TIES: Readonly<Record<string, readonly [string, string]>> = {
  'litigates-with': ['与', '有诉讼'],
  owns: ['拥有', ''],
  supplies: ['供货给', ''],
  'subsidiary-of': ['是', '的子公司'],
  'competitor-of': ['是', '的竞争者'],
};
const places = (by: string): string => (by === 'country' ? '国家' : '行业');
const sure = { clear: '明确', fair: '尚可', weak: '薄弱' } as const;

export const findings: typeof english = {
  findings: {
    'clients-none': () => '泄露内容中没有表格或句子写明客户；被提及的机构另行列出。',
    'clients-spoken-of': ({ kinds, counts }, { count }) =>
      `被提及但未写明是客户：${kinds.map((kind, at) => `${name(kind)} ${count(counts[at] ?? 0)} 个`).join('，')}。`,
    'clients-kind': ({ kind, clients, of }, { count }) =>
      `多数客户属于“${name(kind)}”：${count(of)} 个中有 ${count(clients)} 个。`,
    'clients-contracts': ({ spread, clients, contracts, sum, median, currency, share }, { count, percent }) => {
      const unit = currency === '' ? '' : ` ${currency}`;
      return `${spread === 'many' ? '机构多、金额小：' : ''}${count(clients)} 个客户，${count(contracts)} 份有价格的合同，合计 ${count(sum)}${unit}；其中一半不超过 ${count(median)}${unit}，最大的一份占 ${percent(share)}。`;
    },
    'targets-none': () => '泄露内容中没有表格或句子写明目标。',
    'targets-count': ({ targets, countries }, { count }) =>
      `${count(targets)} 个目标，分布于 ${count(countries)} 个国家。`,
    'targets-no-actor': () => '目前没有已知的重合行为者可供对照其公开目标。',
    'targets-no-report': ({ by, actors }) =>
      `没有已载入的报告写明 ${actors.join('、')} 针对哪些${places(by)}：无从对照。`,
    'targets-new': ({ by, names, more }, format) =>
      `见于泄露内容、但重合行为者的已载入报告均未提及的${places(by)}（挑战原有判断）：${list(names, more, format)}。`,
    'targets-confirmed': ({ by, names, more }, format) =>
      `泄露内容与已载入报告均提及的${places(by)}：${list(names, more, format)}。`,
    'targets-absent': ({ by, names, more }, format) =>
      `已载入报告提及、泄露内容未见的${places(by)}：${list(names, more, format)}。`,
    'people-zone': ({ messages, zone, words, sure: share, working, declared, times, clash }, { count, percent }) =>
      `${count(messages)} 条消息最符合 ${zone} 的工作时间（${sure[words]}：误差两小时内的把握为 ${percent(share)}）：其中 ${percent(working)} 在当地九点至十九点之间；${clash !== '' ? '假定文件时间为 UTC' : times === 'stated' ? '依文件所写时区' : declared.length > 0 ? `文件时间的时区给定为 ${declared.join('、')}` : '假定文件时间为 UTC'}。${clash === '' ? '' : `给定的时区 ${declared.join('、')} 不合：那样人们将在 ${clash} 工作。文件很可能用的是 UTC。`}`,
    'people-theme': ({ theme, passages }, { count }) => `最常见的话题是“${name(theme)}”，见于 ${count(passages)} 段。`,
    'suppliers-tie': ({ subject, predicate, object }) => {
      const [before, after] = TIES[predicate] ?? [predicate, ''];
      return `${[subject, before, object, after].filter((part) => part !== '').join(' ')}。`;
    },
    'suppliers-ties': ({ ties, leads }, { count }) =>
      `写明的机构关联 ${count(ties)} 条；另有 ${count(leads)} 条线索，来自并列或靠近关联词的名称。`,
    'tools-offered': ({ offered, spoken }, { count }) =>
      `提供 ${count(offered)} 种产品与服务；另有 ${count(spoken)} 种被提及。`,
    'tools-public': ({ names, more }, format) => `泄露内容中的公开名称：${list(names, more, format)}。`,
    'tools-most': ({ capability, passages }, { count }) =>
      `提及最多：${name(capability)}，见于 ${count(passages)} 段。`,
    'timeline-none': () => '重合所涉事物中，没有在公开之前就出现于泄露内容的。',
    'timeline-before': ({ things, thing, days }, { count }) =>
      `${count(things)} 个事物在任何已载入来源公开之前已见于泄露内容；最早的是 ${thing}，早 ${count(days)} 天。`,
  },
  groups,
  rowLabels: {
    confirmed: '已证实',
    new: '新发现',
    absent: '未见',
    'not compared': '未对照',
    inferred: '推断',
    'inferred from themes': '由话题推断',
    'sector inferred': '行业为推断',
    'doubtful-reading': '存疑',
    'seller not named': '未写明卖方',
    'currency unknown': '币种不明',
    'currency from other rows': '币种据其他行推定',
    'spoken of, not stated as a client': '被提及，未写明是客户',
    'from public reporting': '来自公开报道',
    'generic reference': '泛称',
    'by terms': '由词语判断',
    'purpose by its name': '由名称判断用途',
    'publication day unknown': '发布日期不详',
  },
};
