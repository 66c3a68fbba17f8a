#include "verifier/recognition/recognise.h"

#include <algorithm>
#include <initializer_list>

#include <fmt/format.h>

#include "verifier/recognition/matching.h"
#include "verifier/recognition/purpose.h"

namespace accord::recognition {
namespace {

using outcome::FindingId;
using outcome::Findings;
using qualification::ServiceFacts;
using trustlist::Equivalence;
using trustlist::EquivalenceTerms;

struct Match {
  const Equivalence* equivalence = nullptr;
  trustlist::DatedTerms dated;
  std::vector<const trustlist::ServiceKind*> kinds;
  const trustlist::StatusEquivalence* statuses = nullptr;
};

// Terms that would match, were they enacted: repealed ones, or those of a state that is not known.
struct NotEnacted {
  const EquivalenceTerms* terms = nullptr;
  std::vector<const trustlist::ServiceKind*> kinds;
};

class Search {
 public:
  Search(const ServiceFacts& foreign, const Bridge& bridge, const x509::Certificate& certificate,
         qualification::Moment moment, time::Instant at, Findings& findings)
      : foreign_(foreign),
        bridge_(bridge),
        certificate_(certificate),
        moment_(moment),
        at_(at),
        findings_(findings) {}

  std::optional<Recognised> run() {
    for (const auto& equivalence : bridge_.agreement->equivalences) consider(equivalence);
    if (matches_.size() + repealed_.size() + unknown_.size() > 1) keep_for_purpose();
    const auto* repealed = matches_.size() == 1 ? since(matches_.front(), repealed_) : nullptr;
    const auto* unknown = matches_.size() == 1 ? since(matches_.front(), unknown_) : nullptr;
    if (matches_.size() == 1 && repealed == nullptr && unknown == nullptr) {
      return translate_by(matches_.front());
    }
    if (unknown != nullptr) {
      add(FindingId::agreement_status_unknown, unknown, {{"state", unknown->status}});
    } else if (repealed != nullptr) {
      ambiguous(matches_.front().dated.terms, "another one that matches it was repealed since");
    } else if (matches_.size() > 1) {
      ambiguous(
          matches_.front().dated.terms,
          fmt::format("{} equivalences match it and the certificate's purpose", matches_.size()));
    } else if (other_status_ != nullptr) {
      add(FindingId::recognition_status_not_equivalent, other_status_);
    } else if (unknown_state_ != nullptr) {
      add(FindingId::agreement_status_unknown, unknown_state_, {{"state", unknown_state_->status}});
    } else if (not_in_force_ != nullptr) {
      add(FindingId::agreement_not_in_force, not_in_force_, {{"state", why_not_in_force_}});
    } else {
      add(FindingId::recognition_type_not_equivalent, nullptr);
    }
    return std::nullopt;
  }

 private:
  void consider(const Equivalence& equivalence) {
    const auto dated = trustlist::terms_at(equivalence, at_);
    if (!dated.has_value()) {
      consider_later(equivalence);
      return;
    }
    const auto& terms = *dated->terms;
    auto kinds = matching_kinds(terms, foreign_);
    if (kinds.empty()) return;
    if (terms.status == trustlist::uri::repealed) {
      repealed_.push_back({&terms, kinds});
      not_in_force_ = &terms;
      why_not_in_force_ = "it was repealed at " + time::to_string(terms.starting);
    } else if (terms.status != trustlist::uri::enacted) {
      unknown_.push_back({&terms, kinds});
      unknown_state_ = &terms;
    } else if (const auto* statuses = matching_statuses(terms, foreign_.status)) {
      matches_.push_back({&equivalence, *dated, std::move(kinds), statuses});
    } else {
      other_status_ = &terms;
    }
  }

  // A service for several purposes matches the equivalence of each.
  void keep_for_purpose() {
    const auto is_for_another = [&](const EquivalenceTerms& terms, const auto& kinds) {
      return fit(terms, kinds, certificate_) == Fit::no;
    };
    matches_.erase(std::remove_if(matches_.begin(), matches_.end(),
                                  [&](const Match& match) {
                                    return is_for_another(*match.dated.terms, match.kinds);
                                  }),
                   matches_.end());
    for (auto* all : {&repealed_, &unknown_}) {
      all->erase(std::remove_if(
                     all->begin(), all->end(),
                     [&](const NotEnacted& one) { return is_for_another(*one.terms, one.kinds); }),
                 all->end());
    }
  }

  // Two words on the same services: the later one takes back what the earlier one grants.
  static const EquivalenceTerms* since(const Match& match, const std::vector<NotEnacted>& all) {
    const auto found = std::find_if(all.begin(), all.end(), [&](const NotEnacted& one) {
      return one.terms->starting >= match.dated.terms->starting;
    });
    return found == all.end() ? nullptr : found->terms;
  }

  // What begins only after the moment explains why it does not hold yet.
  void consider_later(const Equivalence& equivalence) {
    const auto all = trustlist::periods(equivalence);
    if (all.empty() || matching_kinds(*all.back().terms, foreign_).empty()) return;
    if (not_in_force_ != nullptr) return;
    not_in_force_ = all.back().terms;
    why_not_in_force_ =
        "it is in force only from " + time::to_string(all.back().period.from) + " on";
  }

  std::optional<Recognised> translate_by(const Match& match) {
    const auto& terms = *match.dated.terms;
    Recognised result;
    result.home = foreign_;
    result.foreign_type = foreign_.type;
    result.foreign_status = foreign_.status;
    result.legal_identifier = match.equivalence->legal_identifier;
    result.terms = &terms;
    result.in_force = match.dated.period;
    result.home.period.from = std::max(foreign_.period.from, match.dated.period.from);
    auto status = translate_status(foreign_.status, match.statuses->pointing);
    if (!status.has_value()) {
      ambiguous(&terms, "several statuses stand for its status");
      return std::nullopt;
    }
    result.home.status = std::move(*status);
    if (!translate_kinds(match, result.home) || !translate_qualifiers(terms, result.home)) {
      return std::nullopt;
    }
    return result;
  }

  bool translate_kinds(const Match& match, ServiceFacts& home) {
    home.additional_information.clear();
    std::optional<std::string> type;
    for (const auto* kind : match.kinds) {
      const auto pointing = translate(*kind, match.dated.terms->pointing_kinds);
      if (!pointing.has_value() || (type.has_value() && *type != pointing->type)) {
        ambiguous(match.dated.terms, "several types stand for its type");
        return false;
      }
      type = pointing->type;
      if (pointing->additional.has_value()) {
        home.additional_information.push_back(*pointing->additional);
      }
    }
    home.type = std::move(*type);
    return true;
  }

  bool translate_qualifiers(const EquivalenceTerms& terms, ServiceFacts& home) {
    home.qualifiers.clear();
    for (const auto& qualifier : foreign_.qualifiers) {
      if (!terms.qualifiers.has_value()) {
        drop(terms, qualifier);
        continue;
      }
      auto targets = mapped(*terms.qualifiers, qualifier);
      if (targets.size() > 1) {
        ambiguous(&terms, "several qualifiers stand for " + qualifier);
        return false;
      }
      if (targets.empty() && is_grant(qualifier)) {
        drop(terms, qualifier);
        continue;
      }
      home.qualifiers.push_back(targets.empty() ? qualifier : targets.front());
    }
    return true;
  }

  static bool is_one_of(const std::string& qualifier,
                        std::initializer_list<trustlist::Qualifier> all) {
    return std::any_of(all.begin(), all.end(), [&](trustlist::Qualifier one) {
      return qualifier == trustlist::qualifier_uri(one);
    });
  }

  // What gives more than the certificate says itself: that it is qualified, that its key is in a
  // qualified device. The operator of a foreign list cannot give that abroad by its own word.
  static bool is_grant(const std::string& qualifier) {
    using trustlist::Qualifier;
    return is_one_of(qualifier, {Qualifier::qc_statement, Qualifier::qc_with_qscd,
                                 Qualifier::qc_with_sscd, Qualifier::qc_qscd_managed_on_behalf});
  }

  // What takes something away: that the certificate is qualified, for what, in what device.
  static bool is_restriction(const std::string& qualifier) {
    using trustlist::Qualifier;
    return is_one_of(
        qualifier, {Qualifier::not_qualified, Qualifier::qc_no_qscd, Qualifier::qc_no_sscd,
                    Qualifier::qc_for_legal_person, Qualifier::qc_for_esig, Qualifier::qc_for_eseal,
                    Qualifier::qc_for_wsa});
  }

  // A restriction that would be lost leaves the question open; anything else only counts for less.
  void drop(const EquivalenceTerms& terms, const std::string& qualifier) {
    add(FindingId::recognition_qualifier_dropped, &terms, {{"qualifier", qualifier}},
        is_restriction(qualifier)
            ? outcome::Severity::indeterminate
            : outcome::entry(FindingId::recognition_qualifier_dropped).severity);
  }

  void ambiguous(const EquivalenceTerms* terms, std::string reason) {
    add(FindingId::recognition_ambiguous, terms, {{"reason", std::move(reason)}});
  }

  void add(FindingId id, const EquivalenceTerms* terms, outcome::Params further = {},
           std::optional<outcome::Severity> severity = std::nullopt) {
    outcome::Params params{{"service", foreign_.name},
                           {"type", std::string(trustlist::short_name(foreign_.type))},
                           {"status", std::string(trustlist::short_name(foreign_.status))},
                           {"pointing", bridge_.pointing},
                           {"pointed", bridge_.pointed},
                           {"moment", std::string(to_string(moment_))},
                           {"at", time::to_string(at_)}};
    for (auto& param : further) params.push_back(std::move(param));
    auto finding = outcome::make_finding(id,
                                         {.what = bridge_.name(),
                                          .line = terms == nullptr ? 0 : terms->place.line,
                                          .where = foreign_.name},
                                         std::move(params));
    if (severity.has_value()) finding.severity = *severity;
    findings_.add(std::move(finding));
  }

  const ServiceFacts& foreign_;
  const Bridge& bridge_;
  const x509::Certificate& certificate_;
  qualification::Moment moment_;
  time::Instant at_;
  Findings& findings_;

  std::vector<Match> matches_;
  std::vector<NotEnacted> repealed_, unknown_;
  const EquivalenceTerms* other_status_ = nullptr;
  const EquivalenceTerms* unknown_state_ = nullptr;
  const EquivalenceTerms* not_in_force_ = nullptr;
  std::string why_not_in_force_;
};

}  // namespace

std::string Bridge::name() const { return "agreement of " + pointing + " with " + pointed; }

bool is_usable(const Bridge& bridge, Findings& findings) {
  const outcome::About about{.what = bridge.name(), .line = 0, .where = {}};
  const outcome::Params parties{{"pointing", bridge.pointing}, {"pointed", bridge.pointed}};
  if (bridge.agreement->damaged) {
    findings.add(FindingId::recognition_agreement_damaged, about, parties);
    return false;
  }
  if (bridge.hops > bridge.agreement->depth) {
    auto params = parties;
    params.emplace_back("depth", fmt::format("{}", bridge.agreement->depth));
    params.emplace_back("hops", fmt::format("{}", bridge.hops));
    findings.add(FindingId::recognition_depth_exceeded, about, std::move(params));
    return false;
  }
  return true;
}

std::optional<Recognised> recognise(const ServiceFacts& foreign, const Bridge& bridge,
                                    const x509::Certificate& certificate,
                                    qualification::Moment moment, time::Instant at,
                                    Findings& findings) {
  return Search(foreign, bridge, certificate, moment, at, findings).run();
}

}  // namespace accord::recognition
