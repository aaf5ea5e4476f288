curl -i "https://$ZENDESK_SUBDOMAIN.zendesk.com/oauth/tokens" \
  -H "Content-Type: application/json" \
  -d @- <<EOF
{
  "grant_type": "client_credentials",
  "client_id": "$ZENDESK_CLIENT_ID",
  "client_secret": "$ZENDESK_CLIENT_SECRET",
  "scope": "read"
}
EOF
