/** What Nomad would refuse, drop or misunderstand: fields by the schema, then rule by rule. */
import { fieldCodes } from "./nomad-fields.ts";
import { jobCodes } from "./nomad-job.ts";
import { placementCodes } from "./nomad-placement.ts";
import { serviceCodes } from "./nomad-service.ts";
import { taskCodes } from "./nomad-task.ts";

export const nomadCodes = { ...fieldCodes, ...jobCodes, ...placementCodes, ...serviceCodes, ...taskCodes };
