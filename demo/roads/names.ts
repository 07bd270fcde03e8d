/** Names of roads: main roads are called after cities, streets after what poets see, as coastal towns in China do. */
import alea from "alea";
import { SEED } from "../land/terrain.ts";
import { lengthOf } from "../land/line.ts";
import { ARTERIALS } from "./arterials.ts";
import { ROAD } from "./kind.ts";
import type { Road } from "./layout.ts";

export interface RoadName {
  readonly zh: string;
  readonly en: string;
}

const CITIES =
  "北京Beijing 天津Tianjin 上海Shanghai 广州Guangzhou 杭州Hangzhou 苏州Suzhou 宁波Ningbo 温州Wenzhou 绍兴Shaoxing 无锡Wuxi " +
  "扬州Yangzhou 徐州Xuzhou 济南Jinan 烟台Yantai 威海Weihai 潍坊Weifang 泰安Tai'an 德州Dezhou 聊城Liaocheng 菏泽Heze " +
  "沈阳Shenyang 大连Dalian 鞍山Anshan 丹东Dandong 锦州Jinzhou 吉林Jilin 哈尔滨Harbin 大庆Daqing 太原Taiyuan 大同Datong " +
  "武汉Wuhan 宜昌Yichang 襄阳Xiangyang 长沙Changsha 株洲Zhuzhou 岳阳Yueyang 南昌Nanchang 九江Jiujiang 赣州Ganzhou 合肥Hefei " +
  "芜湖Wuhu 安庆Anqing 黄山Huangshan 厦门Xiamen 泉州Quanzhou 漳州Zhangzhou 深圳Shenzhen 珠海Zhuhai 汕头Shantou 南宁Nanning " +
  "桂林Guilin 北海Beihai 海口Haikou 三亚Sanya 成都Chengdu 绵阳Mianyang 乐山Leshan 贵阳Guiyang 遵义Zunyi 昆明Kunming " +
  "大理Dali 丽江Lijiang 拉萨Lhasa 西安Xi'an 咸阳Xianyang 宝鸡Baoji 兰州Lanzhou 敦煌Dunhuang 西宁Xining 银川Yinchuan " +
  "洛阳Luoyang 开封Kaifeng 郑州Zhengzhou 南阳Nanyang 保定Baoding 唐山Tangshan 承德Chengde 石家庄Shijiazhuang 镇江Zhenjiang 嘉兴Jiaxing " +
  "湖州Huzhou 金华Jinhua 台州Taizhou 丽水Lishui 莆田Putian 龙岩Longyan 惠州Huizhou 佛山Foshan 中山港Zhongshangang 湛江Zhanjiang";

const FIRST =
  "云Yun 松Song 海Hai 石Shi 金Jin 银Yin 玉Yu 青Qing 白Bai 紫Zi 红Hong 兰Lan 梅Mei 竹Zhu 柳Liu 桃Tao 杏Xing 枫Feng 槐Huai 桂Gui 荷He 莲Lian " +
  "鹤He 雁Yan 鹭Lu 鸥Ou 龙Long 凤Feng 星Xing 月Yue 晨Chen 霞Xia 春Chun 秋Qiu 东Dong 南Nan 永Yong 安An 福Fu 瑞Rui 长Chang 宁Ning 清Qing 明Ming 文Wen 德De 仁Ren 和He";
const SECOND =
  "山Shan 海Hai 湾Wan 溪Xi 泉Quan 涛Tao 岭Ling 峰Feng 坪Ping 台Tai 亭Ting 桥Qiao 门Men 口Kou 港Gang 岛Dao 洲Zhou 沙Sha 滩Tan 浦Pu 林Lin 园Yuan 庄Zhuang 田Tian 湖Hu 河He " +
  "江Jiang 城Cheng 坊Fang 里Li 华Hua 丰Feng 兴Xing 泰Tai 康Kang 平Ping 昌Chang 盛Sheng 祥Xiang 景Jing 阳Yang 光Guang 风Feng 雨Yu";

/** "云Yun 松Song" → pairs of Chinese and Latin. */
export function pairs(text: string): RoadName[] {
  return text.split(" ").map((word) => {
    const at = word.search(/[A-Z]/);
    return { zh: word.slice(0, at), en: word.slice(at) };
  });
}

export function shuffle<T>(list: T[], random: () => number): T[] {
  for (let i = list.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [list[i], list[j]] = [list[j]!, list[i]!];
  }
  return list;
}

export function nameRoads(roads: readonly Road[]): RoadName[] {
  const random = alea(`${SEED}/road names`);
  const used = new Set(ARTERIALS.map((road) => road.zh));
  const cities = shuffle(pairs(CITIES), random);
  const poems = shuffle(
    pairs(FIRST).flatMap((a) =>
      pairs(SECOND).filter((b) => b.zh !== a.zh).map((b) => ({
        zh: a.zh + b.zh,
        en: a.en + b.en.toLowerCase(),
      }))
    ),
    random,
  );
  const byLength = roads.map((_, i) => i).sort((a, b) =>
    roads[a]!.class - roads[b]!.class || lengthOf(roads[b]!.line) - lengthOf(roads[a]!.line) || a - b
  );
  const names: RoadName[] = new Array(roads.length);
  for (const i of byLength) {
    const road = roads[i]!;
    const given = ARTERIALS[road.arterial];
    if (given) {
      names[i] = { zh: given.zh, en: given.en };
      continue;
    }
    const [zh, en] = suffix(road);
    const pool = road.class < ROAD.street && cities.length > 0 ? cities : poems;
    let word = pool.pop() ?? poems[i % 1000] ?? { zh: "无名", en: "Wuming" };
    while (used.has(word.zh + zh) && pool.length > 0) word = pool.pop()!;
    used.add(word.zh + zh);
    names[i] = { zh: word.zh + zh, en: `${word.en} ${en}` };
  }
  return names;
}

/** Roads run far; streets run along, lanes are short. */
function suffix(road: Road): [zh: string, en: string] {
  const { line } = road, n = line.length;
  if (road.class < ROAD.street) return ["路", "Road"];
  if (lengthOf(line) < 420) return ["巷", "Lane"];
  return Math.abs(line[n - 2]! - line[0]!) > Math.abs(line[n - 1]! - line[1]!)
    ? ["街", "Street"]
    : ["路", "Road"];
}
