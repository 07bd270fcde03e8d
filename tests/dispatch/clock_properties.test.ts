import { clockModel } from "./clock_model.ts";
import { clockProperties } from "./clock_properties.ts";

clockProperties(500);
clockModel(40);
