"""The proof that the reader sees what MkDocs renders."""
