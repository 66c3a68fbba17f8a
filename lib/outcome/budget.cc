#include "lib/outcome/budget.h"

#include <fmt/format.h>

namespace accord::outcome {
namespace {

struct Row {
  Cost cost;
  std::string_view name;
  std::uint64_t limit;
};

// Limits leave room over what is seen in honest input: the largest published list is 3 MB with
// 45,000 elements nested 20 deep; the largest lists of lists hold 60 pointers. RFC 5280 paths in
// use have at most 6 intermediates; 100 signatures and 250,000 name comparisons are the figures
// that web browsers' validators settled on; a document under several lists needs more signatures,
// and 3,000 take well under a second. The schema check takes about 250
// bytes of memory for each node, 4,000,000 of them a gigabyte; that list of 3 MB has 150,000.
constexpr std::array<Row, cost_count> rows{{
    {Cost::input_bytes, "input_bytes", 160ULL << 20U},
    {Cost::element_depth, "element_depth", 256},
    {Cost::elements, "elements", 8'000'000},
    {Cost::attributes, "attributes", 256},
    {Cost::namespaces_in_scope, "namespaces_in_scope", 64},
    {Cost::canonical_bytes, "canonical_bytes", 320ULL << 20U},
    {Cost::der_depth, "der_depth", 32},
    {Cost::der_elements, "der_elements", 20'000'000},
    {Cost::signatures, "signatures", 3'000},
    {Cost::paths, "paths", 1'000},
    {Cost::name_comparisons, "name_comparisons", 250'000},
    {Cost::lists, "lists", 1'000},
    {Cost::schema_nodes, "schema_nodes", 4'000'000},
}};

}  // namespace

std::string_view to_string(Cost cost) noexcept { return rows[static_cast<std::size_t>(cost)].name; }

Budget::Budget() noexcept {
  for (const auto& row : rows) limits_[index(row.cost)] = row.limit;
}

void Budget::set_limit(Cost cost, std::uint64_t limit) noexcept { limits_[index(cost)] = limit; }
std::uint64_t Budget::limit(Cost cost) const noexcept { return limits_[index(cost)]; }
std::uint64_t Budget::spent(Cost cost) const noexcept { return spent_[index(cost)]; }

tl::unexpected<Finding> Budget::exhausted(Cost cost, const About& about) const {
  return fail(FindingId::budget_exhausted, about,
              {{"cost", std::string(to_string(cost))}, {"limit", fmt::format("{}", limit(cost))}});
}

tl::unexpected<Finding> Budget::refuse(Cost cost, const About& about) {
  spent_[index(cost)] = limits_[index(cost)];
  ++refusals_;
  last_refused_ = cost;
  return exhausted(cost, about);
}

Finding Budget::last_refusal(const About& about) const {
  return exhausted(last_refused_, about).value();
}

void Budget::next_document() noexcept {
  for (const auto cost :
       {Cost::input_bytes, Cost::elements, Cost::canonical_bytes, Cost::der_elements}) {
    spent_[index(cost)] = 0;
  }
}

}  // namespace accord::outcome
