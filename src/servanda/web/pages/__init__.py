"""The pages that people work in: server-rendered, whole without a script, each with its right."""
