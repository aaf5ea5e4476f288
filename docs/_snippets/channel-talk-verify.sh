curl -i \
  -H "x-access-key: $CHANNEL_ACCESS_KEY" \
  -H "x-access-secret: $CHANNEL_ACCESS_SECRET" \
  "https://api.channel.io/open/v5/channel"
