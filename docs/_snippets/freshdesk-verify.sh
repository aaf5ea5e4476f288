curl -i -u "$FRESHDESK_API_KEY:X" \
  "https://$FRESHDESK_SUBDOMAIN.freshdesk.com/api/v2/agents/me"
