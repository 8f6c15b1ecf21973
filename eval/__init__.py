"""The evaluation: reference questions with gold answers, metrics, a baseline and a report.

It uses what a user uses (``assistant.chat.Conversation`` over a synced index) and nothing else decides what is right
but the question files. ``python -m eval --help`` lists the commands; ``README.md`` describes the question files.
"""
