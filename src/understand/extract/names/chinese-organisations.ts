/** Organisations, agencies and products in Chinese text, by the words that end such names and the words that cannot stand inside them. */
import type { Word } from './chinese-words.ts';
import type { FoundName } from './found-name.ts';

/** Words that end a firm's or another body's name. */
const FIRM_END =
  /(?:有限责任公司|股份有限公司|有限公司|分公司|子公司|集团公司|总公司|合伙企业|事务所|交易所|出版社|报社|通讯社|电视台|研究院|研究所|基金会|协会|学会|联合会|大学|学院|中学|医院|银行|集团|电信|电力公司|航空公司|航空|俱乐部|组委会)$/u;
const WEAK_FIRM_END = /(?:公司|科技|实验室|中心)$/u;
/** Words that end the name of a body of a state. */
const AGENCY_END =
  /(?:公安局|公安厅|公安分局|分局|警察局|警察署|警察总署|警察厅|警局|国家安全局|国家安全厅|国安局|国安厅|安全厅|安全局|情报局|检察院|法院|总队|支队|大队|派出所|保密局|管理局|监管局|税务局|海关|人民政府|市政府|省政府|县政府|政府|大使馆|使馆|领事馆|委员会|委员会办公室|办公厅|办公室|总署|移民局|民政局|国务院|国会|议会|司令部|军区|战区|部队|兵团|边防|武警|国家局|监狱|应急中心|厅|署)$/u;
/** The names of ministries; any other …部 is a department of some firm. */
const MINISTRY =
  /(?:外交|国防|内政|内务|财政|交通|交通运输|运输|卫生|司法|公安|国家安全|安全|商务|教育|农业|环境|能源|劳动|文化|旅游|计划投资|计划|投资|工业和信息化|科技|科学技术|民政|水利|住房|通信|邮电|经济|移民|外贸|贸易|信息|退役军人|应急管理|统战|宣传|组织|参谋|联勤|后勤|情报|战略支援|国土|石油|矿业|宗教|国务)部$/u;
const DEPARTMENT_END =
  /(?:人力资源部|人事部|财务部|销售部|市场部|技术部|研发部|商务部门|行政部|采购部|综合部|法务部|产品部|项目部|渠道部|售后部|售前部|技术支持部|[一二三四五六七八九]部)$/u;
const PRODUCT_END = /(?:平台|系统|软件|工具箱|一体机|客户端|浏览器|操作系统|邮箱)$/u;

/** Where a name cannot reach across. */
const STOP_TAG = /^(?:p|c|u|ul|uj|uz|uv|ud|ug|r|rr|rz|d|df|y|e|o|k|m|mq|t|w|zg)$/;
const STOP_WORD = new Set(
  (
    '全资 控股 的 了 与 和 及 以及 或 由 为 在 于 是 从 向 被 把 将 给 到 对 让 请 跟 找 说 问 叫 去 来 有 用 卖 买 签 欠 告 收 付 发 拿 要 催 查 任职 任职于 曾任职 毕业 采购 合作 服务于 供职 就职 起诉 感谢 联系 交付 属于 承租 指 该 本 各 全 某 我 你 他 她 它 们 贵 现 已 曾 均 拟 经 关于 ' +
    '我们 你们 他们 这个 那个 客户 对方 老板 领导 项目 情况 问题 时候 现在 目前 今天 昨天 明天 朋友 兄弟 甲方 乙方 丙方 单位 供应商 采购人 中标人 招标人 合同 约定 甲 乙 以上 下属 所属 旗下 附件 地址 手机 电话 前 后 里 上 下 中 外 边 方 家 成交 结果 第一名 第二名 第三名 所在 就职于 入职 离开 跳到 跳槽 加入 名为 名称 公司 某某 做 开 进 搞 办 换 拿 选 之前 以后 以前 一家 那家 这家 另一家 隔壁 大型 小型 下面 上次 周末 昨日 攻击 渗透 拿下 入侵 控制 涉及 包括 针对 介绍 推荐 评审 验收 审理 公开审理 使用 通过 根据 据 举办 主办 承办 代表'
  ).split(' '),
);
/** Words of trades: inside a firm's name, never its beginning alone. */
const TRADE =
  /^(?:网络|信息|技术|科技|信息技术|网络科技|网络安全|信息安全|安全|数据|服务|数据服务|软件|智能|咨询|采购|招标|代理|贸易|投资|管理|工程|建设|建筑|文化|传媒|广告|电子|通信|通讯|实业|发展|开发|教育|培训|医疗|生物|能源|环保|物流|餐饮|房地产|安防|金融|保险|证券|服务有限公司|股份|责任|控股|国际|产业|系统|集成|设计|制造|贸易有限公司|电力|电信|移动|联通)$/u;
/** Between a place and the agency's ending, or after another agency. */
const AGENCY_INSIDE =
  /^(?:国家|中国|中华|人民|中央|最高|中级|高级|初级|皇家|联邦|共和国|王国|民主|自治|自治区|自治州|解放军|武警|生产建设|生产建设兵团|第[一二三四五六七八九十\d]{1,3}|[一二三四五六七八九十]+|网络|网络安全|网安|信息|安全|保卫|刑事|侦查|刑侦|技侦|国保|经侦|禁毒|反恐|交通|交警|治安|特警|出入境|边防|边境|管理|互联网|应急|指挥|情报|技术|侦察|战略|支援|战略支援|海军|陆军|空军|火箭军|警察|公安|司法|税务|海关|移民|移民与|外交|国防|内政|省|市|县|区|州|局|厅|皇家警察|国民|国务|总理|总统|总|台湾|事务|公共安全|信访|统计|军事|特别|直属|机关|机动|监管|监察|保密|纪律检查|发展|改革|和|规划|科学|城市|农村|人力资源|社会|保障)$/u;

const ANY_BODY = /^(?:地方|基层|当地|各级|上级|有关|相关|中级|高级|外国|本地|辖区)/u;

interface Found extends FoundName {
  readonly labels: readonly string[];
}

export interface ChinesePlaces {
  /** Whether the word is the name of a place, by tag or by list. */
  isPlace(word: Word): boolean;
}

/** Organisations, agencies, departments (doubtful) and products, overlapping ones included. */
export function findChineseOrganisations(text: string, words: readonly Word[], places: ChinesePlaces): FoundName[] {
  const found: FoundName[] = [];
  for (let index = 0; index < words.length; index++) {
    const word = words[index];
    if (word === undefined || !/\p{Script=Han}/u.test(word.text)) continue;
    const organisation =
      agencyAt(words, index, places) ?? firmAt(text, words, index, places) ?? productAt(words, index);
    if (organisation !== undefined) found.push(organisation);
  }
  for (const word of words) {
    // 大理市局, 江苏省厅: the police, as insiders call them.
    if (!/.[市县区州省]$/u.test(word.text) || !places.isPlace(word)) continue;
    if (!/^[局厅](?![部面势限长域里内])/u.test(text.slice(word.end, word.end + 2))) continue;
    found.push({ start: word.start, end: word.end + 1, type: 'organization', confidence: 0.65, labels: ['agency'] });
  }
  for (const { 0: raw, index } of text.matchAll(NUMBERED))
    found.push({ start: index, end: index + raw.length, type: 'organization', confidence: 0.62, labels: ['agency'] });
  return joinAgencies(
    found.toSorted((one, other) => one.start - other.start),
    words,
  ).map((name) => withBranch(text, name));
}

/** 国安二处, 网安三大队: insiders call bodies by their number. */
const NUMBERED =
  /(?:中?国?电科|航天科[工技]|中?国?兵器|中船|总参|公安部|工信部)\s?第?(?:[一二三四五六七八九十]{1,3}|\d{1,2})所(?![以有在谓])|(?:国安|网安|国保|技侦|刑侦|经侦|公安|反恐|安全局|省厅|市局)(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:处|所|大队|支队|总队|科)(?![级长理])/gu;
/** Of a city's police: 青山市公安局 and its 河东分局, of which no dictionary knows the place. */
const BRANCH =
  /^(?:\p{Script=Han}{2,4}(?:分局|派出所)|(?:网安|网警|刑侦|刑警|治安|交警|经侦|国保|技侦|特警|禁毒|反恐|网络安全保卫)(?:支队|大队|总队|中队))/u;

function withBranch(text: string, name: FoundName): FoundName {
  if (!name.labels?.includes('agency') || !/公安[局厅]$/u.test(text.slice(name.start, name.end))) return name;
  const branch = BRANCH.exec(text.slice(name.end, name.end + 12))?.[0];
  if (branch === undefined || /[的和与在是、]/u.test(branch)) return name;
  return { ...name, end: name.end + branch.length, confidence: Math.max(name.confidence, 0.82) };
}

function adjacent(words: readonly Word[], before: number): boolean {
  return words[before]?.end === words[before + 1]?.start;
}

/** Index of the first word of a name that ends at `index`: back to a word that cannot stand inside, or to the last place before it. */
function beginning(words: readonly Word[], index: number, places: ChinesePlaces, longest: number): number {
  let first = index;
  let place: number | undefined;
  let bracketed = false;
  for (let at = index - 1; at >= 0 && index - at <= longest; at--) {
    const word = words[at] as Word;
    if (!adjacent(words, at) || !/^[\p{Script=Han}\p{Script=Latin}\p{N}（）()·]+$/u.test(word.text)) break;
    if (STOP_WORD.has(word.text) && !TRADE.test(word.text)) break;
    const unlikely =
      (STOP_TAG.test(word.tag) && !/^[\p{Script=Latin}\d]+$/u.test(word.text)) ||
      (word.tag === 'v' && word.text.length > 1 && !TRADE.test(word.text));
    if (unlikely) {
      // 北京远望科技: any word makes a brand right behind the place of a firm.
      const isBrand = at > 0 && adjacent(words, at - 1) && places.isPlace(words[at - 1] as Word);
      if (!isBrand || word.text.length !== 2 || at === index - 1) break;
      return at - 1;
    }
    // 某某（海南）科技有限公司: what stands before the bracket belongs to it.
    if (word.text === '）') bracketed = true;
    else if (word.text === '（') {
      if (!bracketed) break;
      bracketed = false;
      place = undefined;
    } else if (places.isPlace(word)) place = at;
    else if (place !== undefined && !bracketed) break;
    first = at;
  }
  const begin = place !== undefined && place < index ? place : first;
  return bracketed ? index : begin;
}

function firmAt(text: string, words: readonly Word[], index: number, places: ChinesePlaces): Found | undefined {
  const last = words[index] as Word;
  const strong = FIRM_END.test(last.text);
  if (!strong && !WEAK_FIRM_END.test(last.text)) return undefined;
  // …科技 inside …科技有限公司 is no end, …学院 before another word of the same name neither.
  const next = words[index + 1];
  if (next !== undefined && adjacent(words, index) && (FIRM_END.test(next.text) || (!strong && TRADE.test(next.text))))
    return undefined;
  const first = beginning(words, index, places, 10);
  const begin = words[first] as Word;
  const raw = text.slice(begin.start, last.end);
  const own = words.slice(first, index).filter(({ text: part }) => !TRADE.test(part));
  // An ending alone, or with words of its trade, names nothing.
  if (
    own.length === 0 &&
    raw.length < 6 &&
    last.tag !== 'nt' &&
    !/^.{2,}(?:大学|银行|集团|电信|航空)$/u.test(last.text)
  )
    return undefined;
  if (raw.length < 4) return undefined;
  // 网络科技有限公司: a trade and a legal form, cut off from whose they are.
  if (own.length === 0 && /公司$/u.test(raw) && last.tag !== 'nt') {
    return { start: begin.start, end: last.end, type: 'organization', confidence: 0.3, labels: ['doubtful-name'] };
  }
  if (own.some(({ text: part, tag }) => /[了的不没个去拿换开有为多到进搞觉]/u.test(part) && !/^n[rst]/.test(tag)))
    return undefined;
  const named = own.some((word) => /^(?:n[rstz]|eng|x)/.test(word.tag) || places.isPlace(word));
  const confidence =
    /公司$/u.test(last.text) && strong ? 0.88 : strong ? (named || last.tag === 'nt' ? 0.7 : 0.5) : named ? 0.55 : 0.25;
  const labels = confidence < 0.5 ? ['doubtful-name'] : [];
  return { start: begin.start, end: last.end, type: 'organization', confidence, labels };
}

function agencyAt(words: readonly Word[], index: number, places: ChinesePlaces): Found | undefined {
  const last = words[index] as Word;
  const ministry =
    MINISTRY.test(last.text) || (last.text === '部' && MINISTRY.test(`${words[index - 1]?.text ?? ''}部`));
  if (DEPARTMENT_END.test(last.text)) {
    return { start: last.start, end: last.end, type: 'organization', confidence: 0.3, labels: ['department'] };
  }
  const institute = /研究[所院]$/u.test(last.text);
  if (!ministry && !institute && !AGENCY_END.test(last.text)) return undefined;
  let first = index;
  let parent = !institute;
  let place = places.isPlace(last) || last.tag === 'nt' || /^.{1,6}[省市县州]/u.test(last.text);
  for (let at = index - 1; at >= 0 && index - at <= 8; at--) {
    const word = words[at] as Word;
    if (!adjacent(words, at)) break;
    const isPlace = places.isPlace(word);
    const unit = /^\d{4,6}$/.test(word.text) && last.text === '部队';
    if (
      !isPlace &&
      !unit &&
      !AGENCY_INSIDE.test(word.text) &&
      word.tag !== 'nt' &&
      !AGENCY_END.test(word.text) &&
      !MINISTRY.test(word.text)
    )
      break;
    if (/^(?:和|与)$/u.test(word.text) && !/^(?:发展|工业)$/u.test(words[at - 1]?.text ?? '')) break;
    parent ||= word.tag === 'nt' || MINISTRY.test(word.text) || AGENCY_END.test(word.text);
    place ||= isPlace || word.tag === 'nt' || unit;
    first = at;
  }
  // 青山市公安局: what stands before 市 is its name, known or not.
  const unnamed = words[first - 1];
  if (
    /^[市县区州]/u.test(words[first]?.text ?? '') &&
    unnamed !== undefined &&
    adjacent(words, first - 1) &&
    /^(?:n|nr|nz|ns|x|a)$/.test(unnamed.tag) &&
    /^\p{Script=Han}{1,4}$/u.test(unnamed.text) &&
    !STOP_WORD.has(unnamed.text)
  ) {
    first -= 1;
    place = true;
  }
  const begin = words[first] as Word;
  const length = last.end - begin.start;
  if ((length < 3 && !ministry) || !parent) return undefined;
  const name = words
    .slice(first, index + 1)
    .map(({ text }) => text)
    .join('');
  // 地方法院, 网络边防: any one of many.
  const isAny = ANY_BODY.test(name) || (!place && /(?:边防|部队|军区|海关|政府|法院|监狱)$/u.test(name));
  const confidence = isAny ? 0.4 : place ? 0.8 : ministry ? 0.7 : length >= 4 ? 0.55 : 0.45;
  return { start: begin.start, end: last.end, type: 'organization', confidence, labels: ['agency'] };
}

/** 重庆市公安局 and 渝北区分局 in a row are one body, as are a firm and its branch. */
function joinAgencies(found: readonly FoundName[], words: readonly Word[]): FoundName[] {
  const ends = new Map(found.map((name) => [name.start, name]));
  const joined: FoundName[] = [];
  for (const name of found) {
    const next = ends.get(name.end);
    const part = name.labels?.includes('agency')
      ? /研究所|研究院|总队|支队|大队|分局|厅|局|部|中心|办公室/u
      : /^.{2,8}(?:分公司|子公司|分行|支行|办事处)$/u;
    if (next !== undefined && name.type === 'organization' && part.test(textOf(words, next))) {
      joined.push({ ...name, end: next.end, confidence: Math.max(name.confidence, next.confidence) + 0.02 });
    }
    joined.push(name);
  }
  return joined;
}

function textOf(words: readonly Word[], { start, end }: FoundName): string {
  return words
    .filter((word) => word.start >= start && word.end <= end)
    .map(({ text }) => text)
    .join('');
}

/** 天幕平台: a made-up word before an ending names a product; a plain description does not. */
function productAt(words: readonly Word[], index: number): Found | undefined {
  const last = words[index] as Word;
  if (!PRODUCT_END.test(last.text)) return undefined;
  let first = index;
  for (let at = index - 1; at >= 0 && index - at <= 6; at--) {
    const word = words[at] as Word;
    if (!adjacent(words, at) || STOP_WORD.has(word.text) || STOP_TAG.test(word.tag)) break;
    if (!/^\p{Script=Han}+$/u.test(word.text) || (word.tag === 'v' && index - at > 3)) break;
    first = at;
  }
  if (first === index) return undefined;
  if (/[这那个想换该本做的]/u.test(words[first]?.text ?? '')) return undefined;
  const begin = words[first] as Word;
  const brand =
    begin.tag === 'x' ||
    begin.tag === 'nr' ||
    /^(?!云$|云计算|云服务|云端|天气|天然|神经|红外|红色|黑客|黑色|蓝牙|蓝色|雷达|龙头|灵活|智能|智慧|智力|慧眼识)(?:天|云|鹰|鹏|千里|猎|雷|神|幻|蓝|红|黑|灵|龙|虎|狼|盾|剑|谛听|慧|智)/u.test(
      begin.text,
    );
  const confidence = brand && !TRADE.test(begin.text) ? 0.55 : 0.3;
  return {
    start: begin.start,
    end: last.end,
    type: 'product',
    confidence,
    labels: confidence < 0.5 ? ['description?'] : [],
  };
}
