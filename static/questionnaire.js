// Shows one topic at a time and computes the results on the device. No answers are sent after the page
// has loaded, and no history entry is added. If a step fails, the page becomes a plain form, but never
// after results have been shown, because that form would send answers that the page promised to keep.
(function () {
  "use strict";
  var root = document.documentElement;
  // The timeout in milliseconds for loading the page in another language.
  var PATIENCE = 20000;
  var now, rules, title, request, watcher, settled = 0, told = false;

  function all(selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector));
  }
  function above(node, is) {
    while (node && !(node.nodeType === 1 && is(node))) node = node.parentNode;
    return node;
  }
  function having(name) {
    return function (node) { return node.hasAttribute(name); };
  }
  function named(name) {
    return function (node) { return node.classList.contains(name); };
  }
  function topics() { return all(".topic"); }

  function answers() {
    var given = {};
    all("[data-question]").forEach(function (asked) {
      var chosen = asked.querySelector("input:checked");
      var option = chosen && chosen.getAttribute("data-option");
      if (option) given[asked.getAttribute("data-question")] = option;
    });
    return given;
  }

  function fill(given) {
    all("[data-question]").forEach(function (asked) {
      var option = given[asked.getAttribute("data-question")] || "";
      var input = asked.querySelector('[data-option="' + option + '"]');
      if (input) input.checked = true;
      var more = option && above(asked, named("more"));
      if (more) more.open = true;
    });
  }

  function focus(target) {
    window.scrollTo(0, 0);
    if (target) target.focus({ preventScroll: true });
  }

  function turn(toResults) {
    document.getElementById("results").hidden = !toResults;
    document.getElementById("asked").hidden = toResults;
    root.classList.toggle("answered", toResults);
  }

  // The browser stores the title in its history, so the title must not name a topic.
  function tell(place) {
    document.title = place + " - " + title;
    document.querySelector("#asked > h1 span").textContent = ": " + place;
  }

  function show(number) {
    now = number;
    turn(false);
    topics().forEach(function (topic, i) { topic.hidden = i !== number; });
    all(".intro", document.getElementById("asked")).forEach(function (text) {
      if (!above(text, named("topic"))) text.hidden = number > 0;
    });
    var said = document.querySelector(".progress span"), line = document.querySelector("progress");
    said.textContent = said.getAttribute("data-text")
      .replace("{number}", number + 1).replace("{count}", topics().length);
    line.value = number + 1;
    tell(said.textContent);
    document.querySelector('[data-step="back"]').hidden = number === 0;
    var last = number + 1 === topics().length, names = all('[data-step="next"] span');
    names[0].hidden = last;
    names[1].hidden = !last;
    document.querySelector('#asked [data-step="results"]').hidden = last;
  }

  // Parts are stored in script elements, because text browsers show the content of templates.
  function part(key) {
    var made = document.createElement("div"), whole = document.createDocumentFragment();
    var stored = document.querySelector('[data-part="' + key + '"]');
    // The single file contains each contact once: on its help page.
    if (stored.nodeName === "SCRIPT") made.innerHTML = stored.textContent;
    else made.appendChild(stored.cloneNode(true));
    while (made.firstChild) whole.appendChild(made.firstChild);
    return whole;
  }

  function join(node) {
    if (typeof node === "string") return part(node);
    var made = part(node[0]), slot = made.querySelector("template[data-slot]");
    node[1].forEach(function (child) { slot.parentNode.insertBefore(join(child), slot); });
    slot.parentNode.removeChild(slot);
    return made;
  }

  // Within a kind, contacts that speak this language come first, then those that are open now.
  function ordered(result) {
    var rank = {}, now = new Date();
    rules.contacts.forEach(function (contact) {
      var isClosed = false;
      try { isClosed = contact.open && !hours.isOpen(contact.zone, contact.open, now); } catch (error) { /* The hours are unknown. */ }
      rank[contact.id] = (contact.far || 0) * 2 + (isClosed ? 1 : 0);
    });
    return screening.withinKinds(result, function (id) { return rank[id]; });
  }

  function results() {
    var page = document.getElementById("results"), made = document.createDocumentFragment();
    made.appendChild(join(screening.layout(ordered(screening.assess(rules, answers())))));
    made.appendChild(part("actions"));
    if (!window.print) made.querySelector('[data-step="print"]').hidden = true;
    page.textContent = "";
    page.appendChild(made);
    now = topics().length;
    told = true;
    turn(true);
    tell(page.getAttribute("data-title"));
    focus(page.querySelector(".emergency h2, h1"));
  }

  function go(number) {
    if (number >= topics().length) { results(); return; }
    show(number);
    focus(topics()[number].querySelector("h2"));
  }

  // If the browser can report the phone's Back button without a history entry, the button goes to the
  // previous topic. Otherwise, it leaves the page.
  function catchBack() {
    if (!window.CloseWatcher || !window.matchMedia("(pointer: coarse)").matches) return;
    if (watcher) watcher.destroy();
    watcher = now ? new window.CloseWatcher() : null;
    if (watcher) watcher.onclose = function () {
      var away = document.querySelector("[data-return]:not([hidden])");
      watcher = null;
      if (away) away.click();
      else if (topics().length) take(steps.back);
    };
  }

  var steps = {
    next: function () { go(now + 1); },
    back: function () { go(now - 1); },
    // Answers in the skipped topic are kept.
    skip: function () { go(now + 1); },
    results: results,
    edit: function () { go(0); },
    place: function () {
      var address = document.getElementById("questions").getAttribute("data-place");
      turnTo(address.replace("{area}", document.getElementById("area").value));
    }
  };

  // Shows the long form with the answers so far, whose results the server computes.
  function plain() {
    root.classList.remove("script");
    turn(false);
    all(".topic, .intro").forEach(function (part) { part.hidden = false; });
  }

  function quietly(step) {
    try { step(); } catch (error) { /* This step is optional. */ }
  }

  function announce() { document.dispatchEvent(new Event("questionnaire")); }

  function drawn() {
    settled = Date.now();
  }

  // The page has changed. On a slow phone, the change is visible only once the next frame begins.
  function settle() {
    drawn();
    quietly(function () {
      window.requestAnimationFrame(function () { window.requestAnimationFrame(drawn); });
    });
    quietly(announce);
    quietly(catchBack);
  }

  function attempt(step) {
    try {
      step();
    } catch (error) {
      if (!told) plain();
      throw error;
    }
  }

  function take(step) {
    attempt(step);
    settle();
  }

  function print(button) {
    try { window.print(); } catch (error) { button.hidden = true; }
  }

  function say(text, seen) {
    var status = document.getElementById("status");
    status.className = seen ? "notice notice--late" : "unseen";
    status.textContent = text;
  }

  // Fetches the page in another language or for another place, with no answers in the request, and
  // fills in the answers here. Following a link would add a history entry, and opening a new tab would
  // leave another page open.
  function turnTo(address) {
    var asked = new XMLHttpRequest();
    var failed = function () { say(document.getElementById("status").getAttribute("data-failed"), true); };
    if (request) request.abort();
    request = asked;
    say("");
    asked.open("GET", address);
    asked.timeout = PATIENCE;
    asked.onerror = asked.ontimeout = failed;
    asked.onload = function () {
      var page = new DOMParser().parseFromString(asked.responseText, "text/html");
      if (root.hidden) return;
      // The network may respond with its own page, such as a Wi-Fi login page.
      if (asked.status !== 200 || !page.getElementById("rules") || !page.documentElement.getAttribute("data-exit")) failed();
      else change(page, address);
    };
    asked.send();
  }

  function dress(page) {
    ["lang", "dir", "data-exit", "data-locale"].forEach(function (name) {
      root.setAttribute(name, page.documentElement.getAttribute(name));
    });
    document.title = page.title;
  }

  // Answers given while the new page was loading are also kept. If the new page fails, the old page
  // is restored.
  function change(page, address) {
    var given = answers(), at = now, old = document.body, before = root.cloneNode(false), was = title;
    all("script:not([type])", page).forEach(function (script) { script.parentNode.removeChild(script); });
    before.title = document.title;
    try {
      root.replaceChild(document.importNode(page.body, true), old);
      dress(page);
      start(given, at);
    } catch (error) {
      root.replaceChild(old, document.body);
      dress({ documentElement: before, title: before.title });
      title = was;
      now = at;
      say(document.getElementById("status").getAttribute("data-failed"), true);
      throw error;
    }
    settle();
    quietly(function () { history.replaceState(null, "", address); });
  }

  function start(given, at) {
    unpack();
    rules = JSON.parse(document.getElementById("rules").textContent);
    title = document.title;
    fill(given);
    if (at === undefined) show(0); else go(at);
  }

  // Once there are answers, links to other pages open in a new tab, but only if the exit in either tab
  // leaves both.
  function keep(event) {
    var link = above(event.target, having("href"));
    if (!link || !/^https?:$/.test(link.protocol) || above(link, named("actions"))) return;
    if (!window.BroadcastChannel || !Object.keys(answers()).length) return;
    link.target = "_blank";
    link.rel = "noopener noreferrer";
  }

  function pressed(event) {
    var step = above(event.target, having("data-step")), other = above(event.target, having("data-language"));
    if (step || other) event.preventDefault();
    if (other) { turnTo(other.getAttribute("data-language")); return; }
    if (!step) { keep(event); return; }
    step = step.getAttribute("data-step");
    if (step === "print") print(above(event.target, having("data-step"))); else take(steps[step]);
  }

  function note(event) {
    var group = above(event.target, named("group")), status = document.getElementById("status");
    if (!group || !status) return;
    var opened = all(".note", group).some(function (note) {
      return note.parentNode === group && note.querySelector(".emergency") && note.offsetParent;
    });
    say(opened ? status.getAttribute("data-emergency") : "");
  }

  // A second tap would hit whatever has moved under the finger, such as an answer or a phone number.
  // Clicks from the keyboard have detail 0 and are not dropped. The exit is handled before this runs.
  function drop(event) {
    if (!root.classList.contains("script")) return;
    if (event.detail > 1 || window.hasty(event, settled)) {
      drawn(); // A third hasty tap must be dropped as well.
      event.preventDefault();
      event.stopImmediatePropagation();
    }
  }

  function listen() {
    document.addEventListener("click", drop, true);
    document.addEventListener("click", function (event) {
      if (root.classList.contains("script")) pressed(event);
    });
    // Never submit the form, because the browser would write its body to disk. Pressing Enter on an
    // answer does nothing, because the topic may have more questions.
    document.addEventListener("submit", function (event) {
      if (event.target.id === "questions" && root.classList.contains("script")) event.preventDefault();
    });
    document.addEventListener("change", note);
  }

  // A page that loaded late is already a plain form. The reader may have started, so stay at the
  // visible topic.
  function inSight() {
    return Math.max(0, topics().filter(function (topic) {
      return topic.getBoundingClientRect().top < window.innerHeight / 2;
    }).length - 1);
  }

  function begin() {
    attempt(function () {
      var at = root.classList.contains("script") ? undefined : inSight();
      root.classList.add("script");
      told = false;
      start(answers(), at);
      if (!root.classList.contains("started")) listen();
      root.classList.add("started");
    });
    quietly(announce);
  }

  // In the single file, the questions are inserted when the reader opens them.
  if (document.getElementById("rules")) begin();
  else document.addEventListener("opened", function () { root.classList.add("script"); begin(); });
}());
