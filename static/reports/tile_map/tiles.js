/* Arrow keys go from a tile to the next one that way; Tab and Enter work without this. ES5 only. */
(function () {
  'use strict';
  var steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function at(tile, name) { return +tile.getAttribute('data-' + name); }
  // Straight on counts as near; the further aside, the further away. Nothing that way: stay.
  function distance(from, to, step) {
    var across = at(to, 'c') - at(from, 'c'), down = at(to, 'r') - at(from, 'r');
    var ahead = across * step[0] + down * step[1];
    var aside = Math.abs(across * step[1]) + Math.abs(down * step[0]);
    return ahead > 0 ? ahead + 3 * aside : Infinity;
  }
  [].forEach.call(document.querySelectorAll('[data-tiles]'), function (board) {
    board.addEventListener('keydown', function (event) {
      var step = steps[event.key], from = document.activeElement, best = null, least = Infinity;
      if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) { return; }
      [].forEach.call(board.querySelectorAll('a'), function (tile) {
        var far = distance(from, tile, step);
        if (far < least) { least = far; best = tile; }
      });
      event.preventDefault();
      if (best) { best.focus(); }
    });
  });
})();
