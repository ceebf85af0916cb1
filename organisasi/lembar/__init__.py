"""Excel files: ``baca`` is the one way an upload is read, ``tulis`` the way forms and templates are made."""
