/** What a column means, from its header in Chinese, English or Russian. Add a language or a role here. */
import { remembered } from '../remembered.ts';

export type ColumnRole =
  | 'client'
  | 'supplier'
  | 'contract'
  | 'product'
  | 'amount'
  | 'date'
  | 'target'
  | 'target-kind'
  | 'country'
  | 'domain'
  | 'data-size'
  | 'status'
  | 'person'
  | 'organization'
  | 'unit';

/** The first pattern that fits decides; the more special ones come first. */
const HEADERS: readonly (readonly [role: ColumnRole, pattern: RegExp])[] = [
  ['status', /状态|\bstatus\b|статус/iu],
  [
    'date',
    /日期|时间|年月|年度|年份|[签交]约日|交货期|工期|期限|(?:签订|交付|到货|验收|采集|更新|入库|录入)日|[签到]期|\b(?:date|time|signed|month|year|quarter|(?:delivered|shipped|ordered|issued|created|updated) on|(?:order|delivery|due) day|deadline)\b|дата|время|срок|период|(?<!\p{L})(?:год|месяц|квартал)(?!\p{L})/iu,
  ],
  [
    'amount',
    /金额|[同交额的单易售约标]额|(?:成交|中标|合同|结算|签约|报|标|卖|售|到手)价|货款|价税|[应实]收|[应实]付|尾款|首付|预付|定金|总额|价格|单价|总价|价款|报价|费用|款项|合计|已付|到账|回款|\b(?<!\bdata |\bfile )(?:amount|price|cost|total|sum|fee|paid|payment|budget|net|gross|revenue|turnover|deal size|price tag|charge|charges|balance|deposit)\b(?!.*\bdata\b)|\bvalue\b|сумм|цена|стоимост|оплат|бюджет|начислен|выручк|аванс|задолженност|к оплате/iu,
  ],
  [
    'data-size',
    /数据量|数据规模|数据大小|数量|条数|记录数|行数|大小|容量|体积|样本|\b(?:data (?:amount|size|volume)|size|volume|records|quantity|rows|amount.*data|data.*amount|[kmgt]i?b)\b|объ[её]м|количеств|кол-во|размер|число записей/iu,
  ],
  [
    'status',
    /进度|进展|情况$|是否(?:在控|有效|可用|掉线|存活)|阶段|\b(?:progress|state(?! of (?!access))|stage|phase|access level|level of access)\b|состояни|стади[яию](?!\p{L})|этап|уровень доступа/iu,
  ],
  ['target-kind', /目标类型|目标分类|\b(?:target type|type of target|category|sector)\b|тип цели|сектор/iu],
  ['domain', /域名|网址|网站|\b(?:domain|url|website|host)\b|домен|сайт/iu],
  [
    'country',
    /国家|国别|所在国|地区|区域|省份|省市|城市|所在地|\b(?:country|nation|national|region|area|location|city|province)\b|стран|регион|государство|(?<!\p{L})(?:город|область)(?!\p{L})/iu,
  ],
  [
    'target',
    /目标|受害|(?:被控|被攻击|攻击|渗透|拖库|监控|侦控|控制)(?:对象|单位|方)|\b(?:targets?|victims?|(?:compromised|breached|hacked|infected|affected) (?:entity|org\p{L}*|compan\p{L}+|party|host))\b|(?<!\p{L})цел[ьи](?!\p{L})|жертв|пострадавш|объект\p{L}* (?:атак|взлом|доступ)/iu,
  ],
  [
    'supplier',
    /乙方|供应商|供货|供方|服务商|厂商|厂家|制造商|承建|承包|承制|卖方|销售方|中标(?!价|金)|合作伙伴|经销商|代理商|\b(?:supplier|vendor|contractor|subcontractor|seller|provider|partner|manufacturer|reseller|distributor|sold by|supplied by)\b|поставщик|исполнител\p{L}*(?!.*(?:фио|ф\.и\.о))|п?одрядчик|продавец|производител|изготовител/iu,
  ],
  [
    'client',
    /客户|甲方|需方|买方|购买方|购货|订货(?:方|单位)|付款(?:方|单位)|业主|采购(?:单位|方|人)|用户单位|使用单位|委托|最终用户|\b(?:client|customer|buyer|purchaser|end.?user|bill to|billed to|sold to|ship to|ordered by|account name)\b|клиент|заказчик|покупател|плательщик|грузополучател|абонент/iu,
  ],
  [
    'person',
    /姓名|联系人|对接人|签[单约]人|经手人|商务$|跟进人|责任人|负责人|经办|销售人员|业务员|员工|\b(?:contact|employee|person|full name|sales ?(?:person|rep)|rep|representative|point of contact|poc|owner|manager)\b|фио|менеджер|ф\.и\.о|сотрудник|ответственн|контактн/iu,
  ],
  [
    'contract',
    /合同|项目|协议|订单|工程|标段|\b(?:contract|project|agreement|order|deal|po)\b|предмет|договор|контракт|проект|заказ/iu,
  ],
  [
    'product',
    /产品|商品|货物|货品|品名|品目|采购内容|设备(?:名称|型号)?$|设备型号|系统名称|型号|服务(?:名称|内容)|标的|\b(?:product|goods|item|service|solution|model|module|product line|sku|description of goods)\b|товар|продукт|издели|услуг|номенклатур|наименование (?:позиции|работ)|(?<!\p{L})модель/iu,
  ],
  ['unit', /部门|科室|支队|\b(?:department|division|unit)\b|отдел|подразделени|управлени/iu],
  [
    'organization',
    /单位(?:名称)?$|公司|机构|企业|\b(?:company|organi[sz]ation|agency|institution|firm|employer|workplace)\b|контрагент|место работы|работодател|компани|организаци|учрежден|фирм/iu,
  ],
];

/** The role of a column, or undefined where its header says none. */
export function columnRole(header: string): ColumnRole | undefined {
  return meaningOf(header).role;
}

/** A large table asks for each of its cells. */
const meaningOf = remembered((header): { readonly role?: ColumnRole } => {
  const text = header.normalize('NFKC').replace(/[_\\]/g, ' ').trim();
  const role = text === '' || text.length > 60 ? undefined : HEADERS.find(([, pattern]) => pattern.test(text))?.[0];
  return role === undefined ? {} : { role };
});

/** `合同编号`, `contract no.`, `contact e-mail`: a number or an address, not a name. */
export function isNumberColumn(header: string): boolean {
  return /编号|序号|号码|电话|邮箱|手机|\b(?:e-?mail|phone|fax|tel)\b|телефон|почт|\bno\.?$|\bnumber\b|\bid\b|№|номер/iu.test(
    header,
  );
}
