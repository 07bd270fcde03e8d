/** Who signs in: an account with its roles and areas. Plain JSON, the same on disk, wire and screen. */

/** What an account may be, in the words of the field: 值班员, 受理员, 派遣员, 核查员, 领导, 网格员, 接入方, 管理员. */
export const ROLES = [
  "operator",
  "acceptor",
  "dispatcher",
  "checker",
  "leader",
  "worker",
  "integrator",
  "admin",
] as const;
export type Role = (typeof ROLES)[number];

/** An area grant that stands for the whole city. */
export const WHOLE_CITY = "*";

export const WORKER_KINDS = ["dedicated", "specialist", "part_time"] as const;
export type WorkerKind = (typeof WORKER_KINDS)[number];

/** The worker that an account with the role `worker` is. */
export interface WorkerPost {
  /** Id under which the fixes of this worker come in. */
  readonly id: string;
  readonly kind: WorkerKind;
  readonly skills: readonly string[];
  /** Codes of the grids this worker answers for. */
  readonly grids: readonly string[];
}

export interface Person {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Codes of districts, streets, communities or grids; {@link WHOLE_CITY} for all. */
  readonly areas: readonly string[];
  readonly post?: WorkerPost;
  /** Somebody who left keeps the account, so that the record can name them, and cannot sign in. */
  readonly active: boolean;
  /** One more at each change. */
  readonly version: number;
}
