openssl base64 -d -A -in signature.txt -out signature.bin
openssl dgst -sha256 -verify public-key.pem \
  -signature signature.bin body.json
