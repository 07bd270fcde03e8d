import { expect, test } from "vitest";
import { readArguments, readSettings } from "../settings.ts";
import { SetupError } from "../store/city_folder.ts";

test("readSettings() takes an empty environment: demo city, this machine, port 8000, embedded engine", () => {
  expect(readSettings({})).toEqual({
    city: null,
    dataDir: "./data",
    host: "127.0.0.1",
    port: 8000,
    behindProxy: false,
    oidc: null,
    clickhouseUrl: null,
    apiKeys: [],
    logLevel: "info",
    push: { contact: null, keys: null },
  });
});

test("readSettings() reads several keys with their scopes", () => {
  const { apiKeys } = readSettings({ API_KEYS: "gps:abc:ingest, hotline:def:ingest:read" });
  expect(apiKeys.map(({ name, scopes }) => [name, [...scopes]])).toEqual([
    ["gps", ["ingest"]],
    ["hotline", ["ingest", "read"]],
  ]);
});

test.each([
  ["PORT", "80000", /PORT=80000: is no port/],
  ["PORT", "http", /PORT=http: is no port/],
  ["OIDC_ISSUER", "https://id.example", /set all three, or none/],
  ["BEHIND_PROXY", "maybe", /BEHIND_PROXY=maybe: is neither yes nor no; use 1 or 0/],
  ["CLICKHOUSE_URL", "localhost:8123", /CLICKHOUSE_URL=localhost:8123: is no URL/],
  ["API_KEYS", "gps:abc", /API_KEYS: the entry of "gps"/],
  ["API_KEYS", "gps:abc:write", /scopes are ingest, read/],
  ["VAPID_PUBLIC_KEY", "BAbc", /set both, or neither/],
  ["VAPID_CONTACT", "somebody", /VAPID_CONTACT=somebody: use mailto:NAME@HOST/],
  ["LOG_LEVEL", "loud", /LOG_LEVEL=loud: is unknown; use error, warn, info, debug/],
])("readSettings() refuses %s=%s with one line that says the mend", (name, value, line) => {
  expect(() => readSettings({ [name]: value })).toThrow(SetupError);
  expect(() => readSettings({ [name]: value })).toThrow(line);
});

test("readSettings() never prints a key", () => {
  expect(() => readSettings({ API_KEYS: "gps:s3cret" })).not.toThrow(/s3cret/);
});

test("readSettings() never prints the password of a URL", () => {
  const url = "ftp://user:s3cret@host/db";
  expect(() => readSettings({ CLICKHOUSE_URL: url })).toThrow(/CLICKHOUSE_URL=ftp:\/\/…@host\/db: is no URL/);
});

test("readArguments() reads the workers of the demo, and refuses what it does not know", () => {
  expect(readArguments([])).toEqual({ staff: true, scenario: null, workers: 5000, withParent: false });
  expect(readArguments(["--with-parent", "--workers", "129000", "--no-staff"])).toEqual({
    staff: false,
    scenario: null,
    workers: 129_000,
    withParent: true,
  });
  expect(readArguments(["--workers=10"]).workers).toBe(10);
  expect(() => readArguments(["--workers", "many"])).toThrow(/--workers many: use a whole number/);
  expect(() => readArguments(["--verbose"])).toThrow(/--verbose: is unknown/);
});
