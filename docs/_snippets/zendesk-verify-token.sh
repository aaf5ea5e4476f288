curl -i -u "$ZENDESK_EMAIL/token:$ZENDESK_TOKEN" \
  "https://$ZENDESK_SUBDOMAIN.zendesk.com/api/v2/users/me.json"
