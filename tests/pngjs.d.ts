/** What the tests use of pngjs, which brings no types. */
export declare const PNG: {
  readonly sync: { read(bytes: Uint8Array): { width: number; height: number; data: Uint8Array } };
};
