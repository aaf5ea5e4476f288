"""What the plugin adds to a built site for its readers: text in, text out."""
