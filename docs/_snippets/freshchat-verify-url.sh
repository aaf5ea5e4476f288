curl -i \
  -H "Authorization: Bearer $FRESHCHAT_TOKEN" \
  -H "Accept: application/json" \
  "$FRESHCHAT_URL/accounts/configuration"
