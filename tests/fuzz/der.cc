#include <cstdlib>

#include "lib/der/base64.h"
#include "lib/der/writer.h"

// DER: what the walk over a structure accepts is written again octet for octet, and every value in
// it can be read as its own type. The same bytes as text: what is read as base64 or PEM is written
// and read as the same.
namespace {

using namespace accord;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Reads the value that stands next as what its tag says, and writes it again.
void write_again(der::Reader& reader, der::Writer& writer);

void write_content(der::Reader inside, der::Writer& writer) {
  while (!inside.at_end()) write_again(inside, writer);
}

void write_again(der::Reader& reader, der::Writer& writer) {
  namespace tag = der::tag;
  switch (reader.peek()) {
    case tag::boolean:
      return writer.boolean(reader.boolean().value());
    case tag::integer: {
      auto ahead = reader;
      if (const auto number = ahead.small_integer(); number) {
        reader = ahead;
        return writer.integer(*number);
      }
      return writer.serial_number(reader.serial_number().value());
    }
    case tag::bit_string: {
      const auto bits = reader.bit_string().value();
      return writer.bit_string(bits.bytes, bits.unused_bits);
    }
    case tag::null:
      require(reader.null().has_value());
      return writer.null();
    case tag::oid: {
      const auto oid = reader.oid().value();
      require(der::Oid::from_text(oid.to_string()) == oid);
      return writer.oid(oid);
    }
    case tag::utc_time:
    case tag::generalized_time:
      if (auto ahead = reader; ahead.time()) {
        const auto instant = reader.time().value();
        return writer.time(instant);
      }
      break;
  }
  auto ahead = reader;
  const bool constructed = (reader.peek() & 0x20U) != 0;
  auto inside = constructed ? ahead.enter(reader.peek()) : outcome::Result<der::Reader>(reader);
  const auto value = reader.any().value();
  if (!constructed) return writer.value(value.tag, value.content);
  // Deeper than a reader goes, the budget of the walk still allows nothing.
  require(inside.has_value());
  writer.constructed(value.tag, [&](der::Writer& w) { write_content(*inside, w); });
}

void check_texts(std::string_view text) {
  if (const auto bytes = der::from_base64(text); bytes) {
    require(der::from_base64(der::to_base64(*bytes)) == *bytes);
  }
  const auto blocks = der::parse_pem(text);
  if (!blocks) return;
  for (const auto& block : *blocks) {
    if (block.label.find(':') != std::string::npos) continue;
    const auto again = der::parse_pem(der::to_pem(block.label, block.content));
    require(again.has_value() && again->size() == 1 && again->front().content == block.content);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const der::ByteView input(data, size);
  check_texts(der::as_text(input));
  outcome::Budget budget;
  if (!der::check_structure(input, budget)) return 0;
  der::Reader reader(input);
  der::Writer writer;
  write_again(reader, writer);
  require(reader.finish().has_value());
  require(der::equal(writer.bytes(), input));
  return 0;
}
