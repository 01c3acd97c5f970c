/** How far a contract or a hold on a victim is, by what the cell of a status column says in Chinese, English or Russian. */

/** The first that fits decides: what denies or waits comes before what it denies. */
const STATUSES: readonly (readonly [status: string, words: RegExp])[] = [
  [
    'cancelled',
    /取消|终止|作废|解除|中止|\b(?:cancel\p{L}*|terminated|void|rejected|withdrawn)\b|отмен|расторг|отказ|аннулир/iu,
  ],
  [
    'to be signed',
    /[待未拟]签|签[约订署]中|尚未签|准备签|\b(?:unsigned|not (?:yet )?signed|to be signed|awaiting signature|for signature)\b|на подпис|не подписан|подписани[ею]/iu,
  ],
  [
    'unpaid',
    /未付|未回款|未收款|欠款|拖欠|未结清|\b(?:unpaid|not paid|overdue|outstanding|past due)\b|не оплачен|просроч|задолж/iu,
  ],
  [
    'lost',
    /掉线|失效|失联|不可用|已丢失|权限丢|离线|不在控|无效|\b(?:offline|lost|dead|no access|revoked|inactive|expired|burned)\b|потерян|утрачен|нет доступа|недоступ|неактив|отвал/iu,
  ],
  [
    'pending',
    /待|未(?:开始|启动|完成|验收|交付)|计划|洽谈|谈判|跟进|意向|暂停|搁置|\b(?:pending|planned|negotiat\p{L}*|waiting|on hold|queued|proposed|draft|not started|in talks|to do|lead)\b|ожида|планир|переговор|не начат|приостановлен|в очереди|черновик/iu,
  ],
  [
    'in progress',
    /进行|执行中|在建|实施中|开发中|处理中|采集中|渗透中|正在|部分|履行中|\b(?:in progress|ongoing|in work|working|processing|under way|underway|partial\p{L}*|negotiating)\b|в работе|выполняется|в процессе|исполняется|ведётся|ведется|частично|идёт|идет/iu,
  ],
  [
    'completed',
    /完成|完结|结项|结束|验收|已交付|交付完|已办结|已取得|已下载|\b(?:done|completed?|closed|finished|delivered|accepted|fulfilled|exfiltrated|dumped)\b|выполнен|заверш[её]н|закрыт|сдан|готов|исполнен|выгружен|поставлен/iu,
  ],
  ['paid', /已付|已回款|已收款|付清|结清|到账|\b(?:paid|settled)\b|оплачен/iu],
  ['signed', /已签|签订|签署|签约|\b(?:signed|executed|concluded|active contract)\b|подписан|заключ[её]н/iu],
  [
    'held',
    /在控|有效|可用|存活|在线|正常|\b(?:online|active|access|live|valid|held|shell|owned)\b|активн|доступ есть|есть доступ|в сети|доступен/iu,
  ],
];
const LONGEST = 40;

/** Undefined where the words are none of these, or are prose. */
export function rowStatus(text: string): string | undefined {
  const words = text.normalize('NFKC').trim();
  if (words === '' || words.length > LONGEST) return undefined;
  return STATUSES.find(([, pattern]) => pattern.test(words))?.[0];
}
