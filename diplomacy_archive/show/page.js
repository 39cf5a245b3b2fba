"use strict";
// Everything shown is made here from the data with createElement and textContent: no value is ever read as HTML.
const data = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const PAGE = 50;
const LISTED = 500;
const FIELDS = ["q", "person", "area", "side", "place", "party", "kind", "status", "since", "until", "order"];
const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const isPair = (value) => value && typeof value === "object" && "vi" in value && "en" in value;
// What differs between the languages is a pair; everything else is said once.
function localise(value, language) {
  if (Array.isArray(value)) return value.map((one) => localise(one, language));
  if (isPair(value)) return localise(value[language], language);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, localise(one, language)]));
}
let lang = document.documentElement.lang;
function t(key, values = {}) {
  return data.words[key][lang].replace(/\{(\w+)\}/g, (_, name) => values[name]);
}
const here = (value) => localise(value, lang);

function h(tag, attributes, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes || {})) {
    if (name === "on") for (const [event, run] of Object.entries(value)) made.addEventListener(event, run);
    else if (value !== undefined && value !== null) made.setAttribute(name, value);
  }
  made.append(...children.flat(2).filter((child) => child !== "" && child !== null && child !== undefined));
  return made;
}

// --- Words -------------------------------------------------------------------------------------------

// As the library folds: case, accents and tone marks away, "đ" and its look-alike "ð" are "d".
function fold(text) {
  return text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replace(/[đð]/g, "d").replace(/ß/g, "ss");
}
const split = (text) => text.match(/[\p{L}\p{N}]+/gu) || [];
// In lower case with their accents; where a tone mark may stand on either of two vowels it is put on the first.
const TONE = /(?:o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])(?![\p{L}\p{N}])/gu;
function cased(text) {
  const first = (pair) => pair.normalize("NFD").replace(/^(.)(.)(.)$/u, "$1$3$2").normalize("NFC");
  return split(text.toLowerCase().normalize("NFC").replace(TONE, first));
}
// Whatever form of a name a record writes, it is found by every other form of it.
const named = new Map();
for (const forms of data.names) {
  const all = forms.map((form) => cased(form));
  for (const form of all) named.set(form[0], [...(named.get(form[0]) || []), [form, all]]);
}
function passage(text) {
  const own = cased(text);
  const added = own.flatMap((word, at) => (named.get(word) || [])
    .filter(([form]) => form.every((part, place) => own[at + place] === part)).flatMap(([, all]) => all.flat()));
  const joined = ` ${[...own, ...added].join(" ")} `;
  return { cased: joined, folded: fold(joined) };
}
// Every word, whole, in any order; one typed without accents stands with any, another only as it is.
function holds(found, wanted) {
  return wanted.every((word) => (word === fold(word) ? found.folded : found.cased).includes(` ${word} `));
}

function day(iso) {
  const [year, month, date] = iso.split("-").map(Number);
  return lang === "vi" ? `${date}/${month}/${year}` : `${date} ${MONTHS[month - 1]} ${year}`;
}
const figure = (count) => count.toLocaleString(lang === "vi" ? "vi" : "en");
const many = (count, noun) => `${figure(count)} ${data.nouns[noun][lang][count === 1 ? 0 : 1]}`;

// --- The state is the address after "#", so that what one sees can be sent and gone back from ---------

function read() {
  const found = {};
  for (const [name, value] of new URLSearchParams(location.hash.slice(1))) if (value) found[name] = value;
  return found;
}
function address(state) {
  return "#" + new URLSearchParams(Object.entries(state).filter(([, value]) => value));
}
function go(change, { quietly = false } = {}) {
  const next = address({ ...read(), ...change });
  if (quietly) location.replace(next === "#" ? "#list" : next);
  else location.hash = next === "#" ? "#list" : next;
}
// A link changes part of the state; its own address works alone, opened in another tab.
function link(change, attributes, ...children) {
  const follow = (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    event.stopPropagation();
    go(change);
  };
  return h("a", { href: address(change), on: { click: follow }, ...attributes }, children);
}

// --- Which meetings match ----------------------------------------------------------------------------

const personOf = new Map(data.people.map((one) => [one.id, one]));
const within = new Map(data.areas.map((one) => [one.id, one.within]));
const TOLD = ["side", "place", "party", "kind", "status"]; // filters by what a meeting lists under `sides`, `places`, …
const LISTS = { side: "sides", place: "places", party: "parties", kind: "kinds", status: "statuses" };
for (const one of data.meetings) one.wide = new Set(one.areas.flatMap((area) => within.get(area) || [area]));

function said(card) {
  const value = (one) =>
    typeof one === "string" ? one
    : one.names ? one.names.map((name) => name[1]).join(" ")
    : one.chips ? one.chips.map((chip) => `${chip[1]} ${chip[2]}`).join(" ") + ` ${one.rest || ""}`
    : one.sides.map((side) => [side[0], ...side[1].map((who) => `${who[1]} ${who[2].join(" ")}`)].join(" ")).join(" ");
  return [
    card.title, card.printed || "", ...card.facts.map((fact) => value(fact[1])),
    ...card.proof.map((quote) => quote[2]), ...(card.parts || []).map(said),
  ].join(" ");
}
// As in the library, the words of a search stand together: in the meeting's own facts, or in one statement.
function passages(one) {
  if (!one.passages) {
    const both = ["vi", "en"].map((language) => {
      const { parts, ...own } = localise(one.card, language);
      return [said(own), ...(parts || []).flatMap((part) => (part.parts || []).map((card) => `${part.title} ${said(card)}`))];
    });
    one.passages = both[0].map((text, place) => passage(`${text} ${both[1][place]}`));
  }
  return one.passages;
}
// The words of many meetings are folded while nobody asks for anything, so that the first search need not wait.
function foldAhead(from) {
  if (from < data.meetings.length && window.requestIdleCallback)
    requestIdleCallback((idle) => {
      let next = from;
      while (next < data.meetings.length && idle.timeRemaining() > 1) passages(data.meetings[next++]);
      foldAhead(next);
    });
}
function matching(state) {
  const wanted = cased(state.q || "");
  return data.meetings.filter((one) =>
    (!state.meeting || one.card.id === state.meeting)
    && (!state.person || one.people.includes(state.person))
    && TOLD.every((name) => !state[name] || one[LISTS[name]].includes(state[name]))
    && (!state.area || one.wide.has(state.area))
    && (!(state.since || state.until)
      || one.dates.some((date) => (!state.since || date >= state.since) && (!state.until || date <= state.until)))
    && (!wanted.length || passages(one).some((found) => holds(found, wanted))));
}

// --- Cards -------------------------------------------------------------------------------------------

function inline(value, language) {
  if (value === t("not_stated") || value === t("not_seen")) return [h("span", { class: "da-none" }, value)];
  return value.split(/(“[^”]*”)/).map((part) =>
    part.startsWith("“") ? h("span", { class: "da-words", lang: language || null }, part) : part);
}
function name(id, shown) {
  return personOf.has(id) ? link({ person: id, meeting: "" }, { title: t("with_them") }, shown) : shown;
}
// The eye sees terms apart; the separators are for who hears or copies them.
function apart(chips) {
  return chips.map(([, shown, , group], place) => h("span", { class: `da-chip da-${group}` }, shown,
    place < chips.length - 1 ? h("span", { class: "da-sep" }, "; ") : ""));
}
function chips(value, language) {
  const told = value.chips.map(([id, shown, printed, group]) => [id, [
    within.has(id) ? link({ area: id, meeting: "" }, { title: t("mention_it") }, shown) : shown,
    printed ? [" ", ...inline(printed, language)] : "",
  ].flat().filter((part) => part !== ""), "", group]);
  return h("span", { class: "da-chips" }, apart(told), value.rest ? h("span", { class: "da-soft" }, inline(value.rest, language)) : "");
}
function shown(value, language) {
  if (typeof value === "string") return inline(value, language);
  if (value.chips) return [chips(value, language)];
  if (value.names) return value.names.flatMap((one, place) => [place ? ", " : "", name(...one)]);
  return [h("div", { class: "da-sides" }, value.sides.map(([side, people]) =>
    h("div", {}, h("h5", {}, side), h("ul", { class: "da-list" }, people.map(([id, who, titles]) =>
      h("li", {}, h("b", {}, name(id, who)), titles.flatMap((title) => [h("br"), h("span", { class: "da-soft", lang: language || null }, title)])))))))];
}
// A label stands once before all its values.
function facts(card) {
  return h("dl", {}, card.facts.flatMap(([label, value], place) => [
    place && card.facts[place - 1][0] === label ? "" : h("dt", { "data-key": label }, data.labels[label][lang]),
    h("dd", { "data-key": label }, shown(value, card.language)),
  ]));
}
function quotes(card) {
  return [...new Set(card.proof.map((quote) => quote[0]))].flatMap((from) => [
    // A statement's own id, which stands above, begins with its article's.
    (card.id || "").startsWith(`${from}/`) ? "" : h("code", { class: "da-id" }, from),
    h("ul", { class: "da-list" }, card.proof.filter((quote) => quote[0] === from).map(([article, paragraph, phrase]) =>
      h("li", {}, link({ article, paragraph }, { class: "quote", title: t("paragraph_of", { paragraph, article }) },
        `§${paragraph} `, h("span", { lang: card.language || null }, `“${phrase}”`))))),
  ]);
}
function folded(card) {
  const paragraphs = [...new Set(card.proof.map((quote) => `§${quote[1]}`))].join(" ");
  const made = h("details", { class: "da-line" }, h("summary", {},
    ...inline(card.title, card.language), " ",
    card.printed ? h("span", { class: "da-words", lang: card.language || null }, `“${card.printed}” `) : "",
    h("span", { class: "da-soft" }, paragraphs), " ",
    card.facts.filter(([, value]) => value.chips).map(([, value]) =>
      h("span", { class: "da-chips" }, apart(value.chips)))));
  once(made, () => [card.id ? h("p", {}, h("code", { class: "da-id" }, card.id)) : "", facts(card), h("div", { class: "da-proof" }, quotes(card))]);
  return made;
}
// What is folded is made when it is opened, or printed.
const waitingToBeMade = new WeakMap();
function once(details, make) {
  waitingToBeMade.set(details, make);
  details.addEventListener("toggle", () => details.open && fill(details));
}
function fill(details) {
  const make = waitingToBeMade.get(details);
  waitingToBeMade.delete(details);
  if (make) details.append(...make().filter((part) => part !== ""));
}
function body(card) {
  return h("div", { class: "body" }, facts(card),
    h("details", { class: "da-proof" }, h("summary", {}, many(card.proof.length, "quote")), quotes(card)),
    (card.parts || []).map((part) => h("div", { class: "da-part" }, h("h5", {}, part.title), (part.parts || []).map(folded))),
    h("p", { class: "da-proof" }, link({ meeting: card.id }, { class: "only-screen" }, t("link_here")), " ", h("code", { class: "da-id" }, card.id)));
}
// A fact in a few words: without those of the article, unless there are no others.
const few = (text) => text.replace(/\s+“[^”]*”,?/g, "").replace(/[“”]/g, "");
function meeting(one, open) {
  const card = here(one.card);
  const missing = [t("not_stated"), t("not_seen")];
  const line = ["kind", "place", "status"].flatMap((key) => card.facts.filter((found) => found[0] === key)
    .map(([, value]) => (missing.includes(value) ? `${data.labels[key][lang]} ${value}` : few(value))));
  const listed = card.facts.filter(([, value]) => value.chips).flatMap(([, value]) => value.chips);
  const some = apart(listed.slice(0, 8));
  if (listed.length > 8) some.push(h("span", { class: "da-soft" }, `+ ${figure(listed.length - 8)}`));
  const details = h("details", {}, h("summary", {}, h("h4", {}, card.title),
    h("div", { class: "da-soft" }, inline(line.join(" · "), card.language)), h("div", { class: "da-chips" }, some)));
  once(details, () => [body(card)]);
  details.open = open;
  return h("article", { class: "meeting", "data-id": card.id }, details);
}

// --- The list, which grows by pages ------------------------------------------------------------------

let found = [];
let listed = 0;
let lastDay = null;

function more(count) {
  const part = document.createDocumentFragment();
  const open = found.length === 1;
  for (const one of found.slice(listed, listed + count)) {
    const date = one.dates.map(day).join(` ${t("or")} `) || t("no_date");
    if (date !== lastDay) part.append(h("h3", {}, (lastDay = date)));
    part.append(meeting(one, open));
  }
  listed = Math.min(listed + count, found.length);
  $("meetings").append(part);
  $("more").hidden = listed === found.length;
  $("more").textContent = t("show_more", { count: figure(Math.min(PAGE, found.length - listed)), meetings: many(found.length - listed, "meeting") });
}
function list() {
  listed = 0;
  lastDay = null;
  $("meetings").replaceChildren();
  const all = data.meetings.length;
  $("count").textContent = found.length === all ? many(all, "meeting")
    : found.length ? t("some_of", { some: many(found.length, "meeting"), all: figure(all) }) : t("no_match");
  $("none").hidden = Boolean(found.length);
  $("sheet").hidden = !found.length;
  more(PAGE);
}

// --- People, areas and periods, counted within what matches ------------------------------------------

let everybody = false;
let everything = false;

function tally(ids) {
  const counts = new Map();
  for (const one of found) for (const id of ids(one)) counts.set(id, (counts.get(id) || 0) + 1);
  return counts;
}
function choice(key, id, label, count, chosen, depth) {
  const made = h("button", { type: "button", "aria-pressed": String(chosen === id), on: {
    click: () => go({ [key]: chosen === id ? "" : id, meeting: "" }) } },
    h("span", {}, "\u2003".repeat(depth || 0) + label), h("span", {}, figure(count)));
  return h("li", {}, made);
}
function facets(state) {
  const met = tally((one) => one.people);
  const ranked = data.people.filter((one) => met.has(one.id) || one.id === state.person)
    .sort((one, other) => (met.get(other.id) || 0) - (met.get(one.id) || 0) || here(one.name).localeCompare(here(other.name), lang));
  const some = everybody ? ranked : ranked.slice(0, 25);
  $("people").replaceChildren(...some.map((one) => choice("person", one.id, here(one.name), met.get(one.id) || 0, state.person)));
  $("all-people").hidden = some.length === ranked.length;
  $("all-people").textContent = t("show_all", { what: many(ranked.length, "person") });
  const mentioned = tally((one) => one.wide);
  const areas = data.areas.filter((one) => mentioned.has(one.id) || one.id === state.area);
  const few = areas.filter((one, place) => everything || place < 25 || one.id === state.area);
  $("areas").replaceChildren(...few.map((one) => choice("area", one.id, here(one.name), mentioned.get(one.id) || 0, state.area, one.depth)));
  $("all-areas").hidden = few.length === areas.length;
  $("all-areas").textContent = t("show_all", { what: many(areas.length, "area") });
}
function period(date, unit) {
  return unit === "year" ? date.slice(0, 4) : unit === "month" ? date.slice(0, 7) : date;
}
function last(label) {
  if (label.length === 10) return label;
  if (label.length === 4) return `${label}-12-31`;
  const [year, month] = label.split("-").map(Number);
  return `${label}-${String(new Date(Date.UTC(year, month, 0)).getUTCDate()).padStart(2, "0")}`;
}
function label_of(period) {
  if (period.length === 10) return day(period);
  const [year, month] = period.split("-");
  return !month ? year : lang === "vi" ? `${+month}/${year}` : `${MONTHS[month - 1]} ${year}`;
}
function periods(first, final, unit) {
  const labels = [];
  for (const date = new Date(first + "T00:00:00Z"); labels.length < 1000; ) {
    const label = period(date.toISOString().slice(0, 10), unit);
    if (label > period(final, unit)) break;
    labels.push(label);
    if (unit === "year") date.setUTCFullYear(date.getUTCFullYear() + 1);
    else if (unit === "month") date.setUTCMonth(date.getUTCMonth() + 1, 1);
    else date.setUTCDate(date.getUTCDate() + 1);
  }
  return labels;
}
function bars(state) {
  const dates = data.meetings.flatMap((one) => one.dates).sort();
  if (!dates.length || dates[0] === dates.at(-1)) return;
  const days = (Date.parse(dates.at(-1)) - Date.parse(dates[0])) / 864e5;
  const unit = days < 92 ? "day" : days < 3660 ? "month" : "year";
  const counts = tally((one) => new Set(one.dates.map((date) => period(date, unit))));
  const labels = periods(dates[0], dates.at(-1), unit);
  const most = Math.max(1, ...counts.values());
  $("time").hidden = false;
  $("bars").replaceChildren(...labels.map((label) => {
    const count = counts.get(label) || 0;
    const since = label.length === 10 ? label : label.length === 7 ? `${label}-01` : `${label}-01-01`;
    const chosen = state.since === since && state.until === last(label);
    const bar = h("button", { type: "button", title: `${label_of(label)}: ${many(count, "meeting")}`, "aria-label": `${label_of(label)}: ${many(count, "meeting")}`,
      "aria-pressed": String(chosen), on: { click: () => go(chosen ? { since: "", until: "" } : { since, until: last(label), meeting: "" }) } });
    bar.style.height = count ? `${Math.max(4, (100 * count) / most)}%` : "0";
    bar.disabled = !count && !chosen;
    return h("span", { role: "listitem" }, bar);
  }));
  $("ends").replaceChildren(h("span", {}, label_of(labels[0])), h("span", {}, t(`by_${unit}`)), h("span", {}, label_of(labels.at(-1))));
}

// --- Articles: what is cited from which paragraph ----------------------------------------------------

const cited = {};

function citations() {
  if (cited[lang]) return cited[lang];
  const found = (cited[lang] = new Map());
  const add = (card, change, title) => {
    for (const [article, paragraph, phrase] of card.proof) {
      if (!found.has(article)) found.set(article, new Map());
      const places = found.get(article);
      if (!places.has(paragraph)) places.set(paragraph, []);
      places.get(paragraph).push({ phrase, change, title });
    }
    for (const part of card.parts || []) add(part, change, part.proof.length ? part.title : title);
  };
  for (const one of data.meetings) {
    const card = here(one.card);
    add(card, { meeting: card.id, article: "", paragraph: "" }, card.title);
  }
  for (const cards of Object.values(data.others)) for (const one of cards) add(here(one.card), null, here(one.card.title));
  for (const one of data.articles) add(here(one.card), null, data.labels.photo[lang]);
  return found;
}
function article(state) {
  const one = data.articles.find((found) => found.id === state.article);
  const dialog = $("article");
  if (!one) {
    if (dialog.open) dialog.close();
    return;
  }
  const card = here(one.card);
  const places = [...(citations().get(one.id) || new Map())].sort((first, second) => first[0] - second[0]);
  const rows = places.map(([paragraph, quoted]) => {
    const uses = new Map();
    for (const quote of quoted) uses.set(quote.title, [...(uses.get(quote.title) || []), quote]);
    return h("li", { class: String(paragraph) === state.paragraph ? "here" : "", id: `para-${paragraph}` },
      h("span", {}, `§${paragraph}`),
      [...uses].map(([title, quotes]) => h("div", { class: "use" }, quotes[0].change ? link(quotes[0].change, {}, title) : title, ": ",
        h("span", { class: "da-words", lang: card.language || null },
          [...new Set(quotes.map((quote) => `“${quote.phrase}”`))].join(", ")))));
  });
  const known = card.facts.filter(([label]) => !["inferred", "photo", "uncited", "url"].includes(label));
  $("article-body").replaceChildren(
    h("h2", { id: "article-head" }, card.title),
    h("p", {}, h("code", { class: "da-id" }, one.id)),
    facts({ ...card, facts: known }),
    /^https?:/.test(one.url) ? h("p", {}, h("a", { href: one.url, rel: "noopener noreferrer" }, t("read_it"))) : "",
    h("p", { class: "da-soft" }, t("cited", { some: figure(places.length), all: figure(one.paragraphs) })),
    h("ol", {}, rows));
  if (!dialog.open) dialog.showModal();
  const at = $("article-body").querySelector(".here");
  if (at) at.scrollIntoView({ block: "center" });
  else dialog.scrollTop = 0;
}
$("article").addEventListener("close", () => {
  if (read().article) go({ article: "", paragraph: "" });
});

function articles(all) {
  const some = all ? data.articles : data.articles.slice(0, 25);
  $("articles").replaceChildren(...some.map((one) => h("li", {},
    link({ article: one.id, paragraph: "" }, {}, here(one.card.title)), " ", h("code", { class: "da-id" }, one.id))));
  $("all-articles").hidden = some.length === data.articles.length;
  $("all-articles").textContent = t("show_all", { what: many(data.articles.length, "article") });
}
// Words, area and person are looked for in these records themselves; the other filters are of the meetings that raise them.
function others(state) {
  const wanted = cased(state.q || "");
  const raising = ["meeting", "since", "until", ...TOLD].some((name) => state[name])
    ? new Set(matching({ ...state, q: "", area: "", person: "" }).map((one) => one.card.id)) : null;
  const matches = (one) => {
    one.passage = one.passage || passage(["vi", "en"].map((language) => said(localise(one.card, language))).join(" "));
    return holds(one.passage, wanted) && (!state.person || one.people.includes(state.person))
      && (!state.area || one.areas.some((area) => (within.get(area) || [area]).includes(state.area)))
      && (!raising || one.meetings.some((id) => raising.has(id)));
  };
  $("others").replaceChildren(...Object.entries(data.others).flatMap(([kind, all]) => {
    const some = all.filter(matches);
    if (!some.length) return [];
    const count = some.length === all.length ? figure(all.length) : t("some_of", { some: figure(some.length), all: figure(all.length) });
    const box = h("details", {}, h("summary", {}, h("h2", {}, `${t(kind)} (${count})`)));
    once(box, () => [...some.slice(0, LISTED).map((one) => folded(here(one.card))),
      some.length > LISTED ? h("p", { class: "da-soft" }, t("more_others", { count: figure(some.length - LISTED) })) : ""]);
    box.open = some.length <= 20;
    return [h("section", {}, box)];
  }));
}

// --- The list as a sheet -----------------------------------------------------------------------------

// Spreadsheets read UTF-8 only after a byte order mark, and run cells that begin like a formula.
function sheet() {
  const cell = (text) => `"${(/^[=+\-@]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
  const keys = ["kind", "place", "status", "fields", "topics"];
  const heads = ["id", "date", "who", ...keys, "url"].map((key) => data.labels[key][lang]);
  const rows = found.map((one) => {
    const card = here(one.card);
    const told = (key) => card.facts.filter(([label]) => label === key)
      .map(([, value]) => (value.chips ? value.chips.map((chip) => chip[1]).join("; ") : few(value))).join("; ");
    const urls = data.articles.filter((article) => card.proof.some((quote) => quote[0] === article.id)).map((article) => article.url);
    return [card.id, one.dates.join("; "), card.title, ...keys.map(told), urls.join(" ")];
  });
  const text = `\ufeff${[heads, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  h("a", { href: address, download: "meetings.csv" }).click();
  URL.revokeObjectURL(address);
}

// --- All together ------------------------------------------------------------------------------------

function options(id, pairs) {
  $(id).closest("label").hidden = pairs.length < 2;
  $(id).replaceChildren(h("option", { value: "" }, t("any")), ...pairs.map(([value, name]) => h("option", { value }, name)));
}
// Everything that does not follow from the filters is written once in each language.
function speak() {
  document.documentElement.lang = lang;
  for (const one of document.querySelectorAll("[data-t]")) one.textContent = t(one.dataset.t);
  for (const one of document.querySelectorAll("[data-t-label]")) one.ariaLabel = t(one.dataset.tLabel);
  $("q").placeholder = t("placeholder");
  for (const one of document.querySelectorAll("#languages button")) one.ariaPressed = String(one.lang === lang);
  $("counts").textContent = [many(data.meetings.length, "meeting"), many(data.people.length, "person"),
    many(data.articles.length, "article")].join(" · ");
  const byName = (one, other) => one[1].localeCompare(other[1], lang);
  options("person", data.people.map((one) => [one.id, here(one.name)]).sort(byName));
  options("area", data.areas.map((one) => [one.id, "\u2003".repeat(one.depth) + here(one.name)]));
  for (const name of TOLD) options(name, Object.entries(data.lists[name]).map(([id, one]) => [id, here(one)]).sort(byName));
  articles(false);
}
let drawn = null;

function render() {
  const state = read();
  const filters = address({ ...state, article: "", paragraph: "" });
  if ((state.lang || data.lang) !== lang || drawn === null) {
    lang = state.lang === "vi" || state.lang === "en" ? state.lang : data.lang;
    speak();
    drawn = "";
  }
  if (filters !== drawn) {
    drawn = filters;
    for (const field of FIELDS) if (document.activeElement !== $(field) || field !== "q") $(field).value = state[field] || "";
    found = matching(state);
    if (state.order === "newest") found.sort((one, other) => (other.dates[0] || "").localeCompare(one.dates[0] || ""));
    list();
    facets(state);
    bars(state);
    others(state);
  }
  article(state);
}

$("bars").after(h("div", { id: "ends" }));
let waiting = 0;
$("q").addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => go({ q: $("q").value.trim(), meeting: "" }, { quietly: true }), 120);
});
$("clear").addEventListener("click", () => $("filters").reset());
for (const field of FIELDS.slice(1)) $(field).addEventListener("change", () => go({ [field]: $(field).value, meeting: "" }));
for (const one of document.querySelectorAll("#languages button"))
  one.addEventListener("click", () => go({ lang: one.lang === data.lang ? "" : one.lang }));
$("filters").addEventListener("submit", (event) => event.preventDefault());
$("filters").addEventListener("reset", () => go(Object.fromEntries([...FIELDS, "meeting"].map((field) => [field, ""]))));
$("more").addEventListener("click", () => more(PAGE));
$("sheet").addEventListener("click", sheet);
$("all-people").addEventListener("click", () => { everybody = true; facets(read()); });
$("all-areas").addEventListener("click", () => { everything = true; facets(read()); });
$("all-articles").addEventListener("click", () => articles(true));
if (matchMedia("(max-width: 820px)").matches) $("people-box").open = $("areas-box").open = false;
// On paper nothing opens: what matches is printed, as far as paper makes sense, and of not too many everything.
let opened = [];
addEventListener("beforeprint", () => {
  more(1000);
  const closed = "main details:not([open]), #others details:not([open])";
  for (let some; found.length <= 100 && (some = [...document.querySelectorAll(closed)]).length; opened.push(...some))
    for (const one of some) {
      fill(one);
      one.open = true;
    }
});
addEventListener("afterprint", () => {
  for (const one of opened) one.open = false;
  opened = [];
});
addEventListener("hashchange", render);
render();
foldAhead(0);
