#include "trustlist/render/html.h"

namespace accord::trustlist::render {

// It puts texts into the page as texts only, and works from a file as well as from a server.
std::string_view script() noexcept {
  return R"js(
(function () {
  'use strict';
  var limit = 60;
  function element(id) { return document.getElementById(id); }
  function remembered() {
    try { return window.localStorage.getItem('language') || ''; } catch (e) { return ''; }
  }
  function remember(language) {
    try { window.localStorage.setItem('language', language); } catch (e) { return; }
  }
  function show(language) {
    document.querySelectorAll('.languages').forEach(function (texts) {
      var all = Array.prototype.slice.call(texts.children);
      function of(wanted) {
        return all.find(function (one) { return one.lang.toLowerCase() === wanted; });
      }
      var shown = of(language) || of('en') || all[0];
      all.forEach(function (one) { one.hidden = one !== shown; });
    });
  }
  function nameOf(language) {
    try {
      return new Intl.DisplayNames([language], { type: 'language' }).of(language) || language;
    } catch (e) { return language; }
  }
  function languages() {
    var choice = element('language');
    if (!choice) { return; }
    var known = { en: true };
    document.querySelectorAll('.languages > [lang]').forEach(function (one) {
      known[one.lang.toLowerCase()] = true;
    });
    var all = Object.keys(known).sort();
    if (all.length < 2) { return; }
    all.forEach(function (language) {
      var option = document.createElement('option');
      option.value = language;
      option.textContent = nameOf(language);
      choice.appendChild(option);
    });
    var before = remembered();
    choice.value = known[before] === true ? before : 'en';
    show(choice.value);
    choice.addEventListener('change', function () {
      remember(choice.value);
      show(choice.value);
    });
    element('language-choice').hidden = false;
  }
  function plain(text) {
    return text.normalize('NFD').replace(/[\u0300-\u036f:]/g, '').toLowerCase();
  }
  function line(entry) {
    var item = document.createElement('li');
    var link = document.createElement('a');
    link.href = entry.u;
    link.textContent = entry.t;
    item.appendChild(link);
    if (entry.s) {
      var status = document.createElement('span');
      status.className = 'status ' + entry.g;
      status.textContent = entry.s;
      item.appendChild(status);
    }
    if (entry.p) {
      var more = document.createElement('span');
      more.className = 'quiet';
      more.textContent = entry.p;
      item.appendChild(more);
    }
    return item;
  }
  function search() {
    var data = element('index');
    var box = element('search');
    if (!data || !box) { return; }
    var entries = JSON.parse(data.textContent);
    var texts = entries.map(function (entry) {
      return plain([entry.t, entry.p || '', entry.s || '', entry.x].join(' '));
    });
    function run() {
      var words = plain(box.value).split(/\s+/).filter(Boolean);
      var results = element('results');
      results.textContent = '';
      var found = 0;
      if (words.length > 0) {
        texts.forEach(function (text, i) {
          if (!words.every(function (word) { return text.indexOf(word) >= 0; })) { return; }
          found += 1;
          if (found <= limit) { results.appendChild(line(entries[i])); }
        });
      }
      element('count').textContent = words.length === 0 ? ''
        : found + ' found' + (found > limit ? '; the first ' + limit + ' are shown' : '');
    }
    box.addEventListener('input', run);
    window.addEventListener('hashchange', fromAddress);
    function fromAddress() {
      if (window.location.hash.indexOf('#q=') !== 0) { return; }
      try { box.value = decodeURIComponent(window.location.hash.slice(3)); } catch (e) { return; }
      run();
    }
    element('find').hidden = false;
    fromAddress();
  }
  function outdated() {
    var due = Date.parse(document.body.dataset.nextUpdate || '');
    var banner = element('outdated');
    if (banner && due && Date.now() > due) { banner.hidden = false; }
  }
  languages();
  search();
  outdated();
})();
)js";
}

}  // namespace accord::trustlist::render
