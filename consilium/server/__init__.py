"""The engine behind HTTP: runs, an OpenAI-compatible endpoint, MCP. Needs the extra ``server``."""
