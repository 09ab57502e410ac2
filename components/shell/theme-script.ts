export const THEME_KEY = "interlock-theme";

export type Theme = "system" | "light" | "dark";

/** Runs before the first paint, so that a chosen theme does not flash. */
export const themeScript = `try{var t=localStorage.getItem("${THEME_KEY}");if(t==="light"||t==="dark")document.documentElement.dataset.theme=t}catch(e){}`;
