/** What `?url` and `?worker&url` imports give: the address of the built file. */
declare const url: string;
export default url;
