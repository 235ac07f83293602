"""Keys of services for models, and of what is built around them."""

from __future__ import annotations

from filters.keys.form import ALNUM, BASE64, HEX, LOWER, URLSAFE, Key, keys, of, padded, parts
from filters.shapes import some

# Source: the services' documentation of their formats, docs/sources.md#keys.
KEYS = (
    Key("anthropic_key", "Anthropic", "sk-ant-", of(URLSAFE, 24, 256)),
    Key("ai_key", "OpenRouter", "sk-or-v1-", of(HEX, 64)),
    *keys("openai_key", "OpenAI", "sk-proj- sk-svcacct- sk-admin-", of(URLSAFE, 20, 256)),
    Key("openai_key", "OpenAI", "sk-", of(URLSAFE, 32, 256), mixed=True),
    Key("ai_key", "Groq", "gsk_", of(ALNUM, 40, 64)),
    Key("ai_key", "xAI", "xai-", of(ALNUM, 40, 128)),
    Key("ai_key", "Perplexity", "pplx-", of(ALNUM, 40, 64)),
    Key("ai_key", "Replicate", "r8_", of(ALNUM, 37)),
    Key("ai_key", "NVIDIA", "nvapi-", of(URLSAFE, 40, 128)),
    Key("ai_key", "Cerebras", "csk-", of(LOWER, 40, 64)),
    Key("ai_key", "Together", "tgp_v1_", of(URLSAFE, 32, 64)),
    Key("ai_key", "Fireworks", "fw_", of(ALNUM, 20, 32), mixed=True, bits=3.0),
    Key("ai_key", "Voyage", "pa-", of(URLSAFE, 40, 64), mixed=True, bits=3.5),
    Key("ai_key", "ElevenLabs", "sk_", of(HEX, 48)),
    Key("ai_key", "Jina", "jina_", of(URLSAFE, 56, 72)),
    Key("ai_key", "Tavily", "tvly-", of(URLSAFE, 28, 64)),
    Key("ai_key", "Firecrawl", "fc-", of(HEX, 32)),
    Key("ai_key", "E2B", "e2b_", of(HEX, 40)),
    Key("ai_key", "Weights & Biases", "wandb_v1_", of(URLSAFE, 40, 128)),
    Key("pinecone_key", "Pinecone", "pcsk_", of("[A-Za-z0-9_]", 50, 96)),
    *keys(
        "langsmith_key", "LangSmith", "lsv2_pt_ lsv2_sk_", parts(some(HEX, 32, 32), "_", some(HEX, 10, 10))
    ),
    *keys("langfuse_key", "Langfuse", "sk-lf-", of("[0-9a-f-]", 36)),
    Key("huggingface_token", "Hugging Face", "hf_", of(ALNUM, 30, 64)),
    Key("huggingface_token", "Hugging Face", "api_org_", of(ALNUM, 34)),
    Key("bedrock_key", "Amazon Bedrock", "ABSK", padded(BASE64, 109, 269)),
    Key("bedrock_key", "Amazon Bedrock", "bedrock-api-key-", padded(BASE64, 28, 2048)),
    Key("apify_token", "Apify", "apify_api_", of(ALNUM, 36)),
)
