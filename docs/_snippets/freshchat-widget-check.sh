curl -sSL "$PAGE_URL" \
  | grep -oE 'fw-cdn\.com|freshchat\.com/js/widget\.js' \
  | sort | uniq -c
