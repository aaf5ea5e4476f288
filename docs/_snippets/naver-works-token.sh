curl -i "https://auth.worksmobile.com/oauth2/v2.0/token" \
  --data-urlencode "assertion=$WORKS_JWT" \
  --data-urlencode "grant_type=urn:ietf:params:oauth:grant-type:jwt-bearer" \
  --data-urlencode "client_id=$WORKS_CLIENT_ID" \
  --data-urlencode "client_secret=$WORKS_CLIENT_SECRET" \
  --data-urlencode "scope=$WORKS_SCOPE"
