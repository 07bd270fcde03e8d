/** Reports of San Francisco's police, one row an offence, date and clock apart and without a zone. Cleared ones are closed. */
import { recordsOf } from "./file.ts";
import { usLocalTime } from "./local_time.ts";
import type { Format, TimedRow } from "./recording.ts";

const ZONE = "America/Los_Angeles";
const GRAVE = /ASSAULT|ROBBERY|KIDNAPPING|SEX OFFENSES|WEAPON|ARSON/;
const LIGHT = /NON-CRIMINAL|OTHER OFFENSES|LOITERING|SECONDARY|TRESPASS/;

export const sfpd: Format = {
  name: "sfpd",
  kind: "incidents",
  fits: (head) => head.startsWith("IncidntNum,Category,Descript"),
  async *read(file, faults): AsyncGenerator<TimedRow> {
    const rows: TimedRow[] = [];
    for await (const report of recordsOf(file, faults)) {
      const time = usLocalTime(`${report.Date!.slice(0, 10)} ${report.Time}`, ZONE);
      if (time === null) {
        faults.add("a report has no time");
        continue;
      }
      const category = report.Category!;
      rows.push({
        at: time,
        row: {
          // One incident has several rows, one for each offence; PdId tells them apart.
          id: report.PdId,
          source: "sfpd",
          category,
          time,
          lat: Number(report.Y),
          lon: Number(report.X),
          severity: GRAVE.test(category) ? 2 : LIGHT.test(category) ? 4 : 3,
          title: report.Descript,
          address: report.Address,
          text: report.Resolution === "NONE" ? "" : report.Resolution,
          status: report.Resolution === "NONE" ? "open" : "closed",
        },
      });
    }
    yield* rows.sort((a, b) => a.at - b.at);
  },
};
