"""People's order lists, read as they come: any dialect, any headings, nothing lost without a word.

`freight.inputs` reads files that keep to our form and refuses all others; what is here reads the others and
writes files of our form.
"""
