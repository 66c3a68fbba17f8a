#!/bin/sh
# Makes the documents beside this file: XAdES baseline B signatures made by xmlsec1 (1.2.37) with keys of openssl (3.0).
# The keys are thrown away. Every run gives other keys, so other bytes: run it only to change what the documents say.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

# make NAME METHOD PROPERTIES_TRANSFORMS KEY_OPTION...
make() {
  name=$1 method=$2 transforms=$3
  shift 3
  openssl req -x509 -nodes -keyout key.pem -out certificate.pem -days 36500 -sha256 \
    -subj "/C=ZZ/O=Example operator/CN=Example signer" "$@" 2>/dev/null
  certificate=$(openssl x509 -in certificate.pem -outform DER | base64 -w0)
  digest=$(openssl x509 -in certificate.pem -outform DER | openssl dgst -sha256 -binary | base64 -w0)
  now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
  cat >template.xml <<XML
<?xml version="1.0" encoding="UTF-8"?>
<!-- an example -->
<list xmlns="urn:example:list" xmlns:x="urn:example:extension" Id="root" version='1'>
  <operator xml:lang="en">Example &amp; sons</operator>
  <services>
    <service Id="one"><name>First</name><status>granted</status><x:note x:kind="a" kind="b"/></service>
    <service Id="two"><name>Second</name><status>withdrawn</status><![CDATA[<raw>]]></service>
    <service xmlns="" Id="three"><?target data?><name>Third&#13;</name><!-- comment --></service>
  </services>
<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#" Id="sig"><ds:SignedInfo><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/><ds:SignatureMethod Algorithm="$method"/><ds:Reference Id="ref" URI=""><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"/><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue></ds:DigestValue></ds:Reference><ds:Reference Type="http://uri.etsi.org/01903#SignedProperties" URI="#properties">$transforms<ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue></ds:DigestValue></ds:Reference></ds:SignedInfo><ds:SignatureValue></ds:SignatureValue><ds:KeyInfo><ds:X509Data><ds:X509Certificate>$certificate</ds:X509Certificate></ds:X509Data></ds:KeyInfo><ds:Object><xades:QualifyingProperties xmlns:xades="http://uri.etsi.org/01903/v1.3.2#" Target="#sig"><xades:SignedProperties Id="properties"><xades:SignedSignatureProperties><xades:SigningTime>$now</xades:SigningTime><xades:SigningCertificateV2><xades:Cert><xades:CertDigest><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"/><ds:DigestValue>$digest</ds:DigestValue></xades:CertDigest></xades:Cert></xades:SigningCertificateV2></xades:SignedSignatureProperties><xades:SignedDataObjectProperties><xades:DataObjectFormat ObjectReference="#ref"><xades:MimeType>text/xml</xades:MimeType></xades:DataObjectFormat></xades:SignedDataObjectProperties></xades:SignedProperties></xades:QualifyingProperties></ds:Object></ds:Signature></list>
XML
  xmlsec1 --sign --privkey-pem key.pem,certificate.pem \
    --id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties --output "$here/$name" template.xml
}

exclusive='<ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"/></ds:Transforms>'
more=http://www.w3.org/2001/04/xmldsig-more#
make ecdsa-p256.xml "${more}ecdsa-sha256" "$exclusive" -newkey ec -pkeyopt ec_paramgen_curve:P-256
make rsa-2048.xml "${more}rsa-sha256" "$exclusive" -newkey rsa:2048
make rsa-2048-properties-without-transform.xml "${more}rsa-sha256" "" -newkey rsa:2048
