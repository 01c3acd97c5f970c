/** Made-up texts of the further pages: sums, names and hosts that exist nowhere. */

export const RECEIPTS: readonly (readonly (readonly string[])[])[] = [
  [
    ['海风便利店（南港路店）'],
    ['流水号 20231017-0482'],
    ['收银员 07', '2023-10-17 21:36'],
    ['矿泉水 550ml', '2.50'],
    ['酱香牛肉面', '18.00'],
    ['充电线 Type-C', '29.90'],
    ['一次性手机卡', '100.00'],
    ['合计', '150.40'],
    ['微信支付', '150.40'],
    ['谢谢惠顾'],
  ],
  [
    ['HARBOUR HARDWARE LTD'],
    ['Receipt 0091-7734', '12/03/2024'],
    ['Ethernet cable 20m', '17.80'],
    ['USB adapter x2', '23.00'],
    ['Label printer rolls', '9.45'],
    ['Subtotal', '50.25'],
    ['VAT 20%', '10.05'],
    ['TOTAL', '60.30'],
    ['Card ending 4471'],
  ],
  [
    ['ООО «Северный склад»'],
    ['Кассовый чек № 218', '05.04.2023'],
    ['Жёсткий диск 2 ТБ', '6 490,00'],
    ['Кабель питания', '350,00'],
    ['Доставка', '400,00'],
    ['Итого', '7 240,00'],
    ['Оплата наличными'],
  ],
];

export const FORMS: readonly (readonly (readonly [string, string])[])[] = [
  [
    ['姓名', '林某某'],
    ['部门', '技术支持二部'],
    ['工号', 'JS-20417'],
    ['职务', '驻场工程师'],
    ['有效期', '2022.06.01-2025.05.31'],
    ['签发', '青川科技有限公司'],
  ],
  [
    ['NAME', 'A. N. Example'],
    ['ROLE', 'Night operator'],
    ['BADGE', '55-1208-Q'],
    ['SITE', 'Pier 9, Building C'],
    ['VALID', '2023-01-15 to 2024-01-14'],
    ['ISSUER', 'Harbour Works'],
  ],
  [
    ['Имя', 'Иван Примеров'],
    ['Отдел', 'Группа сопровождения'],
    ['Номер', 'КС-0042/17'],
    ['Город', 'Приморск'],
    ['Выдан', '14 марта 2021 года'],
    ['Срок', 'до 31.12.2024'],
  ],
];

export const TERMINALS: readonly (readonly string[])[] = [
  [
    'root@relay-03:~# ss -tnp | grep ESTAB',
    'ESTAB 0 0 10.20.30.41:51022 198.51.100.77:443',
    'root@relay-03:~# cat /etc/cron.d/sync',
    '*/15 * * * * svc /opt/sync/push.sh --to 203.0.113.19',
    'root@relay-03:~# sha256sum push.sh',
    '7d1a54127b222502f5b79b5fb0803061152a44f92b37e23c6527baf665d4da9a',
    'root@relay-03:~# tail -n 2 /var/log/push.log',
    '2024-02-11 03:15:02 upload ok bytes=1048576',
    '2024-02-11 03:30:02 upload failed timeout',
  ],
  [
    'PS C:\\Users\\ops> Get-Service | Where Status -eq Running',
    'Running WinUpdSvc Windows Update Helper',
    'PS C:\\Users\\ops> whoami /groups',
    'EXAMPLE\\ops-admins Mandatory group, Enabled',
    'PS C:\\Users\\ops> nslookup panel.example.net',
    'Address: 192.0.2.45',
    'PS C:\\Users\\ops> dir D:\\export',
    '11/02/2024 22:41 734,003,200 mailbox-07.pst',
  ],
  [
    '[*] 正在连接目标主机 192.0.2.118:8443',
    '[+] 登录成功，会话编号 3',
    '[*] 列出目录 /home/share/合同',
    '2023年度采购合同.docx 48KB',
    '投标文件（终稿）.pdf 3.1MB',
    '[!] 传输中断，剩余 2 个文件',
    '[*] 重试 1/5 ...',
    '[+] 全部完成，用时 00:04:37',
  ],
];

export const MESSAGES: readonly (readonly string[])[] = [
  [
    '新样本今晚能交吗',
    '测试环境又挂了',
    '客户催得紧，说明天要演示',
    '先把日志发我看看',
    '密码还是上次那个',
    '收到，十点前给你',
    '别忘了删掉调试信息',
    '工资这个月又要拖',
  ],
  [
    'Did the second batch arrive?',
    'Half of it, the rest is stuck',
    'They want the list by Friday',
    'Send me the new panel address',
    'Use the old key for now',
    'ok, will do after lunch',
    'Nobody told me about the audit',
    'Delete this when you have read it',
  ],
  [
    'Привет, сервер переехал',
    'Новый адрес скину позже',
    'Заказчик недоволен сроками',
    'Когда будет оплата?',
    'Обещали до пятницы',
    'Отчёт почти готов',
    'Проверь почту, там архив',
    'Пароль тот же самый',
  ],
];

export const UPRIGHT: readonly (readonly string[])[] = [
  ['关于调整值班安排的通知', '自下周一起夜班改为两人', '交接须在七点以前完成', '未经批准不得换班'],
  ['青川科技内部资料', '请妥善保管不得外传', '遗失应立即报告主管'],
  ['会议纪要第十二号', '出席人员共计九名', '决定延长合作期限', '费用由双方各半承担', '下次会议定于月底'],
];

export const WIDE_TABLES: readonly (readonly (readonly string[])[])[] = [
  [
    ['序号', '客户单位', '产品', '数量', '单价', '签订日期', '状态'],
    ['1', '东港市水务局', '边界网关', '4', '38,000', '2021-03-09', '已验收'],
    ['2', '北原大学', '日志平台', '1', '126,000', '2021-05-21', '实施中'],
    ['3', '青川医院', '终端管控', '260', '180', '2021-07-02', '已验收'],
    ['4', '南岭交通集团', '态势感知', '1', '890,000', '2021-09-15', '待付款'],
    ['5', '海滨区政府', '邮件网关', '2', '54,500', '2022-01-11', '已终止'],
  ],
  [
    ['No', 'Host', 'Owner', 'Port', 'Seen', 'Bytes'],
    ['01', '198.51.100.14', 'mail relay', '25', '2024-01-03', '88,120'],
    ['02', '203.0.113.200', 'file share', '445', '2024-01-04', '7,340,032'],
    ['03', '192.0.2.61', 'jump box', '3389', '2024-01-09', '512'],
    ['04', '192.0.2.77', 'database', '5432', '2024-01-10', '19,004'],
  ],
  [
    ['№', 'Наименование', 'Ед.', 'Кол-во', 'Цена', 'Сумма'],
    ['1', 'Маршрутизатор', 'шт.', '3', '12 500', '37 500'],
    ['2', 'Лицензия на год', 'шт.', '40', '900', '36 000'],
    ['3', 'Монтаж', 'час', '16', '1 100', '17 600'],
    ['4', 'Выезд инженера', 'раз', '2', '3 000', '6 000'],
  ],
];

export const PARAGRAPHS: readonly (readonly string[])[] = [
  [
    '根据上级部署，本单位于三月中旬开展专项检查，',
    '重点核查外包人员的账号权限与设备台账。',
    '检查发现，共有十七个账号长期未注销，',
    '其中五个在离职以后仍有登录记录（见附表二）。',
    '各部门应在二十日内完成整改，并提交书面报告。',
    '逾期未完成的，将暂停其项目付款申请。',
  ],
  [
    'The contractor shall deliver the monitoring software in two stages.',
    'Stage one covers 120 endpoints at the northern site (Annex B, item 4).',
    'Payment of 45,500 is due within 30 days after acceptance.',
    'Remote access is provided through vpn-gw2.example.org only.',
    'Any transfer of records to third parties requires written consent.',
    'Questions go to operations desk, extension 7719.',
  ],
  [
    'Настоящим сообщаем, что работы по договору № 17/22 завершены.',
    'Акт сдачи-приёмки подписан обеими сторонами 28 октября.',
    'Остаток в размере 640 000 рублей подлежит оплате до конца года.',
    'Доступ к стенду закрыт, учётные записи исполнителя удалены.',
    'Копии журналов переданы на носителе с серийным номером WX-5521.',
    'Замечания просим направлять в письменном виде.',
  ],
];
