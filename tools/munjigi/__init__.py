"""munjigi keeps a bilingual MkDocs site honest: a gate that sees what MkDocs renders."""

__version__ = "0.1.0"
