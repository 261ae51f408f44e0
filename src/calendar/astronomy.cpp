#include "calendar/astronomy.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <span>

namespace motcua::calendar {

namespace {

constexpr double kRadian = std::numbers::pi / 180;
constexpr double kJ2000 = 2451545.0;
constexpr double kSecondsPerDay = 86400;

double sin_degrees(double degrees) { return std::sin(std::remainder(degrees, 360.0) * kRadian); }

// Terrestrial minus universal time, seconds. Beyond the observed years it is a forecast.
double delta_t(double year) {
  double t = 0;
  if (year < 1900) {
    t = year - 1860;
    return 7.62 + t * (0.5737 + t * (-0.251754 + t * (0.01680668 + t * (-0.0004473624 + t / 233174))));
  }
  if (year < 1920) {
    t = year - 1900;
    return -2.79 + t * (1.494119 + t * (-0.0598939 + t * (0.0061966 - t * 0.000197)));
  }
  if (year < 1941) {
    t = year - 1920;
    return 21.20 + t * (0.84493 + t * (-0.076100 + t * 0.0020936));
  }
  if (year < 1961) {
    t = year - 1950;
    return 29.07 + t * (0.407 + t * (-1.0 / 233 + t / 2547));
  }
  if (year < 1986) {
    t = year - 1975;
    return 45.45 + t * (1.067 + t * (-1.0 / 260 - t / 718));
  }
  if (year < 2005) {
    t = year - 2000;
    return 63.86 + t * (0.3345 + t * (-0.060374 + t * (0.0017275 + t * (0.000651814 + t * 0.00002373599))));
  }
  if (year < 2050) {
    t = year - 2000;
    return 62.92 + t * (0.32217 + t * 0.005589);
  }
  t = (year - 1820) / 100;
  const double far = -20 + 32 * t * t;
  return year < 2150 ? far - 0.5628 * (2150 - year) : far;
}

double delta_t_days(double julian_day) { return delta_t(2000 + (julian_day - kJ2000) / 365.25) / kSecondsPerDay; }

// A sine term of the new moon: days, power of the eccentricity of the earth's orbit, multiples of M, M', F.
struct MoonTerm {
  double days;
  int eccentricity, m, m_moon, f;
};
constexpr auto kMoonTerms = std::to_array<MoonTerm>({
    {-0.40720, 0, 0, 1, 0}, {0.17241, 1, 1, 0, 0},    {0.01608, 0, 0, 2, 0},   {0.01039, 0, 0, 0, 2},   {0.00739, 1, -1, 1, 0},
    {-0.00514, 1, 1, 1, 0}, {0.00208, 2, 2, 0, 0},    {-0.00111, 0, 0, 1, -2}, {-0.00057, 0, 0, 1, 2},  {0.00056, 1, 1, 2, 0},
    {-0.00042, 0, 0, 3, 0}, {0.00042, 1, 1, 0, 2},    {0.00038, 1, 1, 0, -2},  {-0.00024, 1, -1, 2, 0}, {-0.00007, 0, 2, 1, 0},
    {0.00004, 0, 0, 2, -2}, {0.00004, 0, 3, 0, 0},    {0.00003, 0, 1, 1, -2},  {0.00003, 0, 0, 2, 2},   {-0.00003, 0, 1, 1, 2},
    {0.00003, 0, -1, 1, 2}, {-0.00002, 0, -1, 1, -2}, {-0.00002, 0, 1, 3, 0},  {0.00002, 0, 0, 4, 0},
});

// Planets pull: amplitude in days, angle at lunation 0 and its growth a lunation, degrees.
struct PlanetTerm {
  double days, angle, growth;
};
constexpr auto kPlanetTerms = std::to_array<PlanetTerm>({
    {0.000325, 299.77, 0.107408},
    {0.000165, 251.88, 0.016321},
    {0.000164, 251.83, 26.651886},
    {0.000126, 349.42, 36.412478},
    {0.000110, 84.66, 18.206239},
    {0.000062, 141.74, 53.303771},
    {0.000060, 207.14, 2.453732},
    {0.000056, 154.84, 7.306860},
    {0.000047, 34.52, 27.261239},
    {0.000042, 207.19, 0.121824},
    {0.000040, 291.34, 1.844379},
    {0.000037, 161.72, 24.198154},
    {0.000035, 239.56, 25.513099},
    {0.000023, 331.55, 3.592518},
});

// A cosine term of the earth's heliocentric longitude: 1e-8 radian, phase, radians a thousand Julian years.
struct EarthTerm {
  double amplitude, phase, speed;
};
constexpr auto kEarth0 = std::to_array<EarthTerm>({
    {175347046, 0, 0},           {3341656, 4.6692568, 6283.07585},
    {34894, 4.6261, 12566.1517}, {3497, 2.7441, 5753.3849},
    {3418, 2.8289, 3.5231},      {3136, 3.6277, 77713.7715},
    {2676, 4.4181, 7860.4194},   {2343, 6.1352, 3930.2097},
    {1324, 0.7425, 11506.7698},  {1273, 2.0371, 529.691},
    {1199, 1.1096, 1577.3435},   {990, 5.233, 5884.927},
    {902, 2.045, 26.298},        {857, 3.508, 398.149},
    {780, 1.179, 5223.694},      {753, 2.533, 5507.553},
    {505, 4.583, 18849.228},     {492, 4.205, 775.523},
    {357, 2.92, 0.067},          {317, 5.849, 11790.629},
    {284, 1.899, 796.298},       {271, 0.315, 10977.079},
    {243, 0.345, 5486.778},      {206, 4.806, 2544.314},
    {205, 1.869, 5573.143},      {202, 2.458, 6069.777},
    {156, 0.833, 213.299},       {132, 3.411, 2942.463},
    {126, 1.083, 20.775},        {115, 0.645, 0.98},
    {103, 0.636, 4694.003},      {102, 0.976, 15720.839},
    {102, 4.267, 7.114},         {99, 6.21, 2146.17},
    {98, 0.68, 155.42},          {86, 5.98, 161000.69},
    {85, 1.3, 6275.96},          {85, 3.67, 71430.7},
    {80, 1.81, 17260.15},        {79, 3.04, 12036.46},
    {75, 1.76, 5088.63},         {74, 3.5, 3154.69},
    {74, 4.68, 801.82},          {70, 0.83, 9437.76},
    {62, 3.98, 8827.39},         {61, 1.82, 7084.9},
    {57, 2.78, 6286.6},          {56, 4.39, 14143.5},
    {56, 3.47, 6279.55},         {52, 0.19, 12139.55},
    {52, 1.33, 1748.02},         {51, 0.28, 5856.48},
    {49, 0.49, 1194.45},         {41, 5.37, 8429.24},
    {41, 2.4, 19651.05},         {39, 6.17, 10447.39},
    {37, 6.04, 10213.29},        {37, 2.57, 1059.38},
    {36, 1.71, 2352.87},         {36, 1.78, 6812.77},
    {33, 0.59, 17789.85},        {30, 0.44, 83996.85},
    {30, 2.74, 1349.87},         {25, 3.16, 4690.48},
});
constexpr auto kEarth1 = std::to_array<EarthTerm>({
    {628331966747, 0, 0},       {206059, 2.678235, 6283.07585},
    {4303, 2.6351, 12566.1517}, {425, 1.59, 3.523},
    {119, 5.796, 26.298},       {109, 2.966, 1577.344},
    {93, 2.59, 18849.23},       {72, 1.14, 529.69},
    {68, 1.87, 398.15},         {67, 4.41, 5507.55},
    {59, 2.89, 5223.69},        {56, 2.17, 155.42},
    {45, 0.4, 796.3},           {36, 0.47, 775.52},
    {29, 2.65, 7.11},           {21, 5.34, 0.98},
    {19, 1.85, 5486.78},        {19, 4.97, 213.3},
    {17, 2.99, 6275.96},        {16, 0.03, 2544.31},
    {16, 1.43, 2146.17},        {15, 1.21, 10977.08},
    {12, 2.83, 1748.02},        {12, 3.26, 5088.63},
    {12, 5.27, 1194.45},        {12, 2.08, 4694},
    {11, 0.77, 553.57},         {10, 1.3, 6286.6},
    {10, 4.24, 1349.87},
});
constexpr auto kEarth2 = std::to_array<EarthTerm>({
    {52919, 0, 0},
    {8720, 1.0721, 6283.0758},
    {309, 0.867, 12566.152},
    {27, 0.05, 3.52},
    {16, 5.19, 26.3},
    {16, 3.68, 155.42},
    {10, 0.76, 18849.23},
});
constexpr auto kEarth3 = std::to_array<EarthTerm>({{289, 5.844, 6283.076}, {35, 0, 0}, {17, 5.49, 12566.15}});
constexpr auto kEarth4 = std::to_array<EarthTerm>({{114, 3.142, 0}, {8, 4.13, 6283.08}});

double sum(std::span<const EarthTerm> terms, double millennia) {
  double total = 0;
  for (const auto& term : terms) total += term.amplitude * std::cos(term.phase + term.speed * millennia);
  return total;
}

}  // namespace

double new_moon(int lunation) {
  const double k = lunation;
  const double t = k / 1236.85;
  const double t2 = t * t;
  const double t3 = t2 * t;
  const double t4 = t3 * t;
  const double mean = 2451550.09766 + 29.530588861 * k + 0.00015437 * t2 - 0.000000150 * t3 + 0.00000000073 * t4;
  const double e = 1 - 0.002516 * t - 0.0000074 * t2;
  const double m = 2.5534 + 29.10535670 * k - 0.0000014 * t2 - 0.00000011 * t3;
  const double m_moon = 201.5643 + 385.81693528 * k + 0.0107582 * t2 + 0.00001238 * t3 - 0.000000058 * t4;
  const double f = 160.7108 + 390.67050284 * k - 0.0016118 * t2 - 0.00000227 * t3 + 0.000000011 * t4;
  const double node = 124.7746 - 1.56375588 * k + 0.0020672 * t2 + 0.00000215 * t3;

  double days = -0.00017 * sin_degrees(node);
  for (const auto& term : kMoonTerms)
    days += term.days * std::pow(e, term.eccentricity) * sin_degrees(term.m * m + term.m_moon * m_moon + term.f * f);
  for (const auto& term : kPlanetTerms) {
    const bool first = &term == kPlanetTerms.data();
    days += term.days * sin_degrees(term.angle + term.growth * k - (first ? 0.009173 * t2 : 0));
  }
  const double terrestrial = mean + days;
  return terrestrial - delta_t_days(terrestrial);
}

double sun_longitude(double julian_day) {
  const double terrestrial = julian_day + delta_t_days(julian_day);
  const double tau = (terrestrial - kJ2000) / 365250;
  const double centuries = tau * 10;
  const double earth =
      (sum(kEarth0, tau) + tau * (sum(kEarth1, tau) + tau * (sum(kEarth2, tau) + tau * (sum(kEarth3, tau) + tau * sum(kEarth4, tau))))) /
      1e8 / kRadian;
  // Nutation in longitude (the four largest terms), and aberration for the distance of the day; seconds of arc.
  const double node = 125.04452 - 1934.136261 * centuries;
  const double sun = 280.4665 + 36000.7698 * centuries;
  const double moon = 218.3165 + 481267.8813 * centuries;
  const double nutation =
      -17.20 * sin_degrees(node) - 1.32 * sin_degrees(2 * sun) - 0.23 * sin_degrees(2 * moon) + 0.21 * sin_degrees(2 * node);
  const double anomaly = 357.52911 + 35999.05029 * centuries;
  const double distance = 1.00014 - 0.01671 * std::cos(std::remainder(anomaly, 360.0) * kRadian);
  const double aberration = -20.4898 / distance;
  const double longitude = std::fmod(earth + 180 + (nutation + aberration - 0.09033) / 3600, 360.0);
  return longitude < 0 ? longitude + 360 : longitude;
}

}  // namespace motcua::calendar
