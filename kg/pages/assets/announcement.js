"use strict";
(() => {
  const $ = (id) => document.getElementById(id);
  const card = $("card"), table = $("table");
  const pieces = [...document.querySelectorAll("[data-i]")];
  const marks = pieces.filter((piece) => piece.className !== "q");
  const places = new Map(); // entry number -> the pieces that state it
  for (const piece of pieces) {
    for (const n of piece.dataset.i.split(" ")) {
      if (!places.has(n)) places.set(n, []);
      places.get(n).push(piece);
    }
  }
  const narrow = matchMedia("(max-width:56rem)");
  const off = new Set();
  let chosen = null, from = null, pinned = false, lit = [];

  // One stop for the Tab key in the text: the marks are walked with j and k.
  for (const mark of marks) mark.tabIndex = -1;
  if (marks[0]) marks[0].tabIndex = 0;

  const kindOf = (n) => $("r" + n).closest("section").dataset.kind;
  const entriesOf = (mark) => mark.dataset.i.split(" ").filter((n) => !off.has(kindOf(n)));
  const seen = (mark) => !mark.classList.contains("off");

  function light(numbers) {
    for (const node of lit) node.classList.remove("sel");
    lit = [];
    for (const n of numbers) lit.push($("r" + n), ...(places.get(n) || []));
    for (const node of lit) node.classList.add("sel");
  }

  function within(box, node, tries = 3) {
    // Only the table moves, not the page: scrollIntoView would move both. Parts of the table that were not drawn yet
    // turn out longer or shorter than was thought once they are, so the place is looked at again.
    const outer = box.getBoundingClientRect(), inner = node.getBoundingClientRect();
    if (inner.top >= outer.top + 48 && inner.bottom <= outer.bottom) return;
    box.scrollTop += inner.top - outer.top - outer.height / 3;
    if (tries) requestAnimationFrame(() => within(box, node, tries - 1));
  }

  function fill(numbers) {
    card.replaceChildren();
    for (const n of numbers) {
      const row = $("r" + n), one = document.createElement("div"), what = document.createElement("div");
      one.className = "one";
      what.className = "what";
      const kind = document.createElement("span"), trust = document.createElement("span");
      kind.className = kindOf(n);
      kind.textContent = kindOf(n);
      const said = row.querySelector(".trust").textContent.trim();
      trust.textContent = /%$/.test(said) ? "confidence " + said : said;
      what.append(kind, trust);
      const title = document.createElement("div");
      title.className = "title";
      title.append(...row.querySelector(".to").cloneNode(true).childNodes);
      one.append(what, title);
      const facts = row.querySelector("dl");
      if (facts) one.append(facts.cloneNode(true));
      card.append(one);
    }
  }

  function actions(mark, n) {
    const acts = document.createElement("div");
    acts.className = "acts";
    for (const [label, act] of [["In the table", () => toTable(n, mark)], ["Close", () => { close(); mark.focus(); }]]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = label;
      button.addEventListener("click", act);
      acts.append(button);
    }
    card.append(acts);
  }

  function show(mark, pin) {
    const numbers = entriesOf(mark);
    if (!numbers.length) return;
    fill(numbers);
    pinned = pin;
    if (pin) actions(mark, numbers[0]);
    card.hidden = false;
    if (narrow.matches) return;
    const at = mark.getClientRects()[0], size = card.getBoundingClientRect();
    const below = at.bottom + 8 + size.height < innerHeight;
    card.style.left = Math.max(8, Math.min(at.left, innerWidth - size.width - 8)) + "px";
    card.style.top = (below ? at.bottom + 8 : Math.max(8, at.top - size.height - 8)) + "px";
  }

  function close() {
    card.hidden = true;
    pinned = false;
  }

  function choose(mark, pin) {
    if (chosen) chosen.tabIndex = -1;
    chosen = mark;
    mark.tabIndex = 0;
    const numbers = entriesOf(mark);
    light(numbers);
    if (numbers.length && !narrow.matches) within(table, $("r" + numbers[0]));
    show(mark, pin);
  }

  function go(mark) {
    mark.focus({ preventScroll: true });
    mark.scrollIntoView({ block: "center" });
    choose(mark, true);
  }

  function toTable(n, mark) {
    from = mark;
    close();
    light([n]);
    const row = $("r" + n), target = row.querySelector("a.to") || row;
    if (narrow.matches) row.scrollIntoView({ block: "center" });
    else within(table, row);
    target.focus({ preventScroll: true });
  }

  function toText(n) {
    const mark = (places.get(n) || []).find(seen) || (places.get(n) || [])[0];
    if (!mark) return;
    if (mark.className.startsWith("q")) { // a relation's words: no mark of their own to stand on
      close();
      light([n]);
      mark.scrollIntoView({ block: "center" });
      return;
    }
    go(mark);
    light([n]);
  }

  function step(by) {
    const open = marks.filter(seen);
    if (!open.length) return;
    let at = open.indexOf(chosen);
    if (at < 0) at = by > 0 ? open.findIndex((m) => m.getBoundingClientRect().bottom > 100) - by : open.length;
    go(open[Math.max(0, Math.min(open.length - 1, at + by))]);
  }

  function stepRow(by) {
    const links = [...table.querySelectorAll("section:not(.off) a.to")];
    const row = document.activeElement.closest("tr");
    const at = links.findIndex((link) => row && link.closest("tr") === row);
    const next = links[Math.max(0, Math.min(links.length - 1, at + by))];
    if (!next) return;
    next.focus({ preventScroll: true });
    if (narrow.matches) next.scrollIntoView({ block: "center" });
    else within(table, next.closest("tr"));
  }

  document.addEventListener("click", (event) => {
    const mark = event.target.closest(".m"), to = event.target.closest("a.to"), ref = event.target.closest("a.ref");
    if (mark) {
      event.preventDefault();
      if (!seen(mark)) return;
      // Enter on a mark comes as a click without a pointer.
      if (event.detail === 0) toTable(entriesOf(mark)[0], mark);
      else choose(mark, true);
    } else if (to) {
      event.preventDefault();
      toText(to.closest("tr").id.slice(1));
    } else if (ref) {
      event.preventDefault();
      toTable(ref.hash.slice(2), from);
    } else if (!card.contains(event.target)) close();
  });
  document.addEventListener("pointerover", (event) => {
    const mark = event.pointerType === "mouse" && !pinned && event.target.closest && event.target.closest(".m");
    if (mark && seen(mark)) show(mark, false);
  });
  document.addEventListener("pointerout", (event) => {
    if (!pinned && event.pointerType === "mouse" && event.target.closest && event.target.closest(".m")) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const active = document.activeElement, inTable = table.contains(active) && active !== table;
    const inText = active && active.classList.contains("m");
    const by = { j: 1, ArrowRight: 1, k: -1, ArrowLeft: -1 }[event.key]
      || (inText || inTable ? { ArrowDown: 1, ArrowUp: -1 }[event.key] : 0);
    if (by) {
      if (active && active.classList.contains("chip") && event.key.startsWith("Arrow")) return;
      event.preventDefault();
      if (inTable) stepRow(by);
      else step(by);
    } else if (event.key === "Escape") {
      if (!card.hidden && !inTable) {
        const back = card.contains(active) && chosen;
        close();
        if (back) chosen.focus();
      } else if (inTable && (from || chosen)) go(from || chosen);
      else light([]);
    }
  });
  for (const chip of document.querySelectorAll(".chip")) {
    chip.addEventListener("click", () => {
      const kind = chip.dataset.kind, hide = chip.getAttribute("aria-pressed") === "true";
      chip.setAttribute("aria-pressed", String(!hide));
      if (hide) off.add(kind);
      else off.delete(kind);
      for (const section of table.querySelectorAll("section")) section.classList.toggle("off", off.has(section.dataset.kind));
      for (const mark of marks) {
        const kinds = mark.dataset.k.split(" ").filter((one) => !off.has(one));
        mark.className = "m " + (kinds[0] || "off") + (kinds.length > 1 ? " on-" + kinds[kinds.length - 1] : "");
      }
      light([]);
      close();
    });
  }
  addEventListener("scroll", () => { if (!pinned) close(); }, { passive: true });
  document.documentElement.classList.add("live");
})();
