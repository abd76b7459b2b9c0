import { fieldCodes } from "./nomad-fields.ts";

/** What Nomad would refuse, drop or misunderstand: fields by the schema, then rule by rule. */
export const nomadCodes = {
  ...fieldCodes,
};
