/** The embedded ClickHouse's settings: one machine, one city, one client, and little memory. */

export interface EngineConfig {
  readonly memoryBytes: number;
  /** Only who sends this in the header {@link SECRET_HEADER} is answered: other users of the machine reach the port too. */
  readonly secret: string;
}

export const SECRET_HEADER = "x-hexwall-key";

/**
 * ClickHouse refuses to write while less than this is free. On a disk that is really full its merges leave parts whose files
 * are empty, and the last of the room is the ledger's.
 */
const KEPT_FREE_BYTES = 32 * 1024 * 1024;

/** The text of the config file. Users, passwords and profiles would not be read from it; see `clickhouse.ts`. */
export function engineConfig({ memoryBytes, secret }: EngineConfig): string {
  const cache = Math.round(memoryBytes / 16);
  return `<clickhouse>
  <logger><level>none</level></logger>
  <max_server_memory_usage>${memoryBytes}</max_server_memory_usage>
  <mark_cache_size>${cache}</mark_cache_size>
  <primary_index_cache_size>${cache}</primary_index_cache_size>
  <index_mark_cache_size>${cache}</index_mark_cache_size>
  <compiled_expression_cache_size>16777216</compiled_expression_cache_size>
  <max_concurrent_queries>64</max_concurrent_queries>
  <max_thread_pool_size>512</max_thread_pool_size>
  <max_thread_pool_free_size>8</max_thread_pool_free_size>
  <background_schedule_pool_initial_size>2</background_schedule_pool_initial_size>
  <asynchronous_metrics_update_period_s>60</asynchronous_metrics_update_period_s>
  <keep_alive_timeout>30</keep_alive_timeout>
  <storage_configuration><disks><default>
    <keep_free_space_bytes>${KEPT_FREE_BYTES}</keep_free_space_bytes>
  </default></disks></storage_configuration>
  <http_handlers><rule><url>/</url><headers><${SECRET_HEADER}>${secret}</${SECRET_HEADER}></headers>
    <handler><type>dynamic_query_handler</type><query_param_name>query</query_param_name></handler></rule>
  </http_handlers>
</clickhouse>
`;
}
