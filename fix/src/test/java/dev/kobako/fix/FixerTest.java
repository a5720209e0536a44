package dev.kobako.fix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.dockerfile.SourceText;
import org.junit.jupiter.api.Test;

class FixerTest {
  static String fixed(String dockerfile) {
    return new Fixer(FixBook.ALL).fix(new SourceText("Dockerfile", dockerfile)).after().text();
  }

  @Test
  void whatNobodyWouldChangeStaysAsItIs() {
    String text =
        """
        # syntax=docker/dockerfile:1
        FROM debian:12

        # why
        RUN   echo a   \\

              # in between
              b
        CMD ["a"]\
        """;
    FixedFile file = new Fixer(FixBook.ALL).fix(new SourceText("Dockerfile", text));
    assertThat(file.isChanged()).isFalse();
    assertThat(file.after()).isSameAs(file.before());
  }

  @Test
  void manyRunsBecomeOneThatLeavesNothingBehind() {
    assertThat(
            fixed(
                """
                FROM debian:bookworm
                RUN apt-get update
                RUN apt-get install -y build-essential dpkg-dev

                # the sources
                RUN cd /usr/src && apt-get source --download-only redis
                RUN cd /usr/src/redis-* && make -j"$(nproc)"; make test
                RUN rm -rf /usr/src/redis*
                EXPOSE 6379
                CMD redis-server --protected-mode no
                """))
        .isEqualTo(
            """
            FROM debian:bookworm
            RUN apt-get update \\
             && apt-get install -y --no-install-recommends build-essential dpkg-dev \\
            # the sources
             && (cd /usr/src && apt-get source --download-only redis) \\
             && (cd /usr/src/redis-* && make -j"$(nproc)"; make test) \\
             && rm -rf /usr/src/redis* \\
             && apt-get clean && rm -rf /var/lib/apt/lists/*
            EXPOSE 6379
            CMD ["redis-server", "--protected-mode", "no"]
            """);
  }

  @Test
  void windowsLinesAndOtherEscapesStay() {
    assertThat(fixed("# escape=`\r\nFROM a\r\nRUN apt-get update\r\nRUN apt-get install b\r\n"))
        .isEqualTo(
            """
            # escape=`\r
            FROM a\r
            RUN apt-get update `\r
             && apt-get install -y --no-install-recommends b `\r
             && apt-get clean && rm -rf /var/lib/apt/lists/*\r
            """);
  }

  @Test
  void whoSwitchesARuleOffIsHeard() {
    String text =
        """
        FROM a
        # hadolint ignore=DL3020
        ADD a b
        """;
    assertThat(fixed(text)).isEqualTo(text);
  }

  @Test
  void eachChangeIsToldWithItsLineInTheFileAsItWas() {
    FixedFile file =
        new Fixer(FixBook.ALL)
            .fix(
                new SourceText(
                    "Dockerfile",
                    """
                    FROM a
                    ADD b c
                    RUN apt-get update
                    RUN apt-get install -y d

                    ADD e f
                    CMD g
                    """));
    assertThat(file.applied())
        .map(each -> each.line() + " " + each.fix().description().name() + ": " + each.says())
        .containsExactly(
            "2 copy-for-add: COPY in place of ADD",
            "3 join-runs: 2 RUNs joined",
            "3 apt-no-recommends: --no-install-recommends added",
            "3 apt-lists: what apt fetched is removed",
            "6 copy-for-add: COPY in place of ADD",
            "7 exec-form: CMD without a shell");
  }
}
