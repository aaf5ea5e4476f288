curl -i \
  -H "Authorization: Bearer $FRESHCHAT_TOKEN" \
  -H "Accept: application/json" \
  "https://$FRESHCHAT_SUBDOMAIN.freshchat.com/v2/accounts/configuration"
