/** The 40 streets 街道 of the city: their names and the middles they grow around, by district. */
import type { Km } from "./shape.ts";

export interface StreetSeed {
  readonly zh: string;
  readonly en: string;
  readonly at: Km;
}

const street = (zh: string, en: string, x: number, y: number): StreetSeed => ({ zh, en, at: [x, y] });

/** In the order of DISTRICTS. */
export const STREETS: readonly (readonly StreetSeed[])[] = [
  [
    street("栈桥", "Zhanqiao", -4.3, -7.4),
    street("观象山", "Guanxiangshan", -2.3, -5.6),
    street("中山路", "Zhongshan Road", -4.3, -5.4),
    street("汇泉", "Huiquan", -1.3, -7.2),
    street("台东", "Taidong", -1.5, -3.2),
    street("港湾", "Gangwan", -4.3, -3.2),
    street("四方", "Sifang", -2.9, -0.7),
    street("水清沟", "Shuiqinggou", -1.7, 1.5),
  ],
  [
    street("香江路", "Xiangjiang Road", 0.9, -6.3),
    street("浮山", "Fushan", 5.4, -5.7),
    street("金家岭", "Jinjialing", 7.5, -5.1),
    street("贮水山", "Zhushuishan", 1.6, -3.4),
    street("辛家庄", "Xinjiazhuang", 3.4, -6.2),
    street("洪山坡", "Hongshanpo", 4.3, -2.9),
    street("延安路", "Yan'an Road", 1.9, -0.6),
    street("李村", "Licun", 3.6, 1.4),
    street("虎山", "Hushan", 6.1, 0.2),
    street("九水", "Jiushui", 5.6, 2.9),
  ],
  [
    street("流亭", "Liuting", -2.6, 6.2),
    street("夏庄", "Xiazhuang", 3.0, 6.8),
    street("城阳", "Chengyang", -3.4, 11.0),
    street("惜福", "Xifu", 3.6, 10.6),
    street("正阳", "Zhengyang", -0.3, 11.9),
    street("白沙", "Baisha", -5.6, 5.2),
    street("双埠", "Shuangbu", -4.9, 8.7),
    street("石溪", "Shixi", 0.8, 4.3),
  ],
  [
    street("沙子口", "Shazikou", 12.6, -4.8),
    street("北宅", "Beizhai", 8.4, 11.2),
    street("王哥庄", "Wanggezhuang", 16.4, 11.6),
    street("仰口", "Yangkou", 16.6, 5.4),
  ],
  [
    street("红岛", "Hongdao", -10.0, 4.9),
    street("镜湖", "Mirror Lake", -11.0, 8.6),
    street("上马", "Shangma", -14.4, 7.4),
    street("河套", "Hetao", -8.8, 11.4),
    street("空港", "Konggang", -13.6, 11.4),
  ],
  [
    street("薛家岛", "Xuejiadao", -12.2, -10.1),
    street("辛安", "Xin'an", -15.5, -1.4),
    street("长江路", "Changjiang Road", -14.6, -6.0),
    street("前湾", "Qianwan", -11.8, -5.8),
    street("灵珠山", "Lingzhushan", -15.6, -10.0),
  ],
];
