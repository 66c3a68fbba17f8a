#include "trustlist/scheme/edit.h"
#include "trustlist/scheme/edited_text.h"

namespace {

using namespace accord;
using namespace accord::trustlist::scheme;

void require(bool holds) {
  if (!holds) __builtin_trap();
}

time::Instant later() { return time::parse_xs_date_time("2100-01-01T00:00:00Z").value(); }

void edit_provider(const std::string& text) {
  outcome::Budget budget;
  outcome::Findings findings;
  const auto provider = read_provider(text, budget, findings);
  if (!provider.has_value()) return;
  if (const auto same = edited_provider(text, *provider, budget)) require(*same == text);
  auto changed = *provider;
  for (const auto& service : provider->services) {
    if (service.names.empty()) continue;
    const auto name = service.names.front().text;
    if (!put_information(changed, name, {}, later(), {})) continue;
    const auto edited = edited_provider(text, changed, budget);
    if (!edited || !undo_status(changed, name, {})) return;
    // What is taken back leaves a text that says what the first one said.
    if (const auto back = edited_provider(*edited, changed, budget)) {
      require(read_provider(*back, budget, findings) == changed);
    }
    return;
  }
}

void edit_scheme(const std::string& text) {
  outcome::Budget budget;
  outcome::Findings findings;
  auto scheme = read_scheme(text, budget, findings);
  if (!scheme.has_value()) return;
  if (const auto same = edited_scheme(text, *scheme, budget)) require(*same == text);
  if (scheme->scheme_names.empty()) return;
  scheme->published = Published{7, later(), "list.xml", std::string(64, 'a')};
  scheme->scheme_names.pop_back();
  (void)edited_scheme(text, *scheme, budget);
}

}  // namespace

// A source that a person wrote, changed in its own text: as it was when nothing changes, and
// otherwise read as what was meant, which the editing checks itself.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(der::as_text({data, size}));
  edit_provider(text);
  edit_scheme(text);
  return 0;
}
