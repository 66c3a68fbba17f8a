#include "verifier/trust.h"

#include <algorithm>
#include <unordered_set>

#include "lib/xml/document.h"
#include "trustlist/model/uris.h"
#include "trustlist/read/issues.h"

namespace accord::verifier {

using outcome::FindingId;
using trustlist::Pointer;
using trustlist::TrustedList;
using trustlist::read::SignerSet;
using trustlist::read::VerifiedList;

namespace {

struct Claim {
  std::string territory, type;
  std::optional<trustlist::Form> form;
};

xml::QName name_in(trustlist::Form form, std::string_view local) {
  const auto name = trustlist::name_in(form, trustlist::ns::tsl, local);
  return {name.ns, name.local};
}

// The territory, type and form that a list claims, to look up who may sign it. Whether the claim is
// true shows when the list is verified. Empty when it claims none or is no XML.
Claim claim_of(const std::string& bytes, outcome::Budget& budget) {
  budget.next_document();
  const auto document = xml::Document::parse(bytes, budget);
  if (!document) return {};
  for (const auto form : {trustlist::Form::trusted_list, trustlist::Form::trusted_entities}) {
    if (!document->root().is(name_in(form, "TrustServiceStatusList"))) continue;
    const auto scheme = document->root().child(name_in(form, "SchemeInformation"));
    const auto text = [&](std::string_view local) {
      const auto element = scheme ? scheme.child(name_in(form, local)) : xml::Element{};
      return element ? element.trimmed_text() : std::string{};
    };
    return {text("SchemeTerritory"), text("TSLType"), form};
  }
  return {};
}

// Whether the pointer says that the list is one of the home scheme's own (TS 119 612, 5.3.3 and
// annex D): EUgeneric below the EU's list of lists; below another country's, a list of its own. The
// word of the list itself does not count: its operator could claim to be at home.
bool is_of_home_scheme(const TrustedList& list_of_lists, const Pointer& pointer) {
  if (!pointer.list_type.has_value()) return false;
  if (list_of_lists.territory == "EU") return *pointer.list_type == trustlist::uri::eu_generic;
  return !list_of_lists.territory.empty() && pointer.territory == list_of_lists.territory &&
         trustlist::short_name(*pointer.list_type) == list_of_lists.territory + "list";
}

bool announces(const Pointer& pointer, const x509::Certificate& signer) {
  const auto signers = pointer.signer_certificates();
  return std::find(signers.begin(), signers.end(), signer) != signers.end();
}

// The pointers that may lead to the list, also those that name other signers. Lists of trusted
// entities, of which a territory has several, are told apart by their type; a trusted list only
// where the pointers tell them apart, and its signer is none of the other list's.
std::vector<const Pointer*> pointers_for(const TrustedList& list_of_lists,
                                         const VerifiedList& verified) {
  const auto& list = verified.list();
  auto pointers = trustlist::pointers_to(list_of_lists, list.territory, list.form);
  const bool entities = list.form == trustlist::Form::trusted_entities;
  const bool by_type =
      entities || std::any_of(pointers.begin(), pointers.end(), [&](const Pointer* pointer) {
        return pointer->list_type == list.type;
      });
  const auto leads_to_another = [&](const Pointer* pointer) {
    const bool of_other_type =
        by_type && pointer->list_type.has_value() && *pointer->list_type != list.type;
    return of_other_type && (entities || !announces(*pointer, verified.signer()));
  };
  pointers.erase(std::remove_if(pointers.begin(), pointers.end(), leads_to_another),
                 pointers.end());
  return pointers;
}

// Whether two lists are issues of one list. Another type makes another list only where pointers
// name both types: its operator could begin anew by it.
bool are_of_one_list(const TrustedList& list_of_lists, const TrustedList& one,
                     const TrustedList& other) {
  if (one.territory != other.territory || one.form != other.form) return false;
  if (one.type == other.type) return true;
  if (one.form == trustlist::Form::trusted_entities) return false;
  const auto pointers = trustlist::pointers_to(list_of_lists, one.territory, one.form);
  const auto is_named = [&](const std::string& type) {
    return std::any_of(pointers.begin(), pointers.end(),
                       [&](const Pointer* pointer) { return pointer->list_type == type; });
  };
  return !is_named(one.type) || !is_named(other.type);
}

// A list that was given, by a signer that is announced for it.
struct Given {
  std::string name;
  std::shared_ptr<const VerifiedList> verified;  // nothing: it may not be relied on
  std::optional<TrustedList> unverified;         // then, what it says
  crypto::Digest sha256;
  outcome::Findings findings;  // then, why

  [[nodiscard]] const TrustedList& list() const {
    return verified != nullptr ? verified->list() : *unverified;
  }
};
using Issues = std::vector<Given>;

std::optional<outcome::Finding> conflict_among(const Issues& issues) {
  const auto issue_of = [](const Given& given) {
    return trustlist::read::Issue{given.name, given.list(), given.sha256};
  };
  for (auto other = issues.begin() + 1; other != issues.end(); ++other) {
    if (auto found = conflict(issue_of(issues.front()), issue_of(*other))) return found;
  }
  return std::nullopt;
}

outcome::Finding about_older(FindingId id, const Given& older, const Given& newest) {
  return outcome::make_finding(id, {.what = older.name, .line = 0, .where = {}},
                               {{"territory", older.list().territory},
                                {"sequence", std::to_string(older.list().sequence)},
                                {"newer", std::to_string(newest.list().sequence)},
                                {"file", newest.name}});
}

outcome::Finding about_agreement(FindingId id, const TrustedList& list_of_lists,
                                 const TrustedList& list, const Pointer& pointer) {
  return outcome::make_finding(
      id,
      {.what = "list of lists of " + list_of_lists.territory,
       .line = pointer.place.line,
       .where = pointer.location},
      {{"pointing", list_of_lists.territory}, {"pointed", list.territory}});
}

}  // namespace

class TrustMaker {
 public:
  TrustMaker(const TrustSources& sources, time::Instant at,
             const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget)
      : sources_(sources), policy_{algorithms, std::nullopt, {}}, budget_(budget) {
    trust_.at_ = at;
  }

  Trust run() {
    if (!verify_list_of_lists()) return std::move(trust_);
    for (const auto& file : sources_.lists) verify_list(file);
    for (auto& issues : given_) choose(issues);
    collect_anchors();
    make_index();
    return std::move(trust_);
  }

 private:
  bool verify_list_of_lists() {
    trust_.findings_ = sources_.findings;
    const auto& file = sources_.list_of_lists;
    if (file.bytes.empty()) {
      trust_.findings_.add(FindingId::trust_list_of_lists_missing);
      return false;
    }
    auto verdict = trustlist::read::verify_list(
        file.bytes, file.name, SignerSet::given(sources_.signers), trust_.at_, policy_, budget_);
    trust_.findings_.add(verdict.findings);
    if (!verdict.verified.has_value()) return false;
    if (!verdict.verified->list().is_list_of_lists()) {
      trust_.findings_.add(FindingId::tree_root_not_list_of_lists,
                           {.what = file.name, .line = 0, .where = {}},
                           {{"type", verdict.verified->list().type}});
      return false;
    }
    trust_.list_of_lists_ = std::make_shared<const VerifiedList>(std::move(*verdict.verified));
    return true;
  }

  void verify_list(const NamedBytes& file) {
    if (auto spent =
            budget_.spend(outcome::Cost::lists, 1, {.what = file.name, .line = 0, .where = {}});
        !spent) {
      refuse(file.name, {}, spent.error());
      return;
    }
    const auto [territory, type, form] = claim_of(file.bytes, budget_);
    const auto signers =
        SignerSet::announced_for(trust_.list_of_lists_->list(), territory, form, type);
    auto verdict =
        trustlist::read::verify_list(file.bytes, file.name, signers, trust_.at_, policy_, budget_);
    verdict.findings.add(file.findings);
    // What its signer did not sign says nothing, and what was issued later was not there yet.
    const bool counts = verdict.signature == trustlist::read::SignatureState::valid &&
                        verdict.list() != nullptr && verdict.list()->issued <= trust_.at_;
    if (!counts) {
      trust_.refused_.push_back({file.name, territory, std::move(verdict.findings)});
      return;
    }
    Given given{file.name, nullptr, std::move(verdict.unverified), verdict.sha256, {}};
    const bool is_in_doubt =
        trustlist::read::verdict_of(file.findings) != trustlist::read::Verdict::valid;
    if (!verdict.verified.has_value() || is_in_doubt) {
      if (verdict.verified.has_value()) given.unverified = verdict.verified->list();
      given.findings = std::move(verdict.findings);
    } else {
      given.verified = std::make_shared<const VerifiedList>(std::move(*verdict.verified));
    }
    add_issue(std::move(given));
  }

  void add_issue(Given given) {
    const auto& parent = trust_.list_of_lists_->list();
    const auto same = std::find_if(given_.begin(), given_.end(), [&](const Issues& issues) {
      return std::any_of(issues.begin(), issues.end(), [&](const Given& one) {
        return are_of_one_list(parent, one.list(), given.list());
      });
    });
    auto& issues = same == given_.end() ? given_.emplace_back() : *same;
    issues.push_back(std::move(given));
  }

  // The newest issue of a list decides, whether it may be relied on or not: an older one does not
  // say what has changed since.
  void choose(Issues& issues) {
    std::stable_sort(issues.begin(), issues.end(), [](const Given& a, const Given& b) {
      if (a.list().sequence != b.list().sequence) return a.list().sequence > b.list().sequence;
      return a.verified != nullptr && b.verified == nullptr;
    });
    const auto& newest = issues.front();
    if (const auto why = conflict_among(issues)) {
      for (const auto& one : issues) refuse_issue(one, *why);
      return;
    }
    const bool is_used = use(newest);
    for (auto one = issues.begin() + 1; one != issues.end(); ++one) {
      refuse_issue(*one, about_older(is_used ? FindingId::trust_list_superseded
                                             : FindingId::trust_newest_not_usable,
                                     *one, newest));
    }
  }

  // With what was found about it, where it could not be used anyway.
  void refuse_issue(const Given& given, outcome::Finding why) {
    outcome::Findings findings;
    findings.add(std::move(why));
    findings.add(given.findings);
    trust_.refused_.push_back({given.name, given.list().territory, std::move(findings)});
  }

  // False when it may not be relied on, or does not count in the home scheme.
  bool use(const Given& given) {
    const auto& territory = given.list().territory;
    if (given.verified == nullptr) {
      trust_.refused_.push_back({given.name, territory, given.findings});
      return false;
    }
    UsableList usable{given.name, given.verified, {}};
    if (auto why = place(usable)) {
      refuse(given.name, territory, std::move(*why));
      return false;
    }
    trust_.lists_.push_back(std::move(usable));
    return true;
  }

  // Finds out how the list stands to the home scheme.
  std::optional<outcome::Finding> place(UsableList& usable) const {
    const auto& parent = trust_.list_of_lists_->list();
    const auto& list = usable.list();
    // The list was verified with a certificate of one of these pointers: there is one.
    const auto pointers = pointers_for(parent, *usable.verified);
    const auto& first = *pointers.front();
    for (const auto* pointer : pointers) {
      if (!(first.agreement == pointer->agreement)) {
        return about_agreement(FindingId::recognition_several_agreements, parent, list, *pointer);
      }
    }
    if (first.agreement.has_value()) {
      usable.bridge = recognition::Bridge{&*first.agreement, parent.territory, list.territory, 1};
      return std::nullopt;
    }
    const bool at_home = std::all_of(pointers.begin(), pointers.end(), [&](const Pointer* one) {
      return is_of_home_scheme(parent, *one);
    });
    if (at_home) return std::nullopt;
    return about_agreement(FindingId::recognition_no_agreement, parent, list, first);
  }

  void refuse(const std::string& name, std::string territory, outcome::Finding why) {
    outcome::Findings findings;
    findings.add(std::move(why));
    trust_.refused_.push_back({name, std::move(territory), std::move(findings)});
  }

  void collect_anchors() {
    std::unordered_set<std::string_view> seen;
    const auto collect = [&](const trustlist::ServiceEntry& entry) {
      for (const auto& id : entry.identity.ids) {
        const auto* certificate = std::get_if<x509::Certificate>(&id);
        if (certificate == nullptr || !seen.insert(der::as_text(certificate->der())).second) {
          continue;
        }
        trust_.anchors_.emplace_back(*certificate);
      }
    };
    for (const auto& usable : trust_.lists_) {
      for (const auto& provider : usable.list().providers) {
        for (const auto& service : provider.services) {
          collect(service.current);
          for (const auto& past : service.history) collect(past);
        }
      }
    }
  }

  void make_index() {
    std::vector<std::shared_ptr<const VerifiedList>> lists;
    lists.reserve(trust_.lists_.size());
    for (const auto& usable : trust_.lists_) lists.push_back(usable.verified);
    trust_.index_ = trustlist::index::VerifiedIndex(std::move(lists));
  }

  const TrustSources& sources_;
  trustlist::read::ListPolicy policy_;
  outcome::Budget& budget_;
  std::vector<Issues> given_;  // the issues of one list side by side
  Trust trust_;
};

Trust establish_trust(const TrustSources& sources, time::Instant at,
                      const crypto::AlgorithmPolicy& algorithms, outcome::Budget& budget) {
  return TrustMaker(sources, at, algorithms, budget).run();
}

}  // namespace accord::verifier
