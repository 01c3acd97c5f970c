/** Whether an organisation's name is that of a body of a state, in Chinese, Russian or English. */

const CHINESE =
  /(?:公安局|公安厅|公安分局|分局|公安|警察.{0,3}|国家安全[局厅]|国安[局厅]?|安全厅|情报局|检察院|法院|总队|支队|派出所|海关|政府|使馆|领事馆|委员会.{0,4}|办公厅|总署|移民局|税务局|国务院|国会|议会|司令部|军区|战区|部队|兵团|武警|(?:外交|国防|内政|内务|财政|交通|司法|公安|安全|商务|教育|农业|卫生|能源|劳动|信息化|民政|水利|统战|宣传|投资)部|[省市县]厅)$/u;
const RUSSIAN =
  /министерств|минобороны|минцифры|^мин[а-я]{3,}|федеральн\p{Ll}+ служб|управлени|департамент|комитет|прокуратур|полици|служб\p{Ll} (?:безопасности|внешней)|росгварди|роскомнадзор|правительств|администраци|посольств|\bдум[аыеу]\b|(?<!\p{L})(?:ФСБ|ГРУ|СВР|ФСО|МВД|МИД|МЧС|ФНС|ФТС|ФСИН|СБУ|КГБ|КНБ|ЦРУ|АНБ|ФБР|ЦИБ|РФФИ)(?!\p{L})|войсков\p{Ll}+ част|генштаб|генеральн\p{Ll}+ штаб|(?<!\p{L})суд(?!\p{L})/iu;
const ENGLISH =
  /\b(?:Ministr(?:y|ies)|Department of|Bureau of|Police|Army|Navy|Air Force|Armed Forces|Military|Government|Embassy|Consulate|Court|Parliament|Senate|Congress|Directorate|Prosecutor|Customs|Coast Guard|Security Service|Secret Service|Intelligence (?:Service|Agency|Directorate|Bureau)|State Security|National Security|Revenue (?:Authority|Service)|Commission|Council|Authority|Agency|Constabulary|Gendarmerie|Europol|Interpol|FBI|CIA|NSA|CISA|GCHQ|FSB|GRU|SVR|MSS|MPS|PLA)\b/u;

export function isAgencyName(name: string): boolean {
  return CHINESE.test(name) || RUSSIAN.test(name) || ENGLISH.test(name);
}
