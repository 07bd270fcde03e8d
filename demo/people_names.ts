/** Names of workers: common Chinese family and given names, the same for the same number. */
import { lot } from "./random.ts";

const FAMILY = [
  ...("王王王王李李李李张张张张刘刘刘陈陈陈杨杨赵赵黄周吴徐孙孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于于" +
    "蒋蔡余杜叶程苏魏吕丁任沈姚卢姜姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严"),
];
const GIVEN = [
  ...("伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红建国文辉力志永林海燕云飞鹏浩宇晨阳雪梅琳婷慧颖佳欣悦" +
    "鑫波斌宁凯旭东亮峰成龙民友诚光德义良春秋冬晓雨思远立新生荣金凤翠秀珍玲洁莹"),
];

export function workerId(index: number): string {
  return `HW-${String(index + 1).padStart(5, "0")}`;
}

export function workerName(index: number): string {
  const pick = (list: readonly string[], salt: number) => list[Math.floor(lot(index, salt) * list.length)]!;
  const one = pick(FAMILY, 1) + pick(GIVEN, 2);
  return lot(index, 3) < 0.28 ? one : one + pick(GIVEN, 4);
}

/** The number of a worker, or undefined for an id that is no worker's of this city. */
export function indexOf(id: string): number | undefined {
  const match = /^HW-(\d{5,})$/.exec(id);
  return match && Number(match[1]) > 0 ? Number(match[1]) - 1 : undefined;
}

export function nameOf(id: string): string | undefined {
  const index = indexOf(id);
  return index === undefined ? undefined : workerName(index);
}
