package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.HistoryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Times of steps that changed no file, a number for a time and a dash for none. */
class HistoryTimesTest {
  @ParameterizedTest
  @CsvSource({
    "'5 -', , '5 5'",
    "'1 - 7', , '1 7 7'",
    "'1 - 7 - 9 -', , '1 7 7 7 9 9'",
    "'-', , '-'",
    "'- 3', , '3 3'",
    "'1 - 7', 4, '1 4 4'",
    "'9 -', 4, '4 4'",
  })
  void missingTimesAreThoseOfTheLayerBeforeOrOfTheFirstNewOne(
      String written, Long epoch, String expected) {
    List<HistoryEntry> history =
        List.of(written.split(" ")).stream().map(HistoryTimesTest::entry).toList();

    List<HistoryEntry> filled =
        new HistoryTimes(Optional.ofNullable(epoch).map(Instant::ofEpochSecond)).filledIn(history);

    assertThat(
            String.join(
                " ",
                IntStream.range(0, filled.size())
                    .mapToObj(i ->
                        filled
                            .get(i)
                            .created()
                            .map(time -> Long.toString(time.getEpochSecond()))
                            .orElse("-"))
                    .toList()))
        .isEqualTo(expected);
  }

  private static HistoryEntry entry(String time) {
    return new HistoryEntry(
        time.equals("-")
            ? Optional.empty()
            : Optional.of(Instant.ofEpochSecond(Long.parseLong(time))),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        time.equals("-"));
  }
}
