// Opens the start page in the first language of the browser that is offered. The list of languages
// works without this script.
(function () {
  "use strict";
  var wanted = navigator.languages || [navigator.language || ""], i, code, link;
  for (i = 0; i < wanted.length; i += 1) {
    for (code = wanted[i].toLowerCase(); code; code = code.substring(0, code.lastIndexOf("-"))) {
      // Another script or region of a language is better than the next language.
      link = document.querySelector('[data-start="' + code + '"], [data-tongue="' + code + '"]');
      if (link) { location.replace(link.href); return; }
    }
  }
}());
