#include "tests/verifier/openssl/openssl_verify.h"

#include <memory>

#include <openssl/x509_vfy.h>
#include <openssl/x509v3.h>

namespace accord::tests {
namespace {

template <auto free>
struct Free {
  template <typename T>
  void operator()(T* object) const {
    free(object);
  }
};
using Cert = std::unique_ptr<X509, Free<X509_free>>;
using Crl = std::unique_ptr<X509_CRL, Free<X509_CRL_free>>;
using Store = std::unique_ptr<X509_STORE, Free<X509_STORE_free>>;
using Context = std::unique_ptr<X509_STORE_CTX, Free<X509_STORE_CTX_free>>;

void free_all(STACK_OF(X509) * all) { sk_X509_pop_free(all, X509_free); }
void free_crls(STACK_OF(X509_CRL) * all) { sk_X509_CRL_pop_free(all, X509_CRL_free); }

Cert to_openssl(const x509::Certificate& certificate) {
  const auto* data = certificate.der().data();
  return Cert(d2i_X509(nullptr, &data, static_cast<long>(certificate.der().size())));
}

unsigned long flags_of(const path::Policy& policy) {
  unsigned long flags = X509_V_FLAG_POLICY_CHECK;
  if (policy.initial_explicit_policy) flags |= X509_V_FLAG_EXPLICIT_POLICY;
  if (policy.initial_any_policy_inhibit) flags |= X509_V_FLAG_INHIBIT_ANY;
  if (policy.initial_policy_mapping_inhibit) flags |= X509_V_FLAG_INHIBIT_MAP;
  if (policy.revocation == revocation::Rule::require) {
    flags |= X509_V_FLAG_CRL_CHECK | X509_V_FLAG_CRL_CHECK_ALL;
  }
  return flags;
}

void ask(const Hierarchy& hierarchy, X509_VERIFY_PARAM* question) {
  const auto& policy = hierarchy.policy;
  X509_VERIFY_PARAM_set_flags(question, flags_of(policy));
  X509_VERIFY_PARAM_set_time(question, hierarchy.at.time_since_epoch().count());
  X509_VERIFY_PARAM_set_depth(question, static_cast<int>(policy.max_intermediates));
  X509_VERIFY_PARAM_set_purpose(
      question, policy.purpose.id == "tls-server" ? X509_PURPOSE_SSL_SERVER : X509_PURPOSE_ANY);
  for (const auto& one : policy.user_initial_policies) {
    X509_VERIFY_PARAM_add0_policy(question, OBJ_txt2obj(one.to_string().c_str(), 1));
  }
  if (!hierarchy.host.empty()) {
    X509_VERIFY_PARAM_set1_host(question, hierarchy.host.c_str(), hierarchy.host.size());
    X509_VERIFY_PARAM_set_hostflags(question, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT);
  }
}

}  // namespace

OpensslAnswer openssl_verify(const Hierarchy& hierarchy) {
  const Store store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), to_openssl(hierarchy.root).get());
  const std::unique_ptr<STACK_OF(X509), Free<free_all>> untrusted(sk_X509_new_null());
  for (const auto& one : hierarchy.untrusted) {
    sk_X509_push(untrusted.get(), to_openssl(one).release());
  }
  const std::unique_ptr<STACK_OF(X509_CRL), Free<free_crls>> crls(sk_X509_CRL_new_null());
  for (const auto& one : hierarchy.crls) {
    const auto* data = one.der().data();
    sk_X509_CRL_push(crls.get(), d2i_X509_CRL(nullptr, &data, static_cast<long>(one.der().size())));
  }
  const auto leaf = to_openssl(hierarchy.leaf);
  const Context context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), untrusted.get());
  X509_STORE_CTX_set0_crls(context.get(), crls.get());
  ask(hierarchy, X509_STORE_CTX_get0_param(context.get()));
  const bool valid = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  return {valid, error, X509_verify_cert_error_string(error)};
}

}  // namespace accord::tests
