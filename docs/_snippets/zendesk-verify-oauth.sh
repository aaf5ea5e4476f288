curl -i -H "Authorization: Bearer $ZENDESK_ACCESS_TOKEN" \
  "https://$ZENDESK_SUBDOMAIN.zendesk.com/api/v2/users/me.json"
