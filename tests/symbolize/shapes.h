#pragma once

inline double square(double value) {
  return value * value;
}

inline double cube(double value) {
  return square(value) * value;
}
