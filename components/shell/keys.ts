import { places } from "./places.ts";

type Handlers = { palette: () => void; keys: () => void; go: (href: string) => void };

const typing = "input, textarea, select, [contenteditable='true']";
const GO_WITHIN_MS = 1_200;

/** Moves focus between the rows of the page's tables; the focused link opens with enter as any link does. */
function moveRow(step: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>("#main [data-row-link]")].filter(
    (link) => link.offsetParent,
  );
  if (links.length === 0) return false;
  const row = document.activeElement?.closest("[data-row]");
  const at = row ? links.findIndex((link) => row.contains(link)) : -1;
  const next = at === -1 ? (step === 1 ? 0 : links.length - 1) : Math.min(links.length - 1, Math.max(0, at + step));
  links[next]?.focus();
  return true;
}

function toggleRow(): boolean {
  const box = document.activeElement?.closest("[data-row]")?.querySelector<HTMLElement>("input[type=checkbox]");
  box?.click();
  return Boolean(box);
}

function focusSearch(): boolean {
  const field = document.querySelector<HTMLElement>("#main [data-search]");
  field?.focus();
  return Boolean(field);
}

/** The keyboard map of every page. Returns the way to stop listening. */
export function listenForKeys(handlers: Handlers): () => void {
  let goSince = 0;
  const openKeys = () => {
    handlers.keys();
    return true;
  };
  const search = () => {
    if (!focusSearch()) handlers.palette();
    return true;
  };
  const actions = new Map<string, () => boolean>([
    ["?", openKeys],
    ["/", search],
    ["j", () => moveRow(1)],
    ["k", () => moveRow(-1)],
    ["x", toggleRow],
  ]);
  const onKey = (event: KeyboardEvent) => {
    if ((event.metaKey || event.ctrlKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      handlers.palette();
      return;
    }
    if (event.metaKey || event.ctrlKey || event.altKey || event.defaultPrevented) return;
    const target = event.target;
    // Dialogs, menus and fields keep their own keys.
    if (target instanceof Element && target.closest(`${typing}, [role=dialog], [role=alertdialog], [role=menu]`))
      return;

    if (goSince > 0 && event.timeStamp - goSince < GO_WITHIN_MS) {
      goSince = 0;
      const place = places.find((candidate) => candidate.key === event.key);
      if (place) {
        event.preventDefault();
        handlers.go(place.href);
      }
      return;
    }
    if (event.key === "g") {
      goSince = event.timeStamp;
      return;
    }
    const done = actions.get(event.key)?.();
    if (done) event.preventDefault();
  };
  document.addEventListener("keydown", onKey);
  return () => document.removeEventListener("keydown", onKey);
}
