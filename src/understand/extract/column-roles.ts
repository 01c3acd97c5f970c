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
  ['date', /日期|时间|年月|\b(?:date|time|signed|month)\b|дата|время|срок|период/iu],
  [
    'amount',
    /金额|[同交额的单易售]额|总额|价格|单价|总价|价款|报价|费用|款项|合计|已付|到账|回款|\b(?:amount|price|cost|total|sum|fee|paid|payment|budget)\b(?!.*\bdata\b)|\bvalue\b|сумм|цена|стоимост|оплат|бюджет/iu,
  ],
  [
    'data-size',
    /数据量|数据大小|数量|条数|大小|样本|\b(?:data (?:amount|size|volume)|size|volume|records|quantity|amount.*data|data.*amount)\b|объ[её]м|количеств|размер/iu,
  ],
  ['status', /状态|进度|进展|\b(?:status|progress|state)\b|статус|состояние/iu],
  ['target-kind', /目标类型|目标分类|\b(?:target type|type of target|category|sector)\b|тип цели|сектор/iu],
  ['domain', /域名|网址|网站|\b(?:domain|url|website|host)\b|домен|сайт/iu],
  ['country', /国家|国别|地区|区域|\b(?:country|nation|national|region|area)\b|стран|регион/iu],
  ['target', /目标|受害|\b(?:targets?|victims?)\b|цел[ьи]|жертв/iu],
  [
    'supplier',
    /乙方|供应商|供货|承建|承包|卖方|中标|合作伙伴|\b(?:supplier|vendor|contractor|seller|provider|partner)\b|поставщик|исполнител|подрядчик|продавец/iu,
  ],
  [
    'client',
    /客户|甲方|买方|采购(?:单位|方|人)|用户单位|使用单位|委托|最终用户|\b(?:client|customer|buyer|purchaser|end.?user)\b|клиент|заказчик|покупател/iu,
  ],
  [
    'person',
    /姓名|联系人|负责人|经办|销售人员|业务员|员工|\b(?:contact|employee|person|full name|sales ?(?:person|rep)|owner|manager)\b|фио|ф\.и\.о|сотрудник|ответственн|контактн/iu,
  ],
  ['contract', /合同|项目|协议|订单|\b(?:contract|project|agreement|order)\b|договор|контракт|проект|заказ/iu],
  [
    'product',
    /产品|商品|货物|系统名称|型号|服务(?:名称|内容)|标的|\b(?:product|goods|item|service|solution|model)\b|товар|продукт|издели|услуг/iu,
  ],
  ['unit', /部门|科室|支队|\b(?:department|division|unit)\b|отдел|подразделени|управлени/iu],
  [
    'organization',
    /单位(?:名称)?$|公司|机构|企业|\b(?:company|organi[sz]ation|agency|institution|firm)\b|компани|организаци|учрежден|фирм/iu,
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

/** `合同编号`, `contract no.`: a number, not a name. */
export function isNumberColumn(header: string): boolean {
  return /编号|序号|号码|\bno\.?$|\bnumber\b|\bid\b|№|номер/iu.test(header);
}
