/**
 * The embedded ClickHouse: a process of its own that does nothing but run the library. It alone has the right to call
 * native code; the server that starts it has not. Arguments: library, data directory, config file, port.
 */

const [library, directory, config, port] = Deno.args as [string, string, string, string];

const { symbols } = Deno.dlopen(library, {
  chdb_query_cmdline: { parameters: ["i32", "buffer"], result: "pointer", nonblocking: true },
  /** From libc, which the library brings along: so that ending itself needs no --allow-run. */
  _exit: { parameters: ["i32"], result: "void" },
});

const argv = [
  "clickhouse",
  `--path=${directory}`,
  `--config-file=${config}`,
  `--http_port=${port}`,
  "--listen_host=127.0.0.1",
  // The sleep keeps the call, and with it the listener, alive: one row every 3 s for ten years.
  "--query=SYSTEM START LISTEN HTTP; SELECT sleepEachRow(3) FROM numbers(100000000) " +
  "SETTINGS max_block_size=1, function_sleep_max_microseconds_per_block=0 FORMAT Null",
].map((text) => new TextEncoder().encode(text + "\0"));
const pointers = BigUint64Array.from(argv, (text) => Deno.UnsafePointer.value(Deno.UnsafePointer.of(text)));

// Returns only when the engine could not start, for instance because another process holds the directory.
symbols.chdb_query_cmdline(argv.length, new Uint8Array(pointers.buffer)).then(() => symbols._exit(1));

// The parent holds the other end of stdin: when the parent dies, however it dies, this ends too. At once and without
// destructors, because an orderly exit of the library crashes.
for await (const _ of Deno.stdin.readable) { /* wait for the end of input */ }
symbols._exit(0);
// Keeps the strings reachable while the library may still read them.
argv.length = 0;
