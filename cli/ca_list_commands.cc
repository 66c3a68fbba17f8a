#include <fmt/format.h>

#include "ca/crl.h"
#include "ca/event.h"
#include "ca/records.h"
#include "cli/authority_home.h"
#include "cli/cert_text.h"
#include "cli/certificates.h"
#include "cli/commands.h"
#include "cli/files.h"
#include "cli/made.h"
#include "cli/session.h"

namespace accord::cli {
namespace {

using outcome::FindingId;

Tone tone_of(ca::CertificateStatus status) noexcept {
  switch (status) {
    case ca::CertificateStatus::intended:
      return Tone::unsure;
    case ca::CertificateStatus::issued:
      return Tone::good;
    case ca::CertificateStatus::revoked:
      return Tone::bad;
  }
  return Tone::bad;
}

Json record_json(const ca::CertificateRecord& record) {
  return Json::object(
      {{"record", record.record},
       {"serial", record.serial.to_hex()},
       {"profile", record.profile},
       {"subject", record.subject},
       {"not_before", time::to_string(record.not_before)},
       {"not_after", time::to_string(record.not_after)},
       {"status", ca::to_string(record.status)},
       {"revoked", record.revoked ? Json(time::to_string(*record.revoked)) : Json()},
       {"reason", record.reason ? Json(x509::to_string(*record.reason)) : Json()}});
}

Json optional_time(const std::optional<time::Instant>& instant) {
  return instant ? Json(time::to_string(*instant)) : Json();
}

std::string remarks_on(const ca::AuthorityLine& line) {
  std::string text = line.rehearsal ? "rehearsal" : "";
  const auto add = [&](const std::string& remark) { text += (text.empty() ? "" : ", ") + remark; };
  if (!line.has_certificate) add("never finished");
  if (line.revoked) add("revoked " + time::to_string(*line.revoked));
  return text;
}

Answer list_authorities(ca::Registry& registry, const Style& style) {
  Table table(
      {{.heading = "authority"}, {.heading = "kind"}, {.heading = "founded"}, {.heading = ""}});
  auto authorities = Json::array();
  for (const auto& line : need(ca::list_authorities(registry), {}, Exit::io)) {
    const std::string kind = line.is_root ? "root" : "issuing";
    table.add({{line.name, Tone::strong},
               {kind},
               {time::to_string(line.founded)},
               {remarks_on(line), line.revoked ? Tone::bad : Tone::quiet}});
    authorities.push(Json::object({{"name", line.name},
                                   {"kind", kind},
                                   {"founded", time::to_string(line.founded)},
                                   {"rehearsal", line.rehearsal},
                                   {"has_certificate", line.has_certificate},
                                   {"revoked", optional_time(line.revoked)}}));
  }
  Answer answer;
  answer.fields.set("authorities", std::move(authorities));
  answer.text = table.render(style);
  return answer;
}

Answer list_certificates(ca::Registry& registry, const std::string& name, const Style& style) {
  const auto authority = need(ca::open_authority(registry, name), name, Exit::usage);
  Table table({{.heading = "serial"},
               {.heading = "profile"},
               {.heading = "subject", .least = 24},
               {.heading = "until"},
               {.heading = "status"}});
  auto certificates = Json::array();
  for (const auto& record : need(ca::list_certificates(registry, authority), name, Exit::io)) {
    auto status = std::string(ca::to_string(record.status));
    if (record.revoked) {
      status += fmt::format(" {} ({})", time::to_string(*record.revoked),
                            record.reason ? x509::to_string(*record.reason) : "unspecified");
    }
    table.add({{record.serial.to_hex(), Tone::quiet},
               {record.profile},
               {outcome::printable(record.subject)},
               {time::to_string(record.not_after)},
               {std::move(status), tone_of(record.status)}});
    certificates.push(record_json(record));
  }
  Answer answer;
  answer.fields.set("certificates", std::move(certificates));
  answer.text = table.render(style);
  return answer;
}

Answer run_list(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  auto registry = home.open();
  const auto name = arguments.operand();
  return name.empty() ? list_authorities(registry, session.style())
                      : list_certificates(registry, name, session.style());
}

Json crl_json(const std::optional<x509::Crl>& crl) {
  if (!crl) return {};
  return Json::object({{"number", crl->number() ? Json(small_number(*crl->number())) : Json()},
                       {"this_update", time::to_string(crl->this_update())},
                       {"next_update", optional_time(crl->next_update())},
                       {"revoked_certificates", std::uint64_t{crl->size()}}});
}

Answer run_show(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  auto registry = home.open();
  const auto name = arguments.operand();
  const auto authority = need(ca::open_authority(registry, name), name, Exit::usage);
  const auto crl = need(ca::latest_crl(registry, authority), name, Exit::io);
  const auto& style = session.style();
  const auto& certificate = authority.certificate();
  Answer answer;
  answer.text =
      style.paint(Tone::strong,
                  fmt::format("{} {}", authority.is_root() ? "root" : "issuing authority", name)) +
      (authority.rehearsal() ? " (rehearsal)" : "") + "\n";
  answer.text += field(style, "  subject", outcome::printable(certificate.subject().to_string()));
  answer.text += field(style, "  valid",
                       time::to_string(certificate.not_before()) + " to " +
                           time::to_string(certificate.not_after()));
  if (authority.revoked()) {
    answer.text += field(style, "  revoked",
                         time::to_string(*authority.revoked()) + "; it issues nothing but CRLs");
  }
  answer.text += field(style, "  SHA-256", sha256_of(certificate));
  answer.text += field(style, "  certificate", authority.urls().certificate);
  answer.text += field(style, "  CRL", authority.urls().crl);
  answer.text += field(style, "  last CRL",
                       crl ? "issued " + time::to_string(crl->this_update()) : "none so far");
  auto events = Json::array();
  answer.text += "  events\n";
  for (const auto& event : need(ca::events(registry, authority), name, Exit::io)) {
    answer.text += fmt::format("    {}  {:<22}{}  by {}\n", time::to_string(event.at), event.kind,
                               event.detail.empty() ? "" : " " + outcome::printable(event.detail),
                               outcome::printable(event.by));
    events.push(Json::object({{"at", time::to_string(event.at)},
                              {"clock", time::to_string(event.clock)},
                              {"by", event.by},
                              {"kind", event.kind},
                              {"detail", event.detail}}));
  }
  answer.fields.set("authority", Json::object({{"name", name},
                                               {"root", authority.is_root()},
                                               {"rehearsal", authority.rehearsal()},
                                               {"certificate", facts_of(certificate)},
                                               {"certificate_url", authority.urls().certificate},
                                               {"crl_url", authority.urls().crl},
                                               {"last_crl", crl_json(crl)},
                                               {"revoked", optional_time(authority.revoked())},
                                               {"events", std::move(events)}}));
  if (const auto out = arguments.value("out")) {
    write_output(*out, to_pem(certificate), {.replace = arguments.has("force")});
  }
  return answer;
}

// One certificate as it stands in the records: its file may never have been written, or be lost.
Answer run_export(const Arguments& arguments, Session& session) {
  const AuthorityHome home(arguments, session);
  const auto out = arguments.value("out");
  const auto replace = arguments.has("force");
  if (out) check_free(*out, replace);
  auto registry = home.open();
  const auto name = arguments.operand();
  const auto authority = need(ca::open_authority(registry, name), name, Exit::usage);
  const auto serial =
      need(der::SerialNumber::from_hex(*arguments.value("serial")), "--serial", Exit::usage);
  const auto record = need(ca::find_certificate(registry, authority, serial), name, Exit::usage);
  if (record.der.empty()) {
    refuse(Exit::usage, FindingId::certificate_never_finished, {.what = name},
           {{"serial", serial.to_hex()}});
  }
  const auto certificate = need(x509::Certificate::parse(record.der), name, Exit::internal);
  Made made(session);
  if (out) made.issued(*out, certificate, name, {.replace = replace});
  auto answer = std::move(made).answer();
  if (!out) answer.text = to_pem(certificate);
  answer.fields.set("pem", to_pem(certificate));
  answer.fields.set("certificate", facts_of(certificate));
  answer.fields.set("status", ca::to_string(record.status));
  return answer;
}

constexpr Operand list_operand[] = {
    {"NAME", "list what that authority issued; without it, the authorities", Count::optional}};
constexpr Operand show_operand[] = {{"NAME", "the authority"}};
constexpr Option list_options[] = {option_home};
constexpr Option show_options[] = {
    {"out", "FILE", "write its certificate there as well"}, option_home, option_force};

constexpr Operand export_operand[] = {{"NAME", "the authority that issued it"}};
constexpr Option export_options[] = {
    {"serial", "HEX", "which certificate: `accord ca list NAME` lists them", Count::one},
    {"out", "FILE", "where it goes (default: it is printed)"},
    option_home,
    option_force,
};

constexpr Command table[] = {
    {.name = "ca list",
     .summary = "List the authorities, or the certificates that one of them issued.",
     .examples = "    accord ca list\n"
                 "    accord ca list issuing\n",
     .operands = list_operand,
     .options = list_options,
     .run = run_list},
    {.name = "ca show",
     .summary = "Show an authority: its certificate, where it publishes, everything that it did.",
     .examples = "    accord ca show issuing\n"
                 "    accord ca show issuing --out issuing.crt\n",
     .operands = show_operand,
     .options = show_options,
     .run = run_show},
    {.name = "ca export",
     .summary = "Write a certificate that was issued once more, from the records.",
     .examples = "    accord ca export issuing --serial 4f3a… --out hospital.crt\n",
     .operands = export_operand,
     .options = export_options,
     .run = run_export},
};

}  // namespace

std::span<const Command> ca_list_commands() noexcept { return table; }

}  // namespace accord::cli
