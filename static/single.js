// Shows one page of the single file at a time. The address stays the same, so no history entry is made.
// Without this script, all pages are shown one after another.
(function () {
  "use strict";
  var asked = "";

  function each(selector, step) {
    var found = document.querySelectorAll(selector), i;
    for (i = 0; i < found.length; i += 1) step(found[i]);
  }

  function stored(name) { return document.querySelector('script[data-main="' + name + '"]'); }

  // Both questionnaires have most rules in common, which the file contains once.
  function complete() {
    var element = document.getElementById("rules"), rules = JSON.parse(element.textContent), key;
    var same = JSON.parse(document.querySelector("[data-rules]").textContent);
    for (key in same) rules[key] = same[key];
    element.textContent = JSON.stringify(rules);
  }

  // Answers stay while the reader looks at another page. The start page and the other questionnaire
  // delete them: the next person may hold the device.
  function close() {
    if (asked) document.getElementById(asked).innerHTML = "";
    asked = "";
  }

  function open(name) {
    var isNew = stored(name) && name !== asked;
    if (name === "start" || isNew) close();
    if (isNew) {
      asked = name;
      document.getElementById(name).innerHTML = stored(name).textContent.replace(/<\\\/script/g, "</script");
      complete();
    }
    each("[data-page]", function (page) { page.hidden = page.id !== name; });
    each("[data-return]", function (link) { link.hidden = !asked || name === asked; });
    document.body.className = "on-" + name;
    document.documentElement.classList.toggle("answered",
      name === asked && !document.getElementById("results").hidden);
    window.scrollTo(0, 0);
    document.dispatchEvent(new Event(isNew ? "opened" : "questionnaire"));
  }

  document.addEventListener("click", function (event) {
    var link = event.target, name, page;
    while (link && link.nodeName !== "A") link = link.parentNode;
    name = link && link.getAttribute("href");
    page = name && (link.hasAttribute("data-return") ? document.getElementById(asked)
      : name.charAt(0) === "#" && document.getElementById(name.slice(1)));
    if (!page || !page.hasAttribute("data-page")) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    open(page.id);
    document.getElementById("main").focus();
  }, true);

  document.addEventListener("DOMContentLoaded", function () { open("start"); });
}());
