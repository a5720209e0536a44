package dev.kobako.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The results as a table of texts: axes, measures, then notes and failures where there are any.
 *
 * @param head of the columns
 * @param numbers which columns hold numbers
 * @param rows each with as many texts as the head
 */
record ResultTable(List<String> head, List<Boolean> numbers, List<List<String>> rows) {
  /** The head of the column with reasons. */
  static final String FAILURE = "failure";

  private static final String NOTHING = "–";

  ResultTable {
    head = List.copyOf(head);
    numbers = List.copyOf(numbers);
    rows = List.copyOf(rows);
  }

  /** How the numbers of measures are written. */
  interface Writing {
    /** The head of a measure's column. */
    String head(Measure measure);

    /** A number of a measure. */
    String number(Measure measure, long number);

    /** In place of one that was not measured. */
    String nothing();
  }

  /** For people. */
  static final Writing FOR_PEOPLE =
      new Writing() {
        @Override
        public String head(Measure measure) {
          return measure.title();
        }

        @Override
        public String number(Measure measure, long number) {
          return measure.text(number);
        }

        @Override
        public String nothing() {
          return NOTHING;
        }
      };

  /** For programs: bytes, and seconds with a point. */
  static final Writing FOR_PROGRAMS =
      new Writing() {
        @Override
        public String head(Measure measure) {
          return measure.word() + "_" + measure.unit().word();
        }

        @Override
        public String number(Measure measure, long number) {
          return switch (measure.unit()) {
            case BYTES -> Long.toString(number);
            case NANOSECONDS -> Quantity.seconds(number).toPlainString();
          };
        }

        @Override
        public String nothing() {
          return "";
        }
      };

  static ResultTable of(Comparison comparison, Writing writing) {
    List<Measure> measures = comparison.measures();
    boolean notes =
        comparison.results().stream().anyMatch(each -> each.cell().settings().note().isPresent());
    boolean failures = comparison.failures() > 0;
    List<String> head = new ArrayList<>();
    List<Boolean> numbers = new ArrayList<>();
    comparison.matrix().axes().forEach(axis -> head.add(axis.name()));
    head.forEach(_ -> numbers.add(false));
    for (Measure measure : measures) {
      head.add(writing.head(measure));
      numbers.add(true);
    }
    if (notes) {
      head.add("note");
      numbers.add(false);
    }
    if (failures) {
      head.add(FAILURE);
      numbers.add(false);
    }
    List<List<String>> rows = new ArrayList<>();
    for (CellResult result : comparison.results()) {
      List<String> row = new ArrayList<>(result.cell().values().values());
      Figures figures = result.figures().orElse(Figures.NONE);
      measures.forEach(measure -> row.add(number(figures, measure, writing)));
      if (notes) {
        row.add(result.cell().settings().note().orElse(""));
      }
      if (failures) {
        row.add(failure(result.outcome()).orElse(""));
      }
      rows.add(row);
    }
    return new ResultTable(head, numbers, rows);
  }

  private static String number(Figures figures, Measure measure, Writing writing) {
    OptionalLong number = figures.of(measure);
    return number.isPresent() ? writing.number(measure, number.getAsLong()) : writing.nothing();
  }

  private static Optional<String> failure(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Measured _ -> Optional.empty();
      case Outcome.Failed failed -> Optional.of(failed.phase() + ": " + failed.brief());
    };
  }
}
