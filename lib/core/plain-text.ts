/**
 * One line that looks like what it is: no control characters, and none that are invisible or turn the direction of the
 * text around them. Joiners stay, emoji and several scripts are written with them.
 */
export const PLAIN_LINE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is its purpose.
  /^[^\u0000-\u001f\u007f-\u009f\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$/;

export const PLAIN_NAME = "A name is one line of visible characters.";
