curl -i -H "Authorization: Bearer $HUBSPOT_SERVICE_KEY" \
  "https://api.hubapi.com/crm/v3/objects/contacts?limit=1"
