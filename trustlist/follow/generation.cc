#include "trustlist/follow/generation.h"

#include <algorithm>

#include "lib/xml/writer.h"
#include "trustlist/follow/description.h"

namespace accord::trustlist::follow {
namespace {

constexpr xml::QName root_name{generation_namespace, "trust-generation"};
constexpr xml::QName file_name{generation_namespace, "file"};
constexpr xml::QName reason_name{generation_namespace, "reason"};
constexpr xml::QName seen_name{generation_namespace, "seen"};
constexpr xml::QName accepted_name{generation_namespace, "accepted-older"};
constexpr xml::QName pivot_name{generation_namespace, "pivot"};
constexpr xml::QName signer_name{generation_namespace, "signer"};

// It may come from a snapshot that somebody handed over: never a way out of the folder.
bool is_plain(std::string_view name) {
  constexpr std::size_t longest = 200;
  return !name.empty() && name.size() <= longest && name.front() != '.' &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                  c == '.' || c == '-' || c == '_';
         });
}

Role read_role(const xml::Element& element, DescriptionReader& reader) {
  const auto text = reader.text(element, "role");
  for (const auto role : {Role::list_of_lists, Role::pivot, Role::list}) {
    if (text == to_string(role)) return role;
  }
  reader.fail(element, "@role is not known");
  return Role::list;
}

read::Verdict read_verdict(const xml::Element& element, DescriptionReader& reader) {
  const auto text = reader.text(element, "verdict");
  for (const auto verdict :
       {read::Verdict::valid, read::Verdict::indeterminate, read::Verdict::invalid}) {
    if (text == to_string(verdict)) return verdict;
  }
  reader.fail(element, "@verdict is not known");
  return read::Verdict::invalid;
}

bool read_switch(const xml::Element& element, std::string_view name, DescriptionReader& reader) {
  const auto text = reader.text(element, name);
  if (text != "true" && text != "false") {
    reader.fail(element, "@" + std::string(name) + " is neither true nor false");
  }
  return text == "true";
}

KeptFile read_file(const xml::Element& element, DescriptionReader& reader) {
  reader.only(element,
              {"role", "territory", "type", "sequence", "issued", "next-update", "url", "file",
               "sha256", "signer", "verdict", "fresh", "fetched", "etag", "last-modified"});
  KeptFile file;
  file.role = read_role(element, reader);
  file.territory = reader.text_or_none(element, "territory");
  file.type = reader.text_or_none(element, "type");
  file.sequence = reader.number(element, "sequence");
  file.issued = reader.instant(element, "issued");
  if (element.attribute("next-update")) file.next_update = reader.instant(element, "next-update");
  file.url = reader.text(element, "url");
  file.file = reader.text(element, "file");
  if (!is_plain(file.file)) reader.fail(element, "@file is no plain name");
  file.sha256 = reader.sha256(element, "sha256");
  file.signer = reader.sha256(element, "signer", true);
  file.verdict = read_verdict(element, reader);
  file.fresh = read_switch(element, "fresh", reader);
  file.fetched = reader.instant(element, "fetched");
  file.etag = reader.text_or_none(element, "etag");
  file.last_modified = reader.text_or_none(element, "last-modified");
  for (auto child = element.first_child(); child; child = child.next_sibling()) {
    if (!child.is(reason_name)) reader.fail(child, "the element has no place here");
    file.reasons.push_back(child.text());
  }
  return file;
}

void read_child(const xml::Element& element, Generation& generation, DescriptionReader& reader) {
  constexpr std::size_t most_files = 2'000;
  if (element.is(file_name)) {
    if (generation.files.size() == most_files) reader.fail(element, "there are too many files");
    generation.files.push_back(read_file(element, reader));
  } else if (element.is(seen_name)) {
    reader.only(element, {"territory", "type", "sequence", "issued", "sha256", "url"});
    generation.seen.push_back(
        {reader.text_or_none(element, "territory"), reader.text_or_none(element, "type"),
         reader.number(element, "sequence"), reader.instant(element, "issued"),
         reader.sha256(element, "sha256", true), reader.text_or_none(element, "url")});
  } else if (element.is(accepted_name)) {
    reader.only(element, {"territory", "at"});
    generation.accepted.push_back(
        {reader.text(element, "territory"), element.text(), reader.instant(element, "at")});
  } else if (element.is(pivot_name)) {
    reader.only(element, {"url"});
    generation.pivots.push_back(reader.text(element, "url"));
  } else if (element.is(signer_name)) {
    reader.only(element, {"sha256"});
    generation.signers.push_back(reader.sha256(element, "sha256"));
  } else {
    reader.fail(element, "the element has no place here");
  }
}

// The list of lists comes first, and only once; a file's name stands for one thing.
void check_files(const xml::Element& root, const Generation& generation,
                 DescriptionReader& reader) {
  const auto& files = generation.files;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if ((files[i].role == Role::list_of_lists) != (i == 0)) {
      reader.fail(root, "the list of lists has to be the first file");
    }
    for (std::size_t j = 0; j < i; ++j) {
      if (files[j].file == files[i].file && files[j].sha256 != files[i].sha256) {
        reader.fail(root, "two files have the same name");
      }
    }
  }
}

void write_file(xml::Writer& writer, const KeptFile& file) {
  writer.open("file")
      .attribute("role", to_string(file.role))
      .attribute("territory", file.territory)
      .attribute("type", file.type)
      .attribute("sequence", std::to_string(file.sequence))
      .attribute("issued", time::to_string(file.issued));
  if (file.next_update) writer.attribute("next-update", time::to_string(*file.next_update));
  writer.attribute("url", file.url).attribute("file", file.file).attribute("sha256", file.sha256);
  if (!file.signer.empty()) writer.attribute("signer", file.signer);
  writer.attribute("verdict", to_string(file.verdict))
      .attribute("fresh", file.fresh ? "true" : "false")
      .attribute("fetched", time::to_string(file.fetched));
  if (!file.etag.empty()) writer.attribute("etag", file.etag);
  if (!file.last_modified.empty()) writer.attribute("last-modified", file.last_modified);
  for (const auto& reason : file.reasons) writer.leaf("reason", reason);
  writer.close();
}

}  // namespace

std::string_view to_string(Role role) noexcept {
  switch (role) {
    case Role::list_of_lists:
      return "list-of-lists";
    case Role::pivot:
      return "pivot";
    case Role::list:
      return "list";
  }
  return {};
}

const KeptFile* Generation::list_of_lists() const noexcept {
  return files.empty() ? nullptr : &files.front();
}

std::string write_generation(const Generation& generation) {
  xml::Writer writer;
  writer.open("trust-generation")
      .attribute("xmlns", generation_namespace)
      .attribute("number", std::to_string(generation.number))
      .attribute("made", time::to_string(generation.made))
      .attribute("anchor", generation.anchor);
  if (!generation.policy.empty()) writer.attribute("policy", generation.policy);
  for (const auto& file : generation.files) write_file(writer, file);
  for (const auto& seen : generation.seen) {
    writer.open("seen")
        .attribute("territory", seen.territory)
        .attribute("type", seen.type)
        .attribute("sequence", std::to_string(seen.sequence))
        .attribute("issued", time::to_string(seen.issued));
    if (!seen.sha256.empty()) writer.attribute("sha256", seen.sha256);
    if (!seen.url.empty()) writer.attribute("url", seen.url);
    writer.close();
  }
  for (const auto& accepted : generation.accepted) {
    writer.open("accepted-older")
        .attribute("territory", accepted.territory)
        .attribute("at", time::to_string(accepted.at))
        .text(accepted.reason)
        .close();
  }
  for (const auto& pivot : generation.pivots) writer.open("pivot").attribute("url", pivot).close();
  for (const auto& signer : generation.signers) {
    writer.open("signer").attribute("sha256", signer).close();
  }
  writer.close();
  return std::move(writer).finish();
}

outcome::Result<Generation> read_generation(std::string document, outcome::Budget& budget) {
  budget.next_document();
  const auto parsed = xml::Document::parse(std::move(document), budget);
  if (!parsed) return outcome::pass_on(parsed);
  DescriptionReader reader("description of what is kept of a trust anchor");
  const auto root = parsed->root();
  if (!root.is(root_name)) reader.fail(root, "its root is another element");
  reader.only(root, {"number", "made", "anchor", "policy"});
  Generation generation;
  if (!reader.failed()) {
    generation.number = reader.number(root, "number");
    generation.made = reader.instant(root, "made");
    generation.anchor = reader.sha256(root, "anchor");
    generation.policy = reader.sha256(root, "policy", true);
  }
  for (auto child = root.first_child(); child && !reader.failed(); child = child.next_sibling()) {
    read_child(child, generation, reader);
  }
  check_files(root, generation, reader);
  if (reader.failed()) return tl::unexpected(reader.failure());
  return generation;
}

}  // namespace accord::trustlist::follow
