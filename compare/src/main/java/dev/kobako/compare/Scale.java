package dev.kobako.compare;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/**
 * How the numbers of a measure become places on an axis. Where the largest is far more than the
 * smallest, by their logarithms; else from nothing on.
 *
 * @param unit of the numbers at the ticks
 * @param low the number at the start, of the measure's own unit
 * @param high the number at the end
 * @param ticks the numbers that are written
 * @param logarithmic whether distances are ratios
 */
record Scale(Unit unit, double low, double high, List<Double> ticks, boolean logarithmic) {
  /** From here on a plot from nothing would press the small ones together. */
  private static final double FAR = 15;

  private static final int TICKS = 6;

  Scale {
    ticks = List.copyOf(ticks);
  }

  /**
   * What ticks count in.
   *
   * @param word as people write it
   * @param size in the measure's own unit
   */
  record Unit(String word, double size) {
    static Unit of(Measure measure, double most) {
      return switch (measure.unit()) {
        case BYTES ->
            most < 1e3
                ? new Unit("B", 1)
                : most < 1e6
                    ? new Unit("kB", 1e3)
                    : most < 1e9 ? new Unit("MB", 1e6) : new Unit("GB", 1e9);
        case NANOSECONDS -> most < 1e9 ? new Unit("ms", 1e6) : new Unit("s", 1e9);
      };
    }
  }

  /** For the numbers of a measure; none for no numbers at all. */
  static Scale of(Measure measure, List<Long> numbers) {
    double most = numbers.stream().mapToLong(Long::longValue).max().orElse(1);
    double least = numbers.stream().mapToLong(Long::longValue).min().orElse(0);
    Unit unit = Unit.of(measure, Math.max(1, most));
    return least > 0 && most / least > FAR
        ? logarithmic(unit, least, most)
        : linear(unit, Math.max(1, most));
  }

  private static Scale linear(Unit unit, double most) {
    double step = step(most * 1.05 / unit.size / TICKS) * unit.size;
    List<Double> ticks = new ArrayList<>();
    double high = 0;
    for (int i = 0; high < most * 1.02 || i < 2; i++) {
      high = i * step;
      ticks.add(high);
    }
    return new Scale(unit, 0, high, ticks, false);
  }

  private static Scale logarithmic(Unit unit, double least, double most) {
    double low = Math.pow(10, Math.floor(Math.log10(least * 0.9)));
    double high = Math.pow(10, Math.ceil(Math.log10(most * 1.1)));
    double[] between = {1, 2, 5};
    List<Double> ticks = new ArrayList<>();
    for (double decade = low; decade <= high * 1.001; decade *= 10) {
      for (double each : between) {
        double tick = decade * each;
        if (tick <= high * 1.001) {
          ticks.add(tick);
        }
      }
    }
    double start = ticks.stream().filter(tick -> tick <= least * 0.95).reduce(low, (_, b) -> b);
    double end = ticks.stream().filter(tick -> tick >= most * 1.05).findFirst().orElse(high);
    List<Double> shown =
        ticks.stream().filter(tick -> tick >= start * 0.999 && tick <= end * 1.001).toList();
    return new Scale(unit, start, end, shown, true);
  }

  /** The next of 1, 2, 5, 10, 20, … */
  private static double step(double atLeast) {
    double decade = Math.pow(10, Math.floor(Math.log10(atLeast)));
    for (double each : new double[] {1, 2, 5}) {
      if (decade * each >= atLeast) {
        return decade * each;
      }
    }
    return decade * 10;
  }

  /** Where a number is, from 0 at the start to 1 at the end. */
  double place(double number) {
    return logarithmic
        ? (Math.log(number) - Math.log(low)) / (Math.log(high) - Math.log(low))
        : (number - low) / (high - low);
  }

  /** What stands at a tick. */
  String text(double tick) {
    return BigDecimal.valueOf(tick / unit.size)
        .setScale(6, RoundingMode.HALF_UP)
        .stripTrailingZeros()
        .toPlainString();
  }
}
