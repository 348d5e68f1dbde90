module recursion

go 1.22
