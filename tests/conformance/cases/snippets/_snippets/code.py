# [not](code.md)
print("--8<--")
