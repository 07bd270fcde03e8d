/** A photo that was made smaller still says where and when it was taken, and stands upright. */
import { expect, it } from "vitest";
import { exifOf, withExif } from "../../../islands/field/exif.ts";
import { readMetadata } from "../../../store/photo_metadata.ts";
import { jpeg } from "../../dispatch/photos.ts";

it("carries place and time over to another JPEG, and leaves the way it was held behind", () => {
  const told = { lat: 36.15, lon: 120.25, taken: "2026:11:27 08:00:00", offset: "+08:00" };
  const exif = exifOf(jpeg({ ...told, orientation: 6 }))!;
  const smaller = withExif(jpeg({}), exif);
  expect(readMetadata("image/jpeg", jpeg({ ...told, orientation: 6 }), "Asia/Shanghai").orientation).toBe(6);
  expect(readMetadata("image/jpeg", smaller, "Asia/Shanghai")).toEqual({
    taken: Date.UTC(2026, 10, 27),
    lat: expect.closeTo(36.15, 5),
    lon: expect.closeTo(120.25, 5),
    orientation: 1,
  });
});

it("finds none in what is no JPEG, or is cut off", () => {
  const whole = jpeg({ lat: 1, lon: 2 });
  expect(exifOf(Uint8Array.from([1, 2, 3]))).toBeNull();
  expect(exifOf(whole.slice(0, 12))).toBeNull();
  expect(exifOf(new Uint8Array())).toBeNull();
});
