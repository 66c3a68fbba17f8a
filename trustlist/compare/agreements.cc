#include "trustlist/compare/pairs.h"
#include "trustlist/compare/states.h"
#include "trustlist/words/words.h"

namespace accord::trustlist::compare {
namespace {

Parts kinds_of(const std::vector<ServiceKind>& kinds) {
  Parts parts;
  for (const auto& kind : kinds) {
    // What the words leave out still tells two kinds apart.
    auto exact = kind.type;
    if (kind.additional) {
      exact += "\n" + kind.additional->uri.language + "\n" + kind.additional->uri.text + "\n" +
               kind.additional->information_value.value_or("") + "\n" +
               kind.additional->other_xml.value_or("");
    }
    parts.push_back({{}, {words::service_kind(kind), exact}});
  }
  return parts;
}

Parts statuses_of(const std::vector<std::string>& uris) {
  Parts parts;
  for (const auto& uri : uris) parts.push_back({{}, status_value(uri)});
  return parts;
}

// Values of one kind that have no order and no text that says everything: told in words, compared
// as they are.
template <typename Item, typename Words>
void compare_items(Kind kind, Weight weight, const std::vector<Item>& before,
                   const std::vector<Item>& after, Words in_words, Changes& changes) {
  Pairs pairs(before.size(), after.size());
  pairs.match([&](std::size_t i) { return std::vector<std::string>{in_words(before[i])}; },
              [&](std::size_t i) { return std::vector<std::string>{in_words(after[i])}; });
  // What is left is paired in order: one that came instead of one that went.
  const auto all = [](std::size_t) { return std::vector<std::string>{""}; };
  pairs.match(all, all);
  for (std::size_t i = 0; i < before.size(); ++i) {
    const auto j = pairs.of_old(i);
    if (j == Pairs::none) {
      changes.add(kind, weight, plain(in_words(before[i])), {});
    } else if (!(before[i] == after[j])) {
      changes.add(kind, weight, plain(in_words(before[i])), plain(in_words(after[j])));
    }
  }
  for (std::size_t i = 0; i < after.size(); ++i) {
    if (pairs.of_new(i) == Pairs::none) changes.add(kind, weight, {}, plain(in_words(after[i])));
  }
}

void compare_terms(Kind kind, const EquivalenceTerms& before, const EquivalenceTerms& after,
                   Changes& changes) {
  const auto weight = kind == Kind::equivalence_history ? Weight::alarm : Weight::serious;
  const auto each = [&](std::string_view field, const Parts& was, const Parts& is) {
    changes.about.field = field;
    changes.each(kind, weight, was, is, false);
  };
  each("kinds of service on the relying side", kinds_of(before.pointing_kinds),
       kinds_of(after.pointing_kinds));
  each("kinds of service on the foreign side", kinds_of(before.pointed_kinds),
       kinds_of(after.pointed_kinds));
  each("statuses on the relying side that count as valid", statuses_of(before.valid.pointing),
       statuses_of(after.valid.pointing));
  each("statuses on the foreign side that count as valid", statuses_of(before.valid.pointed),
       statuses_of(after.valid.pointed));
  each("statuses on the relying side that count as not valid", statuses_of(before.invalid.pointing),
       statuses_of(after.invalid.pointing));
  each("statuses on the foreign side that count as not valid", statuses_of(before.invalid.pointed),
       statuses_of(after.invalid.pointed));
  changes.about.field = "content of certificates";
  compare_items(kind, weight, before.contents, after.contents, words::content_equivalence, changes);
  changes.about.field = "qualifiers";
  const auto list = [](const std::optional<QualifierEquivalence>& one) {
    return one ? std::vector<QualifierEquivalence>{*one} : std::vector<QualifierEquivalence>{};
  };
  compare_items(kind, weight, list(before.qualifiers), list(after.qualifiers),
                words::qualifier_equivalence, changes);
  changes.about.field.clear();
}

void compare_equivalence(const Equivalence& before, const Equivalence& after, Changes& changes) {
  const auto past = [&](const EquivalenceTerms& old, const EquivalenceTerms& now) {
    compare_terms(Kind::equivalence_history, old, now, changes);
  };
  StateComparison<EquivalenceTerms, decltype(past)> states(
      {Kind::equivalence_status, Kind::equivalence_status, Kind::equivalence_history}, changes,
      past);
  states.run(before.current, before.history, false, after.current, after.history, false);
  compare_terms(Kind::equivalence_terms, before.current, after.current, changes);
}

Pairs pairs_of(const std::vector<Equivalence>& before, const std::vector<Equivalence>& after) {
  Pairs pairs(before.size(), after.size());
  pairs.match([&](std::size_t i) { return std::vector<std::string>{before[i].legal_identifier}; },
              [&](std::size_t i) { return std::vector<std::string>{after[i].legal_identifier}; });
  return pairs;
}

void compare_fields(const RecognitionAgreement& before, const RecognitionAgreement& after,
                    Changes& changes) {
  const auto number = [&](std::string_view field, Weight weight, std::int64_t was,
                          std::int64_t is) {
    changes.about.field = field;
    changes.single(Kind::agreement_field, weight, plain(std::to_string(was)),
                   plain(std::to_string(is)));
  };
  number("technical type", Weight::serious, before.technical_type, after.technical_type);
  number("version", Weight::minor, before.version, after.version);
  number("depth (how many agreements may be chained)", Weight::serious, before.depth, after.depth);
  changes.about.field = "legislation on the relying side";
  changes.single(Kind::agreement_field, Weight::serious, unless_empty(before.pointing_legislation),
                 unless_empty(after.pointing_legislation));
  changes.about.field = "legislation on the foreign side";
  changes.single(Kind::agreement_field, Weight::serious, unless_empty(before.pointed_legislation),
                 unless_empty(after.pointed_legislation));
  changes.about.field = "state";
  const auto state = [](bool damaged) {
    return plain(damaged ? "partly unreadable, so it must not be relied on" : "readable");
  };
  changes.single(Kind::agreement_field, Weight::serious, state(before.damaged),
                 state(after.damaged));
  changes.about.field.clear();
}

std::string legal_identifiers(const RecognitionAgreement& agreement) {
  std::vector<std::string> names;
  for (const auto& one : agreement.equivalences) {
    names.push_back(one.legal_identifier + " " + words::status(one.current.status) + " from " +
                    time::to_string(one.current.starting));
  }
  return names.empty() ? "no equivalence" : words::joined(names);
}

}  // namespace

void compare_agreements(const std::optional<RecognitionAgreement>& before,
                        const std::optional<RecognitionAgreement>& after, Changes& changes) {
  if (!before && !after) return;
  if (!before || !after) {
    changes.add(Kind::agreement, Weight::serious,
                before ? std::optional(plain(legal_identifiers(*before))) : std::nullopt,
                after ? std::optional(plain(legal_identifiers(*after))) : std::nullopt);
    return;
  }
  const auto since = changes.count();
  compare_fields(*before, *after, changes);
  const auto pairs = pairs_of(before->equivalences, after->equivalences);
  const auto summary = [](const Equivalence& one) {
    return Value{
        words::status(one.current.status) + " from " + time::to_string(one.current.starting),
        one.current.status};
  };
  for (std::size_t i = 0; i < before->equivalences.size(); ++i) {
    const auto& old = before->equivalences[i];
    changes.about.equivalence = old.legal_identifier;
    if (pairs.of_old(i) == Pairs::none) {
      changes.add(Kind::equivalence, Weight::serious, summary(old), {});
    } else {
      compare_equivalence(old, after->equivalences[pairs.of_old(i)], changes);
    }
  }
  for (std::size_t i = 0; i < after->equivalences.size(); ++i) {
    if (pairs.of_new(i) != Pairs::none) continue;
    changes.about.equivalence = after->equivalences[i].legal_identifier;
    changes.add(Kind::equivalence, Weight::serious, {}, summary(after->equivalences[i]));
  }
  changes.about.equivalence.clear();
  changes.kept(before->source, after->source, since);
}

}  // namespace accord::trustlist::compare
