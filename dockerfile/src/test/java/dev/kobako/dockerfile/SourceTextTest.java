package dev.kobako.dockerfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SourceTextTest {
  @Test
  void aByteOrderMarkAndLineEndsStay() {
    String text = "\ufeffFROM a\r\n\r\nRUN b";
    assertThat(SourceText.of("Dockerfile", text.getBytes(UTF_8)).text()).isEqualTo(text);
  }

  @Test
  void linesAreCountedFromOne() {
    SourceText source = new SourceText("Dockerfile", "a\nbc\n\nd");
    assertThat(source.line(0)).isEqualTo(1);
    assertThat(source.line(1)).isEqualTo(1);
    assertThat(source.line(2)).isEqualTo(2);
    assertThat(source.line(5)).isEqualTo(3);
    assertThat(source.line(6)).isEqualTo(4);
    assertThat(source.line(7)).isEqualTo(4);
  }

  @Test
  void carets() {
    assertError(
        "FROM a\r\nRUN\tb c\r\n",
        new Span(12, 13),
        """
        Dockerfile:2: fact
          2 | RUN b c
            |     ^
        remedy: remedy\
        """);
  }

  @Test
  void anEmptySpanHasOneCaret() {
    assertError(
        "FROM\n",
        new Span(4, 4),
        """
        Dockerfile:1: fact
          1 | FROM
            |     ^
        remedy: remedy\
        """);
  }

  @Test
  void wideCharactersHaveTwoCarets() {
    assertError(
        "# 小箱é\u0301 😀 x",
        new Span(2, 9),
        """
        Dockerfile:1: fact
          1 | # 小箱é\u0301 😀 x
            |   ^^^^^^^^
        remedy: remedy\
        """);
  }

  @Test
  void manyLinesAreCutShort() {
    assertError(
        "a\nRUN b \\\n    c \\\n\td \\\n e \\\n f\n",
        new Span(2, 31),
        """
        Dockerfile:2: fact
          2 | RUN b \\
            | ^^^^^^^
          3 |     c \\
            |     ^^^
          4 |     d \\
            |     ^^^
            | … and 2 more lines
        remedy: remedy\
        """);
  }

  @Test
  void lineNumbersOfDifferentLengthAreAligned() {
    assertError(
        "\n".repeat(8) + "a \\\nb",
        new Span(8, 13),
        """
        Dockerfile:9: fact
           9 | a \\
             | ^^^
          10 | b
             | ^
        remedy: remedy\
        """);
  }

  @Test
  void longLinesAreCutAroundTheCarets() {
    assertError(
        "a".repeat(200) + "B" + "c".repeat(200),
        new Span(200, 201),
        """
        Dockerfile:1: fact
          1 | …%sB%s…
            | %s^
        remedy: remedy\
        """
            .formatted("a".repeat(30), "c".repeat(69), " ".repeat(31)));
    assertError(
        "a".repeat(200) + "B",
        new Span(200, 201),
        """
        Dockerfile:1: fact
          1 | …%sB
            | %s^
        remedy: remedy\
        """
            .formatted("a".repeat(99), " ".repeat(100)));
  }

  @Test
  void nothingSteersTheTerminal() {
    SourceText source = new SourceText("Docker\u001bfile", "RUN \u001b[2J\u009b1\u202ex\rz\u007f");
    assertThat(source.error(new Span(4, 5), "seen \u001b]0;\u0007", "say \n\u202e"))
        .hasMessage(
            """
            Docker␛file:1: seen ␛]0;␇
              1 | RUN ␛[2J�1�x␍z␡
                |     ^
            remedy: say ␊�\
            """);
  }

  @Test
  void otherEncodingsAreRefused() {
    assertThatThrownBy(() -> SourceText.of("D", "FROM a\n# Müller\n".getBytes(ISO_8859_1)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            D:2: the byte 0xfc is no UTF-8, which a Dockerfile is written in
              2 | # M�ller
                |    ^
            remedy: save the file as UTF-8\
            """);
    assertThatThrownBy(() -> SourceText.of("D", "FROM a".getBytes(UTF_16)))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("D:1: the byte 0xfe is no UTF-8");
    assertThatThrownBy(() -> SourceText.of("D", new byte[] {'a', (byte) 0xe2, (byte) 0x82}))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("D:1: the byte 0xe2 is no UTF-8");
    assertThatThrownBy(() -> SourceText.of("D", "FROM a\nRUN \0b".getBytes(UTF_8)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            D:2: a NUL byte; a Dockerfile is a text in UTF-8
              2 | RUN ␀b
                |     ^
            remedy: name a Dockerfile with -f, or save it as UTF-8 without NUL bytes\
            """);
  }

  @Test
  void sizesHaveBounds() {
    assertThatThrownBy(() -> SourceText.of("D", new byte[100_000_000]))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            D: has 100,000,000 bytes; a Dockerfile has 4,194,304 at most
            remedy: put large data into files of the context and COPY them\
            """);
    String longest = "RUN " + "é".repeat(32_765) + "x";
    assertThat(SourceText.of("D", (longest + "\n" + longest).getBytes(UTF_8)).line(33_000))
        .isEqualTo(2);
    assertThatThrownBy(() -> SourceText.of("D", ("FROM a\n" + longest + "y").getBytes(UTF_8)))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith(
            "D:2: the line has 65,536 bytes; a line of a Dockerfile has 65,535 at most\n  2 | RUN éé");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void whatIsHostileEndsSoon() {
    int most = 1 << 20;
    assertThat(parse("RUN x" + "\\\n".repeat(most / 2 - 3))).isEqualTo(1);
    assertThat(parse("RUN x \\\n" + "#\n".repeat(most / 2 - 4))).isEqualTo(1);
    assertThat(parse("ARG " + "a\\\n \\\n".repeat(most / 6 - 2))).isEqualTo(1);
    assertThat(parse("RUN " + "\"$x<<\\\n".repeat(most / 7 - 2))).isEqualTo(1);
    assertThat(parse("CMD " + "[\\\n".repeat(most / 3 - 2))).isEqualTo(1);
    assertThatThrownBy(() -> parse("RUN " + "<<a \\\n".repeat(most / 6 - 1)))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("D:1: the here-document a has no end");
    assertThatThrownBy(() -> parse("a\n".repeat(most / 2)))
        .isInstanceOf(KobakoException.class)
        .hasMessageStartingWith("D:100001: more than 100,000 instructions");
  }

  private static int parse(String text) {
    return SyntaxTree.parse(SourceText.of("D", text.getBytes(UTF_8))).statements().size();
  }

  private static void assertError(String text, Span span, String message) {
    SourceText source = new SourceText("Dockerfile", text);
    assertThat(source.error(span, "fact", "remedy")).hasMessage(message);
  }
}
