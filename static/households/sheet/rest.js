/* "Nothing has changed" in many rows of the village sheet, and the question before it. ES5 only. */
(function () {
  'use strict';
  var sheet = window.sheet, doc = document, facts = sheet.facts, words = sheet.words;

  // A question in the page: Enter says yes, Escape no. Without words for yes it only tells.
  function ask(title, more, lines, yes, act) {
    var veil = sheet.element('div', '', 'veil'), box = sheet.element('div', '', 'card'), list = sheet.element('ul', '', 'sm');
    var home = doc.activeElement;
    function shut() {
      veil.remove();
      if (home) { home.focus(); }
    }
    function add(text, className, then) {
      return box.appendChild(sheet.button(text, className, function () { shut(); then(); }));
    }
    box.setAttribute('role', 'dialog');
    box.setAttribute('aria-modal', 'true');
    box.setAttribute('aria-label', title);
    box.appendChild(sheet.element('h2', title));
    box.appendChild(sheet.element('p', more, 'mu mb1'));
    lines.slice(0, 200).forEach(function (line) { list.appendChild(sheet.element('li', line)); });
    list.tabIndex = lines.length > 8 ? 0 : -1;
    box.appendChild(list);
    var first = yes ? add(yes, 'btn', act) : null, no = add(words.no, 'btn s', function () {});
    box.addEventListener('keydown', function (event) {
      if (event.key === 'Escape') { shut(); }
      else if (event.key === 'Tab') { event.preventDefault(); (doc.activeElement === no && first ? first : no).focus(); }
      event.stopPropagation();
    });
    veil.appendChild(box);
    doc.body.appendChild(veil);
    (first || no).focus();
  }

  // --- Nothing has changed ---
  function confirm(rows) {
    var keys = [], step;
    function request() {
      return {
        rows: rows, url: facts.confirm,
        data: function () { return { households: rows.map(function (row) { return row.household; }) }; },
        end: function (said) {
          keys = said.confirmations || [];
          sheet.answered(said);
          if (said.error) { sheet.forget(step); sheet.note(said.error); }
        }
      };
    }
    step = sheet.remember({ rows: rows, again: request, data: function () { return { 'do': 'undo', confirmations: keys.join(',') }; } });
    rows.forEach(function (row) { sheet.preview(row, row.cells, true); });
    step.after = rows.map(sheet.copy);
    sheet.press(request());
  }
  function rest(rows, isAsked) {
    var open = rows.filter(function (row) { return row.said.surveyed && !row.said.refuses && row.said.on && row.said.on < facts.today; });
    if (open.length && isAsked) {
      ask(open.length + ' ' + words.ask, words.askmore, [], words.yes, function () { confirm(open); });
    } else if (open.length) {
      confirm(open);
    } else if (rows.length === 1) {
      var said = rows[0].said;
      if (said.refuses || !said.surveyed) { sheet.tell(rows[0], said.refuses ? words.alone : words.norest); }
    } else { sheet.say.textContent = words.norest; }
  }

  sheet.ask = ask;
  sheet.rest = rest;
})();
