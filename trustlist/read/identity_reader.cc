#include "trustlist/read/identity_reader.h"

#include "lib/crypto/public_key.h"
#include "lib/der/base64.h"
#include "lib/der/writer.h"
#include "trustlist/read/names.h"

namespace accord::trustlist::read {
namespace {

using outcome::FindingId;

/// RSAKeyValue (xmldsig, 4.4.2.2) as SubjectPublicKeyInfo; empty when it cannot be read.
der::Bytes rsa_spki(const xml::Element& value) {
  const auto modulus_element = value.child(names::dsig("Modulus"));
  const auto exponent_element = value.child(names::dsig("Exponent"));
  if (!modulus_element || !exponent_element) return {};
  const auto modulus = der::from_base64(modulus_element.text());
  const auto exponent = der::from_base64(exponent_element.text());
  if (!modulus || !exponent) return {};
  der::Writer key;
  key.constructed(der::tag::sequence, [&](der::Writer& numbers) {
    numbers.serial_number(der::SerialNumber::from_magnitude(*modulus));
    numbers.serial_number(der::SerialNumber::from_magnitude(*exponent));
  });
  static const auto rsa_encryption = der::Oid::literal("1.2.840.113549.1.1.1");
  der::Writer spki;
  spki.constructed(der::tag::sequence, [&](der::Writer& parts) {
    parts.constructed(der::tag::sequence, [](der::Writer& algorithm) {
      algorithm.oid(rsa_encryption);
      algorithm.null();
    });
    parts.bit_string(key.bytes());
  });
  return std::move(spki).bytes();
}

/// ECKeyValue (xmldsig 1.1, 4.5.2.3) with a named curve as SubjectPublicKeyInfo; empty when it
/// cannot be read.
der::Bytes ec_spki(const xml::Element& value) {
  const auto curve_element = value.child(names::dsig11("NamedCurve"));
  const auto point_element = value.child(names::dsig11("PublicKey"));
  if (!curve_element || !point_element) return {};
  constexpr std::string_view prefix = "urn:oid:";
  const auto uri = curve_element.attribute("URI").value_or(std::string_view{});
  if (uri.substr(0, prefix.size()) != prefix) return {};
  const auto curve = der::Oid::from_text(uri.substr(prefix.size()));
  const auto point = der::from_base64(point_element.text());
  if (!curve || !point) return {};
  static const auto ec_public_key = der::Oid::literal("1.2.840.10045.2.1");
  der::Writer spki;
  spki.constructed(der::tag::sequence, [&](der::Writer& parts) {
    parts.constructed(der::tag::sequence, [&](der::Writer& algorithm) {
      algorithm.oid(ec_public_key);
      algorithm.oid(*curve);
    });
    parts.bit_string(*point);
  });
  // A point in a form that is no form of a key (RFC 5480, 2.2) tells no key from another.
  const auto key = crypto::PublicKey::from_spki(spki.bytes());
  if (!key && key.error().id == FindingId::key_malformed) return {};
  return std::move(spki).bytes();
}

KeyValueId read_key_value(Reading& reading, const xml::Element& element) {
  KeyValueId result;
  result.xml = reading.canonical(element);
  const auto value = element.first_child();
  if (value && value.is(names::dsig("RSAKeyValue"))) result.spki = rsa_spki(value);
  if (value && value.is(names::dsig11("ECKeyValue"))) result.spki = ec_spki(value);
  if (result.spki.empty()) reading.wrong(element, "an RSAKeyValue or an ECKeyValue");
  return result;
}

/// The SubjectPublicKeyInfo of a certificate that cannot be read as a whole (RFC 5280, 4.1); empty
/// when it cannot be read either.
der::Bytes key_of_unreadable(const xml::Element& form) {
  const auto whole = der::from_base64(form.text());
  if (!whole) return {};
  auto certificate = der::Reader(*whole).enter(der::tag::sequence);
  if (!certificate) return {};
  auto tbs = certificate->enter(der::tag::sequence);
  if (!tbs) return {};
  if (tbs->next_is(der::tag::context_constructed(0)) && !tbs->any()) return {};
  if (!tbs->integer()) return {};
  // Algorithm, issuer, validity, subject.
  for (int part = 0; part < 4; ++part) {
    if (!tbs->element(der::tag::sequence)) return {};
  }
  const auto spki = tbs->element(der::tag::sequence);
  if (!spki) return {};
  return {spki->whole.begin(), spki->whole.end()};
}

/// One of the five forms of a DigitalId; nothing when it cannot be read.
std::optional<DigitalId> read_form(Reading& reading, const xml::Element& form) {
  if (reading.is(form, names::certificate)) {
    const auto& certificate = reading.certificate(form);
    if (certificate) return DigitalId{*certificate};
    reading.report(FindingId::list_certificate_unreadable, form,
                   {{"reason", outcome::message(certificate.error())}});
    return std::nullopt;
  }
  if (reading.is(form, names::subject_name)) return DigitalId{SubjectNameId{form.text()}};
  if (reading.is(form, names::key_identifier)) {
    auto value = der::from_base64(form.text());
    if (value && !value->empty()) return DigitalId{KeyIdentifierId{std::move(*value)}};
    reading.wrong(form, "a key identifier in base64");
    return std::nullopt;
  }
  if (reading.is(form, names::key_value)) return DigitalId{read_key_value(reading, form)};
  if (reading.is(form, names::other)) return DigitalId{OtherId{reading.canonical(form)}};
  reading.unknown(form);
  return std::nullopt;
}

/// Adds what a form says, or what is known of it when it cannot be read.
void read_into(Reading& reading, const xml::Element& form, Identity& identity) {
  auto id = read_form(reading, form);
  if (id.has_value()) {
    identity.ids.push_back(std::move(*id));
    return;
  }
  auto key = reading.is(form, names::certificate) ? key_of_unreadable(form) : der::Bytes{};
  if (key.empty()) {
    identity.incomplete = true;
  } else {
    identity.keys_of_unreadable.push_back(std::move(key));
  }
}

}  // namespace

Identity read_identity(Reading& reading, const xml::Element& element) {
  Identity result;
  each(reading, element, names::digital_id, [&](const xml::Element& digital_id) {
    // The schema has one form in each DigitalId; a list that puts several into one means all of
    // them.
    for (auto form = digital_id.first_child(); form; form = form.next_sibling()) {
      read_into(reading, form, result);
    }
  });
  if (result.ids.empty()) reading.report(FindingId::list_identity_empty, element);
  return result;
}

}  // namespace accord::trustlist::read
