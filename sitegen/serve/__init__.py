"""The site shown while its folder changes: watching, serving, inspecting."""
