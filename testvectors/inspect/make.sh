#!/usr/bin/env bash
# Makes the inputs of the tests of inspection, and the first inputs of the fuzz targets timestamp and description, with openssl. The keys are made anew, so the
# bytes differ from run to run; what they say does not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

log_id=00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff
# One SCT (RFC 6962, 3.2) of 31 July 2026, 23:52:40.954, with a signature of two octets.
sct=00${log_id}0000019fba9824fa0000040300020a0b
sct_list=04350033$(printf '%04x' $((${#sct} / 2)))$sct

cat > every.cnf <<END
[req]
distinguished_name = dn
prompt = no
attributes = attributes
req_extensions = requested
[dn]
C = JP
O = Inspection
CN = Every extension
[attributes]
challengePassword = not a secret
unstructuredName = a name
[requested]
basicConstraints = CA:FALSE
keyUsage = critical,digitalSignature
subjectAltName = DNS:asked.example
[root]
basicConstraints = critical,CA:TRUE
subjectKeyIdentifier = hash
[every]
basicConstraints = critical,CA:TRUE,pathlen:3
keyUsage = critical,digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement,keyCertSign,cRLSign,encipherOnly,decipherOnly
extendedKeyUsage = serverAuth,clientAuth,codeSigning,emailProtection,timeStamping,OCSPSigning,1.2.3.4.5.6
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always,issuer:always
subjectAltName = DNS:x.example,email:a@x.example,URI:https://x.example/,IP:192.0.2.1,IP:2001:db8::1,RID:1.2.3.4,dirName:directory,otherName:1.3.6.1.4.1.311.20.2.3;UTF8:user@x.example
issuerAltName = ASN1:SEQUENCE:issuer_names
certificatePolicies = 1.2.3.4,@policy
policyMappings = 1.2.3.4:1.2.3.5
policyConstraints = requireExplicitPolicy:2,inhibitPolicyMapping:1
inhibitAnyPolicy = 4
nameConstraints = critical,permitted;DNS:example,permitted;IP:10.0.0.0/255.0.0.0,excluded;email:.y.example,excluded;dirName:directory
crlDistributionPoints = point,second
freshestCRL = fresh
authorityInfoAccess = OCSP;URI:http://x.example/ocsp,caIssuers;URI:http://x.example/ca
subjectInfoAccess = caRepository;URI:http://x.example/repository,1.3.6.1.5.5.7.48.3;URI:http://x.example/stamps
1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:qc
noCheck = ignored
tlsfeature = status_request,17
1.3.6.1.4.1.11129.2.4.2 = DER:$sct_list
2.5.29.9 = ASN1:SEQUENCE:directory_attributes
2.5.29.16 = ASN1:SEQUENCE:key_period
nsCertType = client,server,email,objsign,sslCA,emailCA,objCA
nsComment = A comment
nsBaseUrl = http://x.example/base
1.3.6.1.4.1.311.20.2 = ASN1:BMP:WebServer
1.3.6.1.4.1.311.21.7 = ASN1:SEQUENCE:template
1.3.6.1.4.1.311.21.1 = ASN1:INTEGER:65537
0.4.0.194121.2.1 = ASN1:NULL
2.23.140.3.1 = ASN1:SEQUENCE:organization
sbgp-ipAddrBlock = IPv4:198.51.100.0/24,IPv4:203.0.113.4-203.0.113.9,IPv6:2001:db8::/32
sbgp-autonomousSysNum = AS:64496,AS:64500-64511
1.3.36.8.3.3 = ASN1:SEQUENCE:admission
1.2.3.4.5 = critical,DER:0500
[issuer_names]
mail = IMPLICIT:1,IA5:issuer@x.example
post = IMPLICIT:3,SEQUENCE:post
edi = IMPLICIT:5,SEQUENCE:edi
[post]
attributes = SEQUENCE:empty
[empty]
[edi]
assigner = EXPLICIT:0,UTF8:Assigner
party = EXPLICIT:1,UTF8:Party
[directory]
C = JP
CN = Someone
[policy]
policyIdentifier = 1.2.3.5
CPS.1 = https://x.example/cps
userNotice.1 = @notice
[notice]
explicitText = UTF8:What the notice says
organization = Noticing
noticeNumbers = 7,8
[point]
fullname = URI:http://x.example/crl
CRLissuer = dirName:directory
reasons = keyCompromise,CACompromise
[second]
relativename = relative
[relative]
CN = Second
[fresh]
fullname = URI:http://x.example/delta
[qc]
compliance = SEQUENCE:compliance
limit = SEQUENCE:limit
retention = SEQUENCE:retention
sscd = SEQUENCE:sscd
pds = SEQUENCE:pds
type = SEQUENCE:type
law = SEQUENCE:law
psd2 = SEQUENCE:psd2
semantics = SEQUENCE:semantics
unknown = SEQUENCE:unknown
[compliance]
id = OID:0.4.0.1862.1.1
[limit]
id = OID:0.4.0.1862.1.2
value = SEQUENCE:money
[money]
currency = PRINTABLESTRING:EUR
amount = INTEGER:25
exponent = INTEGER:4
[retention]
id = OID:0.4.0.1862.1.3
years = INTEGER:15
[sscd]
id = OID:0.4.0.1862.1.4
[pds]
id = OID:0.4.0.1862.1.5
value = SEQUENCE:locations
[locations]
one = SEQUENCE:english
two = SEQUENCE:japanese
[english]
url = IA5:https://x.example/pds-en
language = PRINTABLESTRING:en
[japanese]
url = IA5:https://x.example/pds-ja
language = PRINTABLESTRING:ja
[type]
id = OID:0.4.0.1862.1.6
value = SEQUENCE:types
[types]
sign = OID:0.4.0.1862.1.6.1
seal = OID:0.4.0.1862.1.6.2
web = OID:0.4.0.1862.1.6.3
[law]
id = OID:0.4.0.1862.1.7
value = SEQUENCE:countries
[countries]
one = PRINTABLESTRING:JP
[psd2]
id = OID:0.4.0.19495.2
value = SEQUENCE:payment
[payment]
roles = SEQUENCE:roles
name = UTF8:Financial Authority
id = UTF8:JP-FSA
[roles]
account = SEQUENCE:servicing
initiation = SEQUENCE:initiation
[servicing]
id = OID:0.4.0.19495.1.1
name = UTF8:PSP_AS
[initiation]
id = OID:0.4.0.19495.1.2
name = UTF8:PSP_PI
[semantics]
id = OID:1.3.6.1.5.5.7.11.2
value = SEQUENCE:information
[information]
identifier = OID:0.4.0.194121.1.2
[unknown]
id = OID:1.2.3.9
value = OCTETSTRING:unknown
[directory_attributes]
birth = SEQUENCE:birth
gender = SEQUENCE:gender
[birth]
type = OID:1.3.6.1.5.5.7.9.1
values = SET:birth_values
[birth_values]
one = GENTIME:19800102000000Z
[gender]
type = OID:1.3.6.1.5.5.7.9.3
values = SET:gender_values
[gender_values]
one = PRINTABLESTRING:F
[key_period]
from = IMPLICIT:0,GENTIME:20260101000000Z
until = IMPLICIT:1,GENTIME:20280101000000Z
[template]
id = OID:1.3.6.1.4.1.311.21.8.1
major = INTEGER:100
minor = INTEGER:2
[organization]
scheme = PRINTABLESTRING:NTR
country = PRINTABLESTRING:JP
state = IMPLICIT:0,UTF8:Tokyo
reference = UTF8:12345
[admission]
contents = SEQUENCE:admissions
[admissions]
one = SEQUENCE:one_admission
[one_admission]
professions = SEQUENCE:professions
[professions]
one = SEQUENCE:profession
[profession]
items = SEQUENCE:items
ids = SEQUENCE:profession_ids
registration = PRINTABLESTRING:R-77
[items]
one = UTF8:Notary
[profession_ids]
one = OID:1.3.36.8.3.11.1.10
[stamping]
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[authority]
database = index.txt
crlnumber = number
default_md = sha256
crl_extensions = crl
[crl]
authorityKeyIdentifier = keyid:always,issuer:always
issuingDistributionPoint = critical,@issuing
freshestCRL = fresh
authorityInfoAccess = caIssuers;URI:http://x.example/ca
issuerAltName = URI:http://x.example/issuer
2.5.29.60 = ASN1:GENTIME:20200102030405Z
1.2.3.4.6 = ASN1:UTF8:unknown to all
[issuing]
fullname = URI:http://x.example/crl
onlyuser = TRUE
onlysomereasons = keyCompromise,superseded
[delta]
deltaCRL = critical,ASN1:INTEGER:1
[tsa]
default_tsa = stamper
[stamper]
serial = ts-serial
signer_digest = sha256
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.2
digests = sha256,sha512
accuracy = secs:1,millisecs:500,microsecs:100
clock_precision_digits = 3
ordering = yes
tsa_name = yes
ess_cert_id_chain = yes
ess_cert_id_alg = sha256
[stamper_v1]
serial = ts-serial
signer_digest = sha384
default_policy = 1.2.3.4.1
digests = sha256
ordering = no
tsa_name = no
ess_cert_id_alg = sha1
END

key() { openssl genpkey -quiet "$@" 2>/dev/null || openssl genpkey "$@" 2>/dev/null; }
issue() { # name, section, options of openssl x509
  local name=$1 section=$2
  shift 2
  openssl req -new -config every.cnf -reqexts requested -key "$name.key" -subj "/C=JP/O=Inspection/CN=$name" -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA root.pem -CAkey root.key -CAcreateserial -days 9000 -extfile every.cnf -extensions "$section" -out "$name.pem" "$@" 2>/dev/null
}

key -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out root.key
openssl req -new -x509 -config every.cnf -extensions root -key root.key -subj "/C=JP/O=Inspection/CN=Root" -days 9000 -out root.pem
key -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out every.key
issue every every
key -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out stamper.key
issue stamper stamping
key -algorithm RSA-PSS -pkeyopt rsa_keygen_bits:2048 -out pss.key
openssl req -new -x509 -config every.cnf -extensions root -key pss.key -subj "/CN=PSS" -days 9000 -sha384 -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:32 -out pss.pem
key -algorithm ED25519 -out ed25519.key
openssl req -new -x509 -config every.cnf -extensions root -key ed25519.key -subj "/CN=Ed25519" -days 9000 -out ed25519.pem
openssl req -new -config every.cnf -key every.key -out request.pem
openssl x509 -req -in request.pem -CA root.pem -CAkey root.key -CAcreateserial -days 9000 -out version-1.pem 2>/dev/null
cp root.pem every.pem pss.pem ed25519.pem version-1.pem request.pem "$here"

{
  for i in $(seq 10 40); do printf 'R\t490101000000Z\t250101000000Z,superseded\t%s\tunknown\t/CN=%s\n' "$i" "$i"; done
  printf 'R\t490101000000Z\t250101000000Z,keyTime,20241201000000Z\tFF22334455667788\tunknown\t/CN=c\n'
  printf 'R\t490101000000Z\t250101000000Z,holdInstruction,holdInstructionReject\tEE22334455667788\tunknown\t/CN=d\n'
} > index.txt
echo 0A > number
openssl ca -config every.cnf -name authority -gencrl -crldays 9000 -cert root.pem -keyfile root.key -out large.crl.pem 2>/dev/null
: > index.txt
openssl ca -config every.cnf -name authority -crlexts delta -gencrl -crldays 9000 -cert root.pem -keyfile root.key -out delta.crl.pem 2>/dev/null
cp large.crl.pem delta.crl.pem "$here"

printf 'V\t490101000000Z\t\t4D\tunknown\t/CN=good\nR\t490101000000Z\t250101000000Z,keyCompromise\t4E\tunknown\t/CN=revoked\n' > index.txt
openssl ocsp -index index.txt -rsigner root.pem -rkey root.key -CA root.pem -issuer root.pem -serial 77 -serial 78 -serial 79 -nonce -ndays 9000 -respout "$here/response.ocsp" >/dev/null 2>&1
printf '\x30\x03\x0a\x01\x06' > "$here/unauthorized.ocsp"

echo 0100 > ts-serial
echo 'to be stamped' > data
openssl ts -query -data data -sha256 -cert -tspolicy 1.2.3.4.2 -out with-all.tsq -config every.cnf 2>/dev/null
openssl ts -reply -config every.cnf -section stamper -queryfile with-all.tsq -signer stamper.pem -inkey stamper.key -chain root.pem -out "$here/response.tsr" 2>/dev/null
openssl ts -reply -in "$here/response.tsr" -token_out -out "$here/token.tst" 2>/dev/null
openssl ts -query -data data -sha256 -no_nonce -out plain.tsq -config every.cnf 2>/dev/null
openssl ts -reply -config every.cnf -section stamper_v1 -queryfile plain.tsq -signer stamper.pem -inkey stamper.key -token_out -out "$here/plain.tst" 2>/dev/null
openssl ts -query -data data -sha1 -out refused.tsq -config every.cnf 2>/dev/null
openssl ts -reply -config every.cnf -section stamper -queryfile refused.tsq -signer stamper.pem -inkey stamper.key -out "$here/rejection.tsr" 2>/dev/null || true

cp "$here"/*.tsr "$here"/*.tst "$here/../fuzz/timestamp"
for file in every pss ed25519 version-1; do openssl x509 -in "$here/$file.pem" -outform DER -out "$here/../fuzz/description/$file.der"; done
for file in large delta; do openssl crl -in "$here/$file.crl.pem" -outform DER -out "$here/../fuzz/description/$file.crl"; done
openssl req -in "$here/request.pem" -outform DER -out "$here/../fuzz/description/request.der"
cp "$here/response.ocsp" "$here/token.tst" "$here/../fuzz/description"
# Each extension's value by itself.
every=$here/../fuzz/description/every.der
openssl asn1parse -inform DER -in "$every" | awk -F: '/d=5 .*OCTET STRING/ { gsub(/ /, "", $1); print $1 }' | while read -r at; do
  openssl asn1parse -inform DER -in "$every" -strparse "$at" -noout -out "$here/../fuzz/description/value-$at" 2>/dev/null || true
done
