/** The few colours a report uses; the plain palette returns its text as it is. */
export interface Palette {
  readonly error: Paint;
  readonly warning: Paint;
  readonly related: Paint;
  readonly gutter: Paint;
  readonly strong: Paint;
}
export type Paint = (text: string) => string;

const plainPaint: Paint = (text) => text;
const sgr = (code: string): Paint => (text) => (text === "" ? "" : `\u001b[${code}m${text}\u001b[0m`);

export const plainPalette: Palette = { error: plainPaint, warning: plainPaint, related: plainPaint, gutter: plainPaint, strong: plainPaint };
export const colourPalette: Palette = { error: sgr("1;31"), warning: sgr("1;33"), related: sgr("36"), gutter: sgr("34"), strong: sgr("1") };
