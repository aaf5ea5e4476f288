base64url() { openssl base64 -A | tr '+/' '-_' | tr -d '='; }
NOW=$(date +%s)
HEADER=$(printf '{"alg":"RS256","typ":"JWT"}' | base64url)
CLAIMS=$(printf '{"iss":"%s","sub":"%s","iat":%s,"exp":%s}' \
  "$WORKS_CLIENT_ID" "$WORKS_ACCOUNT" "$NOW" "$((NOW + 1800))" \
  | base64url)
SIGNATURE=$(printf '%s.%s' "$HEADER" "$CLAIMS" \
  | openssl dgst -sha256 -sign private.key | base64url)
WORKS_JWT="$HEADER.$CLAIMS.$SIGNATURE"
