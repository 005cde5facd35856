// Marks contacts whose check has expired since this file was made. The text of a card without this
// script gives the month of the last check.
(function () {
  "use strict";

  // The day on the device's clock, such as 2026-01-31.
  function today() {
    var now = new Date();
    return new Date(now.getTime() - now.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }

  function mark() {
    var aging = document.querySelectorAll("[data-due]"), day = today(), i;
    for (i = 0; i < aging.length; i += 1) {
      if (aging[i].getAttribute("data-due") <= day) {
        aging[i].textContent = aging[i].getAttribute("data-overdue");
      }
    }
  }

  document.addEventListener("DOMContentLoaded", mark);
  document.addEventListener("questionnaire", mark);
}());
