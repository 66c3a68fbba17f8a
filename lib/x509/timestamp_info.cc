#include <algorithm>

#include <fmt/format.h>

#include "lib/x509/general_name.h"
#include "lib/x509/signed_structure.h"
#include "lib/x509/timestamp_reading.h"

namespace accord::x509 {
namespace {

using der::ByteView;
using der::Reader;
using der::tag::context;
using der::tag::context_constructed;
using outcome::FindingId;
using outcome::pass_on;
using outcome::Result;

/// MessageImprint ::= SEQUENCE { hashAlgorithm, hashedMessage }.
Result<void> read_imprint(Reader& reader, TimeStampInfo& info) {
  auto imprint = reader.enter(der::tag::sequence);
  if (!imprint) return pass_on(imprint);
  auto ahead = *imprint;
  const auto algorithm = read_algorithm_frame(*imprint);
  if (!algorithm) return pass_on(algorithm);
  info.imprint_algorithm.assign(algorithm->begin(), algorithm->end());
  auto content = ahead.enter(der::tag::sequence);
  if (!content) return pass_on(content);
  if (auto read = keep(content->oid(), info.imprint_digest); !read) return read;
  const auto hash = imprint->octet_string();
  if (!hash) return pass_on(hash);
  info.imprint.assign(hash->begin(), hash->end());
  return imprint->finish();
}

/// GeneralizedTime "YYYYMMDDhhmmss[.s...]Z"; a fraction does not end with a zero (RFC 3161, 2.4.2).
Result<void> read_time(Reader& reader, TimeStampInfo& info) {
  const auto value = reader.element(der::tag::generalized_time);
  if (!value) return pass_on(value);
  auto text = std::string(der::as_text(value->content));
  const auto point = text.find('.');
  if (point != std::string::npos && text.back() == 'Z') {
    info.fraction = text.substr(point + 1, text.size() - point - 2);
    text.erase(point, info.fraction.size() + 1);
    const bool digits = std::all_of(info.fraction.begin(), info.fraction.end(),
                                    [](char c) { return c >= '0' && c <= '9'; });
    if (info.fraction.empty() || !digits || info.fraction.back() == '0') {
      return timestamp_malformed("genTime", "the fraction of a second is not written as it must");
    }
  }
  return keep(time::parse_generalized_time(text), info.time);
}

/// Accuracy ::= SEQUENCE { seconds OPTIONAL, millis [0] OPTIONAL, micros [1] OPTIONAL }.
Result<void> read_accuracy(Reader& reader, TimeStampInfo& info) {
  if (!reader.next_is(der::tag::sequence)) return {};
  auto accuracy = reader.enter(der::tag::sequence);
  if (!accuracy) return pass_on(accuracy);
  auto& all = info.accuracy.emplace();
  const auto read = [&](der::Tag tag, std::uint64_t least, std::uint64_t most,
                        std::optional<std::uint32_t>& target) -> Result<void> {
    if (!accuracy->next_is(tag)) return {};
    const auto number = accuracy->small_integer(tag);
    if (!number) return pass_on(number);
    if (*number < least || *number > most) {
      return timestamp_malformed("accuracy", fmt::format("{} is out of range", *number));
    }
    target = static_cast<std::uint32_t>(*number);
    return {};
  };
  constexpr std::uint64_t thousand = 999;
  if (auto done = read(der::tag::integer, 0, 0xFFFFFFFFU, all.seconds); !done) return done;
  if (auto done = read(context(0), 1, thousand, all.millis); !done) return done;
  if (auto done = read(context(1), 1, thousand, all.micros); !done) return done;
  return accuracy->finish();
}

Result<void> read_optional_members(Reader& reader, TimeStampInfo& info) {
  if (auto read = read_accuracy(reader, info); !read) return in_field("accuracy", read.error());
  if (auto read = keep(read_default_false(reader), info.ordering); !read)
    return in_field("ordering", read.error());
  if (reader.next_is(der::tag::integer)) {
    if (auto read = keep(reader.serial_number(), info.nonce); !read)
      return in_field("nonce", read.error());
  }
  if (reader.next_is(context_constructed(0))) {
    auto wrapped = reader.enter(context_constructed(0));
    if (!wrapped) return in_field("tsa", wrapped.error());
    if (auto read = keep(read_general_name(*wrapped), info.tsa); !read)
      return in_field("tsa", read.error());
    if (auto ended = wrapped->finish(); !ended) return in_field("tsa", ended.error());
  }
  if (reader.next_is(context_constructed(1))) {
    const auto list = reader.enter(context_constructed(1));
    if (!list) return in_field("extensions", list.error());
    auto extensions = read_extension_list(*list, FindingId::timestamp_malformed);
    if (!extensions && extensions.error().id == FindingId::timestamp_malformed) {
      return timestamp_malformed("extensions", "an extension stands there more than once");
    }
    if (!extensions) return in_field("extensions", std::move(extensions).error());
    info.extensions = std::move(*extensions);
  }
  return reader.finish();
}

}  // namespace

Result<TimeStampInfo> read_timestamp_info(ByteView encoding, std::size_t at) {
  Reader outer(encoding, at);
  auto reader = outer.enter(der::tag::sequence);
  if (!reader) return pass_on(reader);
  if (auto ended = outer.finish(); !ended) return pass_on(ended);
  const auto version = reader->small_integer();
  if (!version) return in_field("version", version.error());
  if (*version != 1) {
    return timestamp_malformed("version",
                               fmt::format("the number {} stands for no version", *version));
  }
  TimeStampInfo info;
  if (auto read = keep(reader->oid(), info.policy); !read) return in_field("policy", read.error());
  if (auto read = read_imprint(*reader, info); !read)
    return in_field("messageImprint", read.error());
  if (auto read = keep(reader->serial_number(), info.serial); !read)
    return in_field("serialNumber", read.error());
  if (auto read = read_time(*reader, info); !read) return in_field("genTime", read.error());
  if (auto read = read_optional_members(*reader, info); !read) return pass_on(std::move(read));
  return info;
}

}  // namespace accord::x509
