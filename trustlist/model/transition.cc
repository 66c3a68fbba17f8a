#include "trustlist/model/transition.h"

#include <array>

namespace accord::trustlist {
namespace {

constexpr std::array<Status, 13> all_statuses{Status::granted,
                                              Status::withdrawn,
                                              Status::recognised_at_national_level,
                                              Status::deprecated_at_national_level,
                                              Status::under_supervision,
                                              Status::supervision_in_cessation,
                                              Status::supervision_ceased,
                                              Status::supervision_revoked,
                                              Status::accredited,
                                              Status::accreditation_ceased,
                                              Status::accreditation_revoked,
                                              Status::set_by_national_law,
                                              Status::deprecated_by_national_law};

}  // namespace

StatusFamily family_of(Status status) noexcept {
  switch (status) {
    case Status::granted:
    case Status::withdrawn:
      return StatusFamily::qualified;
    case Status::recognised_at_national_level:
    case Status::deprecated_at_national_level:
      return StatusFamily::national;
    case Status::under_supervision:
    case Status::supervision_in_cessation:
    case Status::supervision_ceased:
    case Status::supervision_revoked:
    case Status::accredited:
    case Status::accreditation_ceased:
    case Status::accreditation_revoked:
    case Status::set_by_national_law:
    case Status::deprecated_by_national_law:
      return StatusFamily::former_law;
  }
  return StatusFamily::former_law;
}

bool may_follow(Status from, Status to) noexcept {
  const auto before = family_of(from);
  if (before == StatusFamily::former_law && family_of(to) == StatusFamily::former_law) {
    const bool revoked =
        from == Status::supervision_revoked || from == Status::accreditation_revoked;
    const bool ends = to == Status::supervision_in_cessation || to == Status::supervision_ceased ||
                      to == Status::accreditation_ceased;
    return !(revoked && ends);
  }
  return before == StatusFamily::former_law || before == family_of(to);
}

std::vector<Status> possible_after(Status from) {
  std::vector<Status> possible;
  for (const auto to : all_statuses) {
    if (to != from && may_follow(from, to)) possible.push_back(to);
  }
  return possible;
}

bool is_approval(Status status) noexcept {
  switch (status) {
    case Status::granted:
    case Status::recognised_at_national_level:
    case Status::under_supervision:
    case Status::accredited:
    case Status::set_by_national_law:
      return true;
    case Status::withdrawn:
    case Status::deprecated_at_national_level:
    case Status::supervision_in_cessation:
    case Status::supervision_ceased:
    case Status::supervision_revoked:
    case Status::accreditation_ceased:
    case Status::accreditation_revoked:
    case Status::deprecated_by_national_law:
      return false;
  }
  return false;
}

}  // namespace accord::trustlist
