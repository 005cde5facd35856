// Opens the start page in the first language of the browser that is offered. The list of languages
// works without this script.
(function () {
  "use strict";
  var wanted = navigator.languages || [navigator.language || ""], i, code, link;
  for (i = 0; i < wanted.length; i += 1) {
    for (code = wanted[i]; code; code = code.substring(0, code.lastIndexOf("-"))) {
      link = document.querySelector('[data-start="' + code + '"]');
      if (link) { location.replace(link.href); return; }
    }
  }
}());
