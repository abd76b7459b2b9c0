/** What can be wrong with looking at what runs and steering it: names that nothing has, members that do not run, versions that are gone. */
export const operateCodes = {};
