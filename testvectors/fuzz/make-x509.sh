#!/usr/bin/env bash
# Makes the first inputs of the fuzz targets der, certificate, crl, certification_request, ocsp_response, path, certificate_bag and trust_anchor_list with openssl. The keys are made anew, so the bytes
# differ from run to run; what they exercise does not.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir -p "$here"/{der,certificate,crl,certification_request,ocsp_response,path,certificate_bag,trust_anchor_list}

cat > extensions.cnf <<'END'
[req]
distinguished_name = dn
[dn]
[ca]
basicConstraints = critical,CA:TRUE,pathlen:1
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always,issuer:always
nameConstraints = critical,permitted;DNS:example,excluded;IP:10.0.0.0/255.0.0.0
policyConstraints = requireExplicitPolicy:1
inhibitAnyPolicy = 2
[sub]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
subjectKeyIdentifier = hash
authorityKeyIdentifier = keyid:always
certificatePolicies = 1.2.3.4
policyMappings = 1.2.3.4:1.2.3.5
nameConstraints = critical,permitted;dirName:organisation,excluded;email:.x.example
[organisation]
C = JP
O = Test
[end]
keyUsage = digitalSignature,nonRepudiation
authorityKeyIdentifier = keyid:always
certificatePolicies = 1.2.3.5
subjectAltName = DNS:end.example
[leaf]
basicConstraints = CA:FALSE
keyUsage = digitalSignature,nonRepudiation
extendedKeyUsage = emailProtection,clientAuth
subjectAltName = DNS:x.example,email:a@x.example,URI:https://x.example/,IP:127.0.0.1,IP:::1,RID:1.2.3.4,dirName:name,otherName:1.2.3.4;UTF8:text
certificatePolicies = 1.2.3.4,@policy
crlDistributionPoints = point,second
authorityInfoAccess = OCSP;URI:http://x.example/ocsp,caIssuers;URI:http://x.example/ca
1.3.6.1.5.5.7.1.3 = ASN1:SEQUENCE:qc
1.2.3.4.5 = critical,DER:0500
[name]
C = JP
CN = Someone
[policy]
policyIdentifier = 1.2.3.5
CPS.1 = https://x.example/cps
[point]
fullname = URI:http://x.example/crl
CRLissuer = dirName:name
reasons = keyCompromise,CACompromise
[second]
relativename = relative
[relative]
CN = Second
[qc]
compliance = SEQUENCE:compliance
type = SEQUENCE:type
pds = SEQUENCE:pds
law = SEQUENCE:law
retention = SEQUENCE:retention
[compliance]
id = OID:0.4.0.1862.1.1
[type]
id = OID:0.4.0.1862.1.6
value = SEQUENCE:types
[types]
seal = OID:0.4.0.1862.1.6.2
[pds]
id = OID:0.4.0.1862.1.5
value = SEQUENCE:locations
[locations]
one = SEQUENCE:location
[location]
url = IA5:https://x.example/pds
language = PRINTABLESTRING:en
[law]
id = OID:0.4.0.1862.1.7
value = SEQUENCE:countries
[countries]
one = PRINTABLESTRING:JP
[retention]
id = OID:0.4.0.1862.1.3
years = INTEGER:10
[authority]
default_ca = own
[plain]
database = index.txt
crlnumber = number
default_md = sha256
[own]
database = index.txt
crlnumber = number
default_md = sha256
crl_extensions = crl
[crl]
authorityKeyIdentifier = keyid:always
issuingDistributionPoint = critical,@issuing
[issuing]
fullname = URI:http://x.example/crl
onlyuser = TRUE
[delta]
deltaCRL = critical,ASN1:INTEGER:1
END

openssl ecparam -name prime256v1 -genkey -noout -out ca.key
openssl req -new -x509 -config extensions.cnf -extensions ca -key ca.key -subj "/C=JP/O=Test/CN=Root" -days 9000 -out ca.pem
for kind in rsa:2048 ec:P-256 ed25519:; do
  name=${kind%%:*}
  case $name in
    rsa) openssl genpkey -quiet -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out leaf.key 2>/dev/null || openssl genpkey -algorithm RSA -out leaf.key ;;
    ec) openssl ecparam -name prime256v1 -genkey -noout -out leaf.key ;;
    ed25519) openssl genpkey -algorithm ED25519 -out leaf.key ;;
  esac
  openssl req -new -config extensions.cnf -key leaf.key -utf8 -subj "/C=JP/O=病院/serialNumber=1+CN=Leaf" -multivalue-rdn -out leaf.csr 2>/dev/null ||
    openssl req -new -config extensions.cnf -key leaf.key -utf8 -subj "/C=JP/O=病院/serialNumber=1+CN=Leaf" -out leaf.csr
  openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 9000 -extfile extensions.cnf -extensions leaf \
    -outform DER -out "$here/certificate/leaf-$name.der"
done
openssl x509 -in ca.pem -outform DER -out "$here/certificate/root.der"
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -days 9000 -outform DER -out "$here/certificate/no-extensions.der" 2>/dev/null
cat ca.pem ca.pem > "$here/certificate/two.pem"

: > index.txt
echo 01 > number
openssl ca -config extensions.cnf -name own -gencrl -crldays 9000 -cert ca.pem -keyfile ca.key -out plain.pem 2>/dev/null
openssl crl -in plain.pem -outform DER -out "$here/crl/no-entries.der"
{
  printf 'R\t490101000000Z\t250101000000Z\t01\tunknown\t/CN=a\n'
  printf 'R\t490101000000Z\t250101000000Z,keyCompromise\t1122334455667788\tunknown\t/CN=b\n'
  printf 'R\t490101000000Z\t250101000000Z,keyTime,20241201000000Z\tFF22334455667788\tunknown\t/CN=c\n'
  printf 'R\t490101000000Z\t250101000000Z,removeFromCRL\t02\tunknown\t/CN=d\n'
} > index.txt
openssl ca -config extensions.cnf -name own -gencrl -crldays 9000 -cert ca.pem -keyfile ca.key -out entries.pem 2>/dev/null
openssl crl -in entries.pem -outform DER -out "$here/crl/entries.der"
cp entries.pem "$here/crl/entries.pem"

genstr() { openssl asn1parse -genstr "$2" -noout -out "$here/der/$1"; }
genstr boolean BOOLEAN:TRUE
genstr integer INTEGER:0x8000000000000000000001
genstr oid OID:2.25.340282366920938463463374607431768211455
genstr bits FORMAT:BITLIST,BITSTRING:1,5,9
genstr utc-time UTCTIME:261121000000Z
genstr late-time GENTIME:20501121000000Z
genstr nested EXPLICIT:0,EXPLICIT:1,IMPLICIT:2A,SEQWRAP,SETWRAP,UTF8:x
genstr in-octets OCTWRAP,SEQWRAP,NULL
openssl pkey -in leaf.key -pubout -outform DER -out "$here/der/public-key"
cp ca.pem "$here/der/pem"
printf 'Zm9v\nYmE=' > "$here/der/base64"

request() { # file below certification_request, form, options of openssl genpkey
  local file=$1 form=$2
  shift 2
  openssl genpkey -out request.key "$@" 2>/dev/null
  openssl req -new -key request.key -subj '/C=JP/O=Request/CN=Name' -addext 'subjectAltName=DNS:x.example' \
    -outform "$form" -out "$here/certification_request/$file"
}
request ecdsa-p256.der DER -algorithm EC -pkeyopt ec_paramgen_curve:P-256
request rsa-2048.der DER -algorithm RSA -pkeyopt rsa_keygen_bits:2048
request ed25519.der DER -algorithm ed25519
request pem.csr PEM -algorithm EC -pkeyopt ec_paramgen_curve:P-256

# A chain of two below a root, with policies and names, the CRLs of both issuers and an OCSP response.
openssl ecparam -name prime256v1 -genkey -noout -out sub.key
openssl req -new -config extensions.cnf -key sub.key -subj "/C=JP/O=Test/CN=Sub" -out sub.csr
openssl x509 -req -in sub.csr -CA ca.pem -CAkey ca.key -days 9000 -extfile extensions.cnf -extensions sub -out sub.pem 2>/dev/null
openssl ecparam -name prime256v1 -genkey -noout -out end.key
openssl req -new -config extensions.cnf -key end.key -subj "/C=JP/O=Test/CN=End" -out end.csr
openssl x509 -req -in end.csr -CA sub.pem -CAkey sub.key -set_serial 77 -days 9000 -extfile extensions.cnf -extensions end -out end.pem 2>/dev/null
: > index.txt
openssl ca -config extensions.cnf -name plain -gencrl -crldays 9000 -cert ca.pem -keyfile ca.key -out root-crl.pem 2>/dev/null
openssl ca -config extensions.cnf -name plain -gencrl -crldays 9000 -cert sub.pem -keyfile sub.key -out sub-crl.pem 2>/dev/null
printf 'V\t490101000000Z\t\t4D\tunknown\t/CN=End\n' > index.txt
openssl ocsp -index index.txt -rsigner sub.pem -rkey sub.key -CA sub.pem -issuer sub.pem -serial 77 -respout "$here/ocsp_response/good.der" -ndays 9000 >/dev/null 2>&1
printf 'R\t490101000000Z\t250101000000Z,superseded\t4D\tunknown\t/CN=End\n' > index.txt
openssl ocsp -index index.txt -rsigner sub.pem -rkey sub.key -CA sub.pem -issuer sub.pem -serial 77 -no_certs -resp_key_id -respout "$here/ocsp_response/revoked.der" >/dev/null 2>&1
openssl ocsp -index index.txt -rsigner sub.pem -rkey sub.key -CA sub.pem -issuer sub.pem -serial 78 -respout "$here/ocsp_response/unknown.der" >/dev/null 2>&1
printf '\x30\x03\x0a\x01\x03' > "$here/ocsp_response/try-later.der"
{
  cat end.pem ca.pem sub.pem root-crl.pem sub-crl.pem
  echo '-----BEGIN OCSP RESPONSE-----'
  base64 -w 64 "$here/ocsp_response/good.der"
  echo '-----END OCSP RESPONSE-----'
} > "$here/path/chain.pem"
cat end.pem ca.pem sub.pem ca.pem > "$here/path/without-evidence.pem"

# What caIssuers leads to: certificates alone and in messages that sign nothing, with a CRL and without.
openssl crl2pkcs7 -nocrl -certfile ca.pem -certfile sub.pem -outform DER -out "$here/certificate_bag/two.p7c"
openssl crl2pkcs7 -in root-crl.pem -certfile ca.pem -outform DER -out "$here/certificate_bag/with-crl.p7c"
openssl crl2pkcs7 -nocrl -certfile sub.pem -out "$here/certificate_bag/one.pem"
openssl x509 -in sub.pem -outform DER -out "$here/certificate_bag/one.der"

# Trust anchors as a name and a key: plain, with everything that limits one, and beside a certificate.
openssl pkey -in sub.key -pubout -outform DER -out sub.spki
openssl x509 -in ca.pem -outform DER -out ca.der
python3 - "$here/trust_anchor_list" <<'PYTHON'
import sys

folder = sys.argv[1]
spki, certificate = open("sub.spki", "rb").read(), open("ca.der", "rb").read()


def der(tag, *parts):
    content = b"".join(parts)
    size = len(content)
    octets = size.to_bytes((size.bit_length() + 7) // 8, "big")
    length = bytes([size]) if size < 128 else bytes([0x80 | len(octets)]) + octets
    return bytes([tag]) + length + content


name = der(0x30, der(0x31, der(0x30, der(0x06, b"\x55\x04\x03"), der(0x0C, b"Sub"))))
limits = (
    der(0xA1, der(0x30, der(0x06, b"\x2a\x03\x04")))
    + der(0x82, b"\x05\xe0")
    + der(0xA3, der(0xA0, der(0x30, der(0x82, b"example.org"))))
    + der(0x84, b"\x01")
)


def anchor(further=b"", title=b""):
    return der(0xA2, der(0x30, spki, der(0x04, b"\x01\x02"), title, der(0x30, name, further)))


for file, parts in {
    "plain": [anchor()],
    "limited": [anchor(limits, der(0x0C, b"Title"))],
    "mixed": [certificate, anchor()],
}.items():
    with open(f"{folder}/{file}.der", "wb") as out:
        out.write(der(0x30, *parts))
PYTHON
