#include "cli/demo/story.h"

#include <fmt/format.h>

namespace accord::cli {
namespace {

using Words = std::vector<std::string>;

StoryCommand command(Words words) { return {.words = std::move(words)}; }

Words operator+(Words left, const Words& right) {
  left.insert(left.end(), right.begin(), right.end());
  return left;
}

Words at(const std::string& day) { return {"--at", day + "T00:00:00Z"}; }

StoryCommand refused(std::string_view what, Words words, std::string_view finding) {
  return {.words = std::move(words), .exit = Exit::invalid, .refused = what, .finding = finding};
}

Words issue(const std::string& out, const std::string& day) {
  return Words{"ca",
               "issue",
               "issuing",
               "--profile",
               "eseal",
               "--request",
               "hospital.csr",
               "--organization",
               "Sakura Hospital",
               "--organization-identifier",
               "NTRJP-1234567890",
               "--disclosure",
               "https://ca.example/pds",
               "--out",
               out} +
         at(day);
}

StoryStep schemes() {
  return {
      "Two schemes are founded, each with an operator and the key that signs its list",
      {command(Words{"scheme", "new", "jp", "--territory", "JP", "--operator", "Digital Agency"} +
               at("2026-05-01")),
       command(Words{"scheme", "new", "eu", "--territory", "EU", "--operator",
                     "European Commission", "--list-of-lists"} +
               at("2026-05-01"))}};
}

StoryStep authority() {
  return {"In Japan a certification authority starts, and a hospital makes a key",
          {command(Words{"ca", "new", "root", "--rehearsal", "--country", "JP", "--organization",
                         "Fuji Trust", "--url", "https://ca.example"} +
                   at("2026-05-10")),
           command(Words{"ca", "new", "issuing", "--parent", "root", "--out", "issuing.crt"} +
                   at("2026-05-10")),
           command({"key", "new", "hospital.key"}),
           command({"key", "request", "hospital.key", "--out", "hospital.csr"})}};
}

StoryStep japanese_list() {
  return {"Its service is granted; the Japanese list is built, signed and checked",
          {command(Words{"tl", "service", "grant", "jp", "--provider", "Fuji Trust", "--service",
                         "Fuji e-seal CA", "--type", "CA/QC", "--for", "eseals", "--certificate",
                         "issuing.crt"} +
                   at("2026-05-20")),
           command(Words{"tl", "build", "jp"} + at("2026-06-01")),
           command(Words{"tl", "sign", "jp"} + at("2026-06-01")),
           command(Words{"tl", "verify", "jp/list.xml", "--signer", "jp/list-signer.crt"} +
                   at("2026-06-01"))}};
}

StoryStep european_list() {
  return {"The EU's list of lists points to it, with an agreement in force from 1 July on",
          {command(Words{"mra", "new", "agreement.xml", "--pointing", "EU", "--pointed", "JP",
                         "--enacted", "2026-07-01T00:00:00Z"}),
           command(Words{"tl", "pointer", "add", "eu", "--list", "jp/list.xml", "--location",
                         "https://tl.example/jp.xml", "--signer", "jp/list-signer.crt",
                         "--agreement", "agreement.xml"}),
           command(Words{"tl", "build", "eu"} + at("2026-06-10")),
           command(Words{"tl", "sign", "eu"} + at("2026-06-10"))}};
}

StoryStep pilot() {
  return {
      "June: the hospital gets a certificate and seals a pilot document, too early",
      {command(issue("pilot.crt", "2026-06-15")),
       command(Words{"sign", "pilot.xml", "--key", "hospital.key", "--certificate", "pilot.crt"} +
               at("2026-06-20")),
       command(Words{"ca", "crl", "issuing", "--out", "jun.crl"} + at("2026-06-24"))}};
}

StoryStep sealed() {
  return {
      "July: it gets another one and seals its agreement with a clinic in Luxembourg",
      {command(issue("seal.crt", "2026-07-10")),
       command(Words{"sign", "sharing.xml", "--key", "hospital.key", "--certificate", "seal.crt"} +
               at("2026-07-15")),
       command(Words{"ca", "crl", "issuing", "--out", "jul.crl"} + at("2026-07-31"))}};
}

StoryStep relied_on() {
  auto verify =
      command(Words{"verify", "sharing.sealed.xml", "--lotl", "eu/list.xml", "--lotl-signer",
                    "eu/list-signer.crt", "--list", "jp/list.xml", "--crl", "jul.crl"} +
              at("2026-08-01"));
  verify.shows_answer = true;
  return {"The clinic, which trusts the EU's list of lists only, asks: may we rely on it?",
          {verify}};
}

// What is trusted stands in clinic.ini from here on, in the words of the command before.
Words ask(const std::string& document, const std::string& crl) {
  return {"verify", document, "--config", "clinic.ini", "--crl", crl};
}

StoryStep refusals() {
  return {
      "Four refusals, each with its reason (clinic.ini says the same of lists and signers as "
      "above)",
      {StoryEdit{"sharing.sealed.xml", "changed.xml", "24 months", "240 months"},
       refused("a changed document", ask("changed.xml", "jul.crl") + at("2026-08-01"),
               "signature_digest_wrong"),
       refused("a time before the agreement was enacted",
               ask("pilot.sealed.xml", "jun.crl") + at("2026-06-25"), "agreement_not_in_force"),
       command(Words{"ca", "revoke", "issuing", "--certificate", "seal.crt", "--reason",
                     "keyCompromise"} +
               at("2026-08-05")),
       command(Words{"ca", "crl", "issuing", "--out", "aug.crl"} + at("2026-08-06")),
       refused("a revoked certificate", ask("sharing.sealed.xml", "aug.crl") + at("2026-08-07"),
               "certificate_revoked"),
       command(Words{"tl", "service", "withdraw", "jp", "--provider", "Fuji Trust", "--service",
                     "Fuji e-seal CA"} +
               at("2026-07-25")),
       command(Words{"tl", "build", "jp", "--out", "jp/next.xml"} + at("2026-07-28")),
       command(Words{"tl", "sign", "jp", "--list", "jp/next.xml", "--out", "jp/list-2.xml"} +
               at("2026-07-28")),
       refused("a service withdrawn",
               ask("sharing.sealed.xml", "jul.crl") + Words{"--list", "jp/list-2.xml"} +
                   at("2026-08-01"),
               "service_not_granted")}};
}

std::string quoted(const std::string& word) {
  const bool plain = word.find_first_not_of(
                         "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
                         "-_./:+=,") == std::string::npos;
  return plain && !word.empty() ? word : "\"" + word + "\"";
}

}  // namespace

std::vector<StoryFile> story_files() {
  return {{"pilot.xml",
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<note xmlns=\"urn:example:note:1\">\n"
           "  <from>Sakura Hospital, Tokyo</from>\n"
           "  <to>Clinique du Lac, Luxembourg</to>\n"
           "  <text>A first sealed document, to try it out.</text>\n"
           "</note>\n"},
          {"sharing.xml",
           "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<agreement xmlns=\"urn:example:data-sharing:1\">\n"
           "  <title>Data-sharing agreement</title>\n"
           "  <between>Sakura Hospital, Tokyo</between>\n"
           "  <and>Clinique du Lac, Luxembourg</and>\n"
           "  <subject>Treatment data of patients of both, pseudonymised</subject>\n"
           "  <retention>24 months</retention>\n"
           "</agreement>\n"},
          {"clinic.ini",
           "# What the clinic trusts: the EU's list of lists, by who signs it.\n"
           "lotl = eu/list.xml\n"
           "lotl-signer = eu/list-signer.crt\n"
           "# Lists that it points to.\n"
           "list = jp/list.xml\n"}};
}

std::vector<StoryStep> story() {
  return {schemes(), authority(), japanese_list(), european_list(),
          pilot(),   sealed(),    relied_on(),     refusals()};
}

std::string command_line(const StoryCommand& command) {
  std::string line = "accord";
  for (const auto& word : command.words) line += " " + quoted(word);
  return line;
}

std::string command_line(const StoryEdit& edit) {
  return fmt::format("sed 's/{}/{}/' {} > {}", edit.was, edit.becomes, edit.from, edit.to);
}

}  // namespace accord::cli
