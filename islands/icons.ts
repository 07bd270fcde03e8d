/** The icons in use; the only module that imports lucide. */
export {
  Camera,
  ChartScatter,
  Crosshair,
  FileCode,
  Hexagon,
  type IconNode,
  Languages,
  MonitorPlay,
  RotateCw,
  Send,
  TriangleAlert,
  UserRound,
  VideoOff,
  WifiOff,
  X,
} from "lucide";
