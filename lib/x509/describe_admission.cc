#include "lib/x509/describing.h"
#include "lib/x509/general_name.h"

// Admission (Common PKI, part 1, table 29a to 29c): what profession German certificates attest.
namespace accord::x509 {
namespace {

using der::Reader;
using der::tag::context_constructed;
using outcome::pass_on;
using outcome::Result;

/// A member that may be there, behind an explicit tag.
template <typename Read>
Result<void> add_tagged(Reader& reader, unsigned number, std::string_view name, Description& all,
                        const Read& read) {
  if (!reader.next_is(context_constructed(number))) return {};
  auto wrapped = reader.enter(context_constructed(number));
  if (!wrapped) return pass_on(wrapped);
  Result<Description> value = read(*wrapped);
  if (!value) return pass_on(std::move(value));
  all.add(name, std::move(*value));
  return wrapped->finish();
}

/// A member that may be there, told by its own tag.
template <typename Read>
Result<void> add_if(Reader& reader, der::Tag tag, std::string_view name, Description& all,
                    const Read& read) {
  if (!reader.next_is(tag)) return {};
  Result<Description> value = read(reader);
  if (!value) return pass_on(std::move(value));
  all.add(name, std::move(*value));
  return {};
}

template <typename Read>
Result<Description> read_list(Reader& reader, const Read& read) {
  auto list = reader.enter(der::tag::sequence);
  if (!list) return pass_on(list);
  return describe_list(*list, read);
}

Result<Description> read_naming_authority(Reader& outer) {
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  Description all{Description::Record{}};
  if (auto read = add_if(*reader, der::tag::oid, "id", all, read_described_value); !read)
    return pass_on(std::move(read));
  if (auto read = add_if(*reader, der::tag::ia5_string, "url", all, read_described_text); !read)
    return pass_on(std::move(read));
  if (!reader->at_end()) {
    auto text = read_described_text(*reader);
    if (!text) return text;
    all.add("text", std::move(*text));
  }
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

Result<Description> read_profession(Reader& professions) {
  auto reader = professions.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  Description all;
  if (auto read = add_tagged(*reader, 0, "naming_authority", all, read_naming_authority); !read)
    return pass_on(std::move(read));
  auto items = read_list(*reader, read_described_text);
  if (!items) return items;
  all.add("profession_items", std::move(*items));
  const auto ids = [](Reader& inside) { return read_list(inside, read_described_value); };
  if (auto read = add_if(*reader, der::tag::sequence, "profession_ids", all, ids); !read)
    return pass_on(std::move(read));
  if (auto read = add_if(*reader, der::tag::printable_string, "registration_number", all,
                         read_described_text);
      !read)
    return pass_on(std::move(read));
  if (auto read =
          add_if(*reader, der::tag::octet_string, "further_information", all, read_described_value);
      !read)
    return pass_on(std::move(read));
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all;
}

Result<Description> read_admission(Reader& admissions) {
  auto reader = admissions.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  Description all;
  if (auto read = add_tagged(*reader, 0, "admission_authority", all, read_described_name); !read)
    return pass_on(std::move(read));
  if (auto read = add_tagged(*reader, 1, "naming_authority", all, read_naming_authority); !read)
    return pass_on(std::move(read));
  auto professions = read_list(*reader, read_profession);
  if (!professions) return professions;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all.add("professions", std::move(*professions));
}

}  // namespace

Result<Description> describe_admission(der::ByteView value) {
  auto reader = enter_whole(value);
  if (!reader) return pass_on(reader);
  Description all;
  if (!reader->next_is(der::tag::sequence)) {
    auto authority = read_described_name(*reader);
    if (!authority) return authority;
    all.add("admission_authority", std::move(*authority));
  }
  auto admissions = read_list(*reader, read_admission);
  if (!admissions) return admissions;
  if (auto ended = reader->finish(); !ended) return pass_on(ended);
  return all.add("admissions", std::move(*admissions));
}

}  // namespace accord::x509
