"""The panel as a model behind OpenAI's API: its debate is the reasoning, its verdict the reply."""
