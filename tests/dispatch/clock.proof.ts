/** The clocks at length: 20,000 calendars with limits and pauses for each property, 500 beside the model. */
import { clockModel } from "./clock_model.ts";
import { clockProperties } from "./clock_properties.ts";

clockProperties(20_000);
clockModel(500);
