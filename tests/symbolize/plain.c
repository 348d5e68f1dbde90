/* C, whose names need no mangling, and whose functions compilers cut into parts. */

#include <stdio.h>
#include <stdlib.h>

static int part(int n, int k) {
  if (n < 2) {
    return k;
  }
  return part(n - 1, k) + part(n - 2, k + 1);
}

static __attribute__((noinline)) void complain(int n) {
  fprintf(stderr, "too many: %d\n", n);
  exit(1);
}

static int checked(int n) {
  if (__builtin_expect(n > 1000, 0)) {
    complain(n);
  }
  return n * 2;
}

int work(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    sum += checked(i) + part(i % 12, 3);
  }
  return sum;
}

int main(int argc, char **argv) {
  (void)argv;
  printf("%d\n", work(argc * 20));
  return 0;
}
