"""What is packed into the LibreOffice extension as it is: the add-in's own Python, and the types of its functions.

LibreOffice runs these files with a Python of its own (3.8 or newer, without pandas), so they use nothing but the
standard library and what LibreOffice brings.
"""
