/** The pages, the paper, the ledger and the letter of the sample leak. Invented throughout. */

const PAGE_STYLE = `
  body { margin: 0; padding: 64px 72px; width: 856px; background: #fff; color: #111; font: 22px/1.8 "Noto Sans CJK SC", sans-serif; }
  h1 { font-size: 34px; } h2 { font-size: 26px; } .foot { margin-top: 48px; font-size: 16px; color: #444; }`;

const page = (body: string): string =>
  `<!doctype html><html lang="zh"><meta charset="utf-8"><style>${PAGE_STYLE}</style><body>${body}</body></html>`;

/** Product manual as page pictures: `UUID_0.png …`. Section numbers look like addresses; they are not. */
export const MANUAL_PAGES: readonly string[] = [
  page(`<h1>青鸟邮件分析平台</h1><h2>产品手册</h2>
    <p>青川信安技术有限公司</p><p>版本 3.2，二〇二一年四月</p>
    <p>本手册供内部和客户使用，请勿外传。</p>
    <p>青鸟平台用于邮件数据的导入、检索和分析，支持中文、英文和越南文。</p>`),
  page(`<h2>4.2.2 数据采集</h2>
    <p>4.2.2.1 邮件采集模块</p><p>支持按账号、按时间段导入，单个账号的容量上限为 50GB。</p>
    <p>4.2.2.2 附件处理模块</p><p>自动解压附件，对图片进行文字识别。</p>
    <h2>4.2.3 控制端</h2><p>控制端默认地址为 74.120.172.10，首次登录后请修改口令。</p>
    <p class="foot">青川信安 内部资料 第 17 页</p>`),
  page(`<h2>5 客户案例</h2><p>北岭局：邮箱数据分析，十二个账号。</p><p>沧城支队：涉赌人员关系分析。</p>
    <p>南江市局：舆情监测系统，含培训。</p><h2>6 联系方式</h2><p>邮箱：shouqian@qingchuan-xinan.example</p>
    <p class="foot">青川信安 内部资料 第 23 页</p>`),
];

/** The picture that is sent in the first chat: a panel with an address bar. */
export const PANEL_PICTURE = `<!doctype html><html lang="zh"><meta charset="utf-8"><style>
  body { margin: 0; width: 900px; background: #e9edf2; font: 22px/1.7 "Noto Sans CJK SC", sans-serif; color: #111; }
  .bar { background: #fff; margin: 16px; padding: 8px 16px; border: 1px solid #99a; font-family: "DejaVu Sans Mono", monospace; }
  .box { background: #fff; margin: 16px; padding: 16px 24px; border: 1px solid #bbc; }</style>
  <body><div class="bar">http://74.120.172.10/panel/login</div>
  <div class="box"><p>邮件控制台</p><p>账号：operator02</p><p>状态：在线 12，离线 3</p><p>最近同步：2019-05-13 23:40</p></div></body></html>`;

/** Technical white paper with a text layer; names public malware families. */
export const WHITE_PAPER = `<!doctype html><html lang="zh"><meta charset="utf-8"><title>远程管理产品白皮书</title><style>
  @page { size: A4; margin: 22mm; } body { font: 12pt/1.7 "Noto Sans CJK SC", sans-serif; } h1 { font-size: 22pt; } h2 { font-size: 15pt; }
  section { break-after: page; }</style><body>
  <section><h1>远程管理产品白皮书</h1><p>青川信安技术有限公司，2023 年 9 月</p>
  <h2>一、概述</h2><p>本产品面向公安机关，提供对目标主机的远程取证和管理能力，支持 Windows、Linux 和安卓系统。</p>
  <h2>二、架构</h2><p>系统由控制端、中转节点和客户端三部分组成。中转节点部署在境外，按项目更换。</p></section>
  <section><h2>四、兼容性</h2><p>客户端可以兼容业内常见的远控框架，包括 ShadowPad 和 Winnti，插件接口相同。</p>
  <p>The client loads plug-ins written for ShadowPad and Winnti without changes; see annex 2.</p>
  <h2>4.2.2.1 插件加载</h2><p>插件以 DLL 形式加载，文件名为 plugin.dll，配置文件为 Console.in。</p></section></body></html>`;

export const LEDGER_HEADER = ['合同编号', '客户名称', '产品', '合同金额', '签订日期', '状态'] as const;
/** Amounts as people write them; dates in several forms. */
export const LEDGER: readonly (readonly [string, string, string, string | number, string, string])[] = [
  ['QC-2019-031', '北岭市公安局', '境外邮箱数据分析', '8.6万元', '2019-05-08', '已完成'],
  ['QC-2019-044', '沧城市公安局网安支队', '涉赌人员关系分析', 120000, '2019年6月3日', '已完成'],
  ['QC-2020-007', '云屏县公安局', '手机取证设备', '4.5万元', '2020/03/19', '已完成'],
  ['QC-2020-019', '北岭市公安局', '邮箱数据分析维护', 32000, '2020-06-30', '已完成'],
  ['QC-2021-012', '南江省国家安全厅', '青鸟邮件分析平台', '136.8万元', '2021-04-22', '验收中'],
  ['QC-2021-028', '海屿大学', '网络安全培训', 58000, '2021-09-01', '已完成'],
  ['QC-2022-003', '沧城市公安局网安支队', '聊天软件监测系统', '47万元', '2022-02-21', '执行中'],
  ['QC-2023-015', '南江市公安局', '舆情监测系统', '36.8万元', '2023-09-15', '执行中'],
];

export const TARGETS_CSV = `国家区域,目标名称,域名,数据内容,数据大小
越南,海防港务集团,mail.haiphong-port.example,邮件,38G
蒙古,草原通信公司,草原通信.example,通话记录,210G
尼泊尔,雪山航空,crew.snow-air.example,旅客名单,12G
哈萨克斯坦,阿拉套电信,alatau-telecom.example,通话记录,820G
`;

/** A complaint, as paragraphs of a letter. */
export const COMPLAINT: readonly string[] = [
  '关于青川信安拖欠工资的投诉',
  '劳动监察大队：',
  '我是青川信安技术有限公司的员工。公司从二〇二三年六月起拖欠工资，每月八千元的工资拖到下个月月底才发。',
  '公司承诺的项目奖金一直没有兑现。聊天软件监测系统和邮件分析平台两个项目我都参加了，服务器就在境外。',
  '请求责令公司支付拖欠的工资和奖金共计四万二千元。',
  '投诉人：一名员工',
  '二〇二三年十月二十日',
];

export const OLD_NOTE = `交接记录
旧的中转节点一共三台，都已停用：
第一台 45.63.0[.]91，二〇一八年用过三个月。
邮件页面的域名每个季度换一次。
备份口令找老戴。
`;
