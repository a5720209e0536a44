package dev.kobako.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.kobako.diagnostic.KobakoException;
import org.junit.jupiter.api.Test;

/** The same results in each form. */
class TableFormatTest {
  @Test
  void textHasNumbersToTheRight() {
    assertThat(TableFormat.TEXT.write(Trial.MIXED))
        .isEqualTo(
            """
            base  SIZE   on disk  compressed    build  start-up  note        failure
            a|b   1       2.1 MB      1.0 MB   1.50 s     20 ms
            a|b   2            –           –        –         –              check: it ended with <1>
            <c>   1     900.0 kB    400.0 kB   2.50 s     30 ms
            <c>   2        999 B       998 B  25.00 s      1 ms  =1+1, "so"
            """);
  }

  @Test
  void markdownEscapesWhatItWouldTakeForItself() {
    assertThat(TableFormat.MARKDOWN.write(Trial.MIXED))
        .isEqualTo(
            """
            | base | SIZE | on disk | compressed | build | start-up | note | failure |
            | --- | --- | ---: | ---: | ---: | ---: | --- | --- |
            | a\\|b | 1 | 2.1 MB | 1.0 MB | 1.50 s | 20 ms | | |
            | a\\|b | 2 | – | – | – | – | | check: it ended with &lt;1> |
            | &lt;c> | 1 | 900.0 kB | 400.0 kB | 2.50 s | 30 ms | | |
            | &lt;c> | 2 | 999 B | 998 B | 25.00 s | 1 ms | =1+1, "so" | |
            """);
  }

  @Test
  void csvHasBytesAndSecondsAndNoFormulas() {
    assertThat(TableFormat.CSV.write(Trial.MIXED))
        .isEqualTo(
            """
            base,SIZE,disk_bytes,pull_bytes,build_seconds,start_seconds,note,failure
            a|b,1,2100000,1000000,1.500000,0.020000,,
            a|b,2,,,,,,check: it ended with <1>
            <c>,1,900000,400000,2.500000,0.030000,,
            <c>,2,999,998,25.000000,0.001235,"'=1+1, ""so""\",
            """
                .replace("\n", "\r\n"));
  }

  @Test
  void jsonHasAllOfAFailure() {
    assertThat(TableFormat.JSON.write(Trial.MIXED))
        .startsWith(
            """
            {
              "title" : "A trial of \\"a & b\\"",
              "axes" : [ "base", "SIZE" ],
              "cells" : [ {
                "values" : {
                  "base" : "a|b",
                  "SIZE" : "1"
                },
                "disk_bytes" : 2100000,
                "pull_bytes" : 1000000,
                "build_seconds" : 1.500000,
                "start_seconds" : 0.020000
              }, {
                "values" : {
                  "base" : "a|b",
                  "SIZE" : "2"
                },
                "failure" : {
                  "phase" : "check",
                  "reason" : "it ended with <1>\\nmore"
                }
              }, {
            """);
  }

  @Test
  void aFormThatIsMistypedIsCorrected() {
    assertThat(
            catchThrowableOfType(
                    KobakoException.class, () -> TableFormat.parse("--format", "markdwn"))
                .diagnostic()
                .render())
        .isEqualTo(
            """
            --format: 'markdwn', expected one of text, markdown, csv, json
            remedy: did you mean 'markdown'?\
            """);
  }
}
