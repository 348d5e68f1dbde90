// A program with what symbolizers find hard: functions inlined into each other, templates, functions of internal
// linkage, lambdas, a function that never returns, and code from another file.

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "shapes.h"

namespace geo {
namespace {

template <typename T, typename F>
__attribute__((noinline)) T each(const std::vector<T> &values, F f) {
  T sum = 0;
  for (T value : values) {
    sum += f(value);
  }
  return sum;
}

[[noreturn]] __attribute__((noinline, cold)) void fail(const char *why) {
  std::fprintf(stderr, "%s\n", why);
  std::abort();
}

inline double scaled(double value) {
  return square(value) * 0.5 + cube(value);
}

}  // namespace

class Shape {
 public:
  virtual ~Shape() = default;
  virtual double area() const = 0;
};

class Circle : public Shape {
 public:
  explicit Circle(double radius) : radius_(radius) {
    if (radius < 0) {
      fail("negative");
    }
  }
  double area() const override { return 3.14159 * scaled(radius_); }

 private:
  double radius_;
};

class Box : public Shape {
 public:
  Box(double width, double height) : width_(width), height_(height) {}
  double area() const override;

 private:
  double width_, height_;
};

double Box::area() const {
  return scaled(width_) + scaled(height_);
}

}  // namespace geo

static int plain(int n) {
  int sum = 0;
  for (int i = 0; i < n; i++) {
    sum += i * i % 7;
  }
  return sum;
}

extern "C" __attribute__((noinline)) int entry(int n) {
  return plain(n) + plain(n + 1);
}

int main(int argc, char **argv) {
  std::vector<double> sides;
  for (int i = 0; i < 100 * argc; i++) {
    sides.push_back(i);
  }
  double sum = geo::each(sides, [](double side) { return geo::Circle(side).area(); });
  sum += geo::each(sides, [&](double side) { return geo::Box(side, sum).area(); });
  std::vector<int> counts(10, argc);
  sum += geo::each(counts, [](int count) { return entry(count); });
  std::string text = std::to_string(sum) + argv[0];
  std::printf("%s\n", text.c_str());
  return 0;
}
