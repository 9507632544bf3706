"""The credentials that the tests import: the ids of the workflows, secrets that open nothing."""

from __future__ import annotations

from typing import Any

CALLER = "caller-key-of-the-tests"
INNER = "inner-key-of-the-tests"
PASSPHRASE = "a passphrase that only the tests know"
VISITOR = ("visitor", "password-of-the-tests")
BOT = "4242:token-of-the-tests"
PROVIDERS = {
    "ollama": "ollama-key-of-the-tests",
    "openai": "openai-key-of-the-tests",
    "anthropic": "anthropic-key-of-the-tests",
    "google": "gemini-key-of-the-tests",
}


def credentials(
    *, consilium_key: str, consilium_url: str, telegram_url: str, learning_key: str = ""
) -> list[dict[str, Any]]:
    """All credentials of the workflows and of the node's tests; learning takes a key of its own."""

    def one(number: str, title: str, kind: str, **data: Any) -> dict[str, Any]:
        return {"id": number, "name": title, "type": kind, "data": data}

    def header(number: str, title: str, value: str) -> dict[str, Any]:
        return one(number, title, "httpHeaderAuth", name="X-API-Key", value=value)

    api_key = "apiKey"
    return [
        header("consiliumApiKey1", "Consilium API key", consilium_key),
        header("consiliumLearn01", "Consilium API key, to learn", learning_key or consilium_key),
        header("consiliumCaller1", "Callers of these webhooks", CALLER),
        header("consiliumInner01", "Council: calls to itself", INNER),
        one(
            "consiliumResume1",
            "Consilium: pass for the callback",
            "jwtAuth",
            keyType="passphrase",
            secret=PASSPHRASE,
            algorithm="HS256",
        ),
        one("consiliumOllama1", "Ollama", "ollamaApi", baseUrl="http://127.0.0.1:9", **{api_key: PROVIDERS["ollama"]}),
        one("consiliumOpenAi1", "OpenAI", "openAiApi", **{api_key: PROVIDERS["openai"]}),
        one("consiliumAnthro1", "Anthropic", "anthropicApi", **{api_key: PROVIDERS["anthropic"]}),
        one("consiliumGemini1", "Google Gemini", "googlePalmApi", **{api_key: PROVIDERS["google"]}),
        one("consiliumChat001", "Visitors of the chat", "httpBasicAuth", user=VISITOR[0], password=VISITOR[1]),
        one("consiliumTelegrm", "Telegram bot", "telegramApi", accessToken=BOT, baseUrl=telegram_url),
        one(
            "consiliumTgPoll1", "Telegram bot, for polling", "telegramUpdatesApi", accessToken=BOT, baseUrl=telegram_url
        ),
        one(
            "consiliumOpenUs1",
            "Consilium as OpenAI",
            "openAiApi",
            url=f"{consilium_url}/v1",
            **{api_key: consilium_key},
        ),
        one("consiliumNodeKey", "Consilium", "consiliumApi", baseUrl=consilium_url, **{api_key: consilium_key}),
        one(
            "consiliumNodeLrn",
            "Consilium, to learn",
            "consiliumApi",
            baseUrl=consilium_url,
            **{api_key: learning_key or consilium_key},
        ),
    ]
