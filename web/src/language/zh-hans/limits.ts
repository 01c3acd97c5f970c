/** 设置页上的运行限制。 */
import type { Messages } from '../language.tsx';

export const limits: Pick<Messages, 'limits'> = {
  limits: {
    title: '读取',
    help: '适用于在此启动的运行，从下一次开始。触及限制的文件会连同原因记入台账。',
    ocr: '图片与扫描件',
    ocrOn: '识别图片和扫描页中的文字',
    workers: '工作进程数',
    timeLimit: '单个文件无响应的时限（秒）',
    memoryLimit: '每个工作进程的内存（MiB）',
    kept: '已保存，下次运行生效',
  },
};
