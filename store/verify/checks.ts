/** All that is compared with the audit record, in the order in which it is looked at. What is kept from now on is one line more. */
import { AlertEvents } from "./alert_events.ts";
import { KeptAlerts } from "./alerts.ts";
import { CaseEvents } from "./case_events.ts";
import { KeptCases } from "./cases.ts";
import type { Check } from "./check.ts";
import { KeptFences } from "./fences.ts";
import { KeptHandovers } from "./handovers.ts";
import { NewestRevisions } from "./incidents.ts";
import { EventNumbers } from "./numbers.ts";
import { PastAlerts } from "./past_alerts.ts";
import { KeptPeople } from "./people.ts";
import { KeptPhotos } from "./photos.ts";
import type { Reading } from "./reading.ts";
import { KeptShifts } from "./shifts.ts";
import { VouchedThings } from "./vouched.ts";

export function checksOf(db: Reading): readonly Check[] {
  const events = new CaseEvents(db);
  return [
    events,
    new EventNumbers(db),
    new NewestRevisions(db),
    new KeptCases(db, events),
    new KeptPeople(db),
    new KeptPhotos(db),
    new KeptAlerts(db),
    new AlertEvents(db),
    new PastAlerts(db),
    new KeptFences(db),
    new KeptHandovers(db),
    new KeptShifts(db),
    new VouchedThings(db),
  ];
}
