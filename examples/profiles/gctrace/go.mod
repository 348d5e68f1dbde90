module gctrace

go 1.21
