"""Document types: a form's questions, its Word template, and how answers become .docx and .pdf."""
