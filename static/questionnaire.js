// One topic at a time, and results worked out on the device. Nothing is sent after the page has
// loaded, and no history entry is made. If anything here fails, the page becomes a plain form.
(function () {
  "use strict";
  var root = document.documentElement;
  var now, rules;

  function all(selector, inside) {
    return Array.prototype.slice.call((inside || document).querySelectorAll(selector));
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
      var more = option && asked.closest("details");
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

  function show(number) {
    now = number;
    turn(false);
    topics().forEach(function (topic, i) { topic.hidden = i !== number; });
    all(".intro", document.getElementById("asked")).forEach(function (text) {
      if (!text.closest(".topic")) text.hidden = number > 0;
    });
    var said = document.querySelector(".progress span"), line = document.querySelector("progress");
    said.textContent = said.getAttribute("data-text")
      .replace("{number}", number + 1).replace("{count}", topics().length);
    line.value = number + 1;
    document.querySelector('[data-step="back"]').hidden = number === 0;
    var last = number + 1 === topics().length, names = all('[data-step="next"] span');
    names[0].hidden = last;
    names[1].hidden = !last;
    document.querySelector('#asked [data-step="results"]').hidden = last;
  }

  function part(key) {
    var found = document.querySelector('template[data-part="' + key + '"]');
    return document.importNode(found.content, true);
  }

  function join(node) {
    if (typeof node === "string") return part(node);
    var made = part(node[0]), slot = made.querySelector("template[data-slot]");
    node[1].forEach(function (child) { slot.parentNode.insertBefore(join(child), slot); });
    slot.parentNode.removeChild(slot);
    return made;
  }

  function results() {
    now = topics().length;
    var page = document.getElementById("results");
    page.textContent = "";
    page.appendChild(join(screening.layout(screening.assess(rules, answers()))));
    page.appendChild(part("actions"));
    turn(true);
    focus(page.querySelector(".emergency h2, h1"));
  }

  function go(number) {
    if (number >= topics().length) { results(); return; }
    show(number);
    focus(topics()[number].querySelector("h2"));
  }

  function skip() {
    all('[data-option=""]', topics()[now]).forEach(function (input) { input.checked = true; });
    go(now + 1);
  }

  var steps = {
    next: function () { go(now + 1); },
    back: function () { go(now - 1); },
    skip: skip,
    results: results,
    edit: function () { go(0); },
    print: function () { window.print(); }
  };

  // The long form, with what was answered so far; the server works out the results.
  function plain() {
    root.classList.remove("script");
    turn(false);
    all(".topic, .intro").forEach(function (part) { part.hidden = false; });
  }

  function attempt(step) {
    try {
      step();
    } catch (error) {
      plain();
      throw error;
    }
  }

  // The other language's page is fetched, with no answer in the request, and filled in here.
  function speak(address) {
    var given = answers(), at = now;
    return fetch(address, { cache: "no-store", referrerPolicy: "no-referrer" }).then(function (response) {
      if (!response.ok) throw new Error("no page");
      return response.text();
    }).then(function (html) {
      var page = new DOMParser().parseFromString(html, "text/html");
      root.lang = page.documentElement.lang;
      root.dir = page.documentElement.dir;
      document.title = page.title;
      root.setAttribute("data-exit", page.documentElement.getAttribute("data-exit"));
      document.body.innerHTML = page.body.innerHTML;
      history.replaceState(null, "", address);
      attempt(function () { start(given); go(at); });
    });
  }

  function start(given) {
    rules = JSON.parse(document.getElementById("rules").textContent);
    fill(given);
    show(0);
    document.dispatchEvent(new Event("questionnaire"));
  }

  function listen() {
    document.addEventListener("click", function (event) {
      var step = event.target.closest("[data-step]"), other = event.target.closest("[data-language]");
      if (step) { event.preventDefault(); attempt(steps[step.getAttribute("data-step")]); }
      if (other && root.classList.contains("script")) {
        event.preventDefault();
        speak(other.getAttribute("data-language")).catch(function () { other.disabled = true; });
      }
    });
    // No form is ever submitted: a browser would write its body to the disk. Enter on an answer
    // does nothing, since a topic may have more questions.
    document.addEventListener("submit", function (event) {
      if (event.target.id === "questions" && root.classList.contains("script")) event.preventDefault();
    });
    document.addEventListener("change", function (event) {
      var group = event.target.closest(".group"), status = document.getElementById("status");
      if (!group || !status) return;
      var opened = all(".note", group).some(function (note) {
        return note.parentNode === group && note.querySelector(".emergency") && note.offsetParent;
      });
      status.textContent = opened ? status.getAttribute("data-emergency") : "";
    });
  }

  attempt(function () {
    start(answers());
    listen();
    root.classList.add("started");
  });
}());
