curl -i -u "$FRESHSERVICE_API_KEY:X" \
  "https://$FRESHSERVICE_SUBDOMAIN.freshservice.com/api/v2/ticket_fields"
