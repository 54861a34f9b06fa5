// The desk in the browser. All pages work without it; with it a figure's origin opens beside the page, and the page in view
// changes in place when something was saved.
"use strict";

const news = document.getElementById("news");
let shown = 0;

/** The page at an address, as a document. */
async function read(address) {
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  return new DOMParser().parseFromString(await answer.text(), "text/html");
}

/** Says something to those who see the page and to those who hear it. */
function tell(words) {
  news.textContent = words;
  setTimeout(() => { if (news.textContent === words) news.textContent = ""; }, 4000);
}

/** Puts a part of another page in the place of the same part of this one. */
function take(page, selector) {
  const [now, next] = [document.querySelector(selector), page.querySelector(selector)];
  if (now && next && now.outerHTML !== next.outerHTML) now.replaceWith(document.adoptNode(next));
}

/** What is open stays open, and who stood somewhere stands there again. */
function kept(change) {
  const focus = document.activeElement?.getAttribute("href");
  const open = [...document.querySelectorAll("main details")].map((one) => one.open);
  const height = scrollY;
  change();
  document.querySelectorAll("main details").forEach((one, nth) => { one.open = open[nth] ?? false; });
  scrollTo(0, height);
  if (focus) [...document.querySelectorAll("main [href]")].find((one) => one.getAttribute("href") === focus)?.focus({ preventScroll: true });
}

/** Takes the parts of the page that differ from what the desk says now. */
async function renew() {
  const number = ++shown;
  const page = await read(location.href);
  if (number !== shown) return;
  document.title = page.title;
  kept(() => {
    const [pages, next] = [document.querySelector(".pages"), page.querySelector(".pages")];
    if (!pages || !next || pages.children.length !== next.children.length) {
      take(page, "main");
    } else {
      // Only sheets that differ are drawn again.
      [...pages.children].forEach((sheet, nth) => {
        if (sheet.outerHTML !== next.children[nth].outerHTML) sheet.replaceWith(document.importNode(next.children[nth], true));
      });
      next.replaceWith(document.createElement("div"));
      document.querySelectorAll("main > :not(.paper)").forEach((one) => one.remove());
      const place = document.querySelector(".paper");
      page.querySelectorAll("main > :not(.paper)").forEach((one) => place.before(document.adoptNode(one)));
      take(page, "#figure");
    }
    take(page, "header nav");
  });
  tell("入力が変わったので、新しくしました");
}

/** Opens a figure's origin beside the page. */
async function open(address, remember) {
  const number = ++shown;
  const page = await read(address);
  if (number !== shown) return;
  take(page, "#figure");
  if (remember) history.pushState({}, "", address);
  document.querySelectorAll("svg .open").forEach((spot) => spot.classList.remove("open"));
  const id = document.getElementById("figure")?.dataset.id;
  if (!id) return;
  const meant = new URL(address, location.href).searchParams.get("figure");
  document.querySelectorAll("svg .spot").forEach((spot) => {
    const own = new URL(spot.getAttribute("href"), location.href).searchParams.get("figure");
    spot.classList.toggle("open", own === meant);
  });
  const figure = document.getElementById("figure");
  figure.focus({ preventScroll: matchMedia("(min-width: 60rem)").matches });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a.spot, .close a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  open(link.getAttribute("href"), true);
});

addEventListener("popstate", () => open(location.href, false));

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey || event.target.matches("input, textarea")) return;
  const follow = (selector) => {
    const link = document.querySelector(selector);
    if (link) { event.preventDefault(); location.assign(link.href); }
  };
  const scrolls = event.target.closest?.(".scroll, pre");
  switch (event.key) {
    case "ArrowRight": return scrolls ? undefined : follow("a[rel=next]");
    case "ArrowLeft": return scrolls ? undefined : follow("a[rel=prev]");
    case "1": case "2": case "3": return follow(`[data-view="${event.key}"]`);
    case "/": event.preventDefault(); return document.getElementById("q").focus();
    case "?": return document.getElementById("keys").showModal();
    case "Escape": {
      const close = document.querySelector(".close a");
      if (close && !document.getElementById("keys").open) { event.preventDefault(); open(close.getAttribute("href"), true); }
    }
  }
});

let known = null;
const events = new EventSource("/events");
events.onmessage = ({ data }) => {
  if (known !== null && known !== data) renew();
  known = data;
};
events.onerror = () => tell("shiryo serve につながりません");
