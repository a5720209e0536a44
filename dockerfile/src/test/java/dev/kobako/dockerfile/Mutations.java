package dev.kobako.dockerfile;

import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Dockerfiles that nobody wrote: known ones with lines, words and characters exchanged for such as
 * mean something to a parser. The same seed makes the same ones.
 */
final class Mutations {
  private static final int LONGEST = 4_000;

  private static final List<String> WORDS =
      List.of(
          "\n",
          "\n\n",
          "\r\n",
          "\t",
          " ",
          "  ",
          "\\",
          "\\\n",
          "\\ \n",
          "\\\\",
          "\\\\\n",
          "`",
          "`\n",
          "\\\r\n",
          "\"",
          "'",
          "''",
          "\"\"",
          "#",
          "\n#",
          "\n # c\n",
          "# escape=`\n",
          "# escape=\\\n",
          "# syntax=a/b:1\n",
          "#check=skip=all\n",
          "# escape = ` \n",
          "\ufeff",
          "\u00a0",
          "\u0085",
          "\u2028",
          "\u000b",
          "\f",
          "\0",
          "é",
          "漢",
          "😀",
          "\ud83d",
          "<<",
          "<<EOF",
          "<<-EOF",
          "<<\"EOF\"",
          "<<'E F'",
          "3<<EOF",
          "<< EOF",
          "<<<",
          "<<-",
          "<<A <<B",
          "<<\\EOF",
          "<<E$X",
          "\nEOF\n",
          "\n\tEOF\n",
          "\nA\nB\n",
          "EOF",
          "$",
          "$X",
          "${",
          "${X",
          "${X}",
          "${X:-",
          "${X:-y}",
          "${X-y}",
          "${X:+y}",
          "${X:?no}",
          "${X?}",
          "${X#p*}",
          "${X##p}",
          "${X%p}",
          "${X%%p}",
          "${X/a/b}",
          "${X//a/b}",
          "${X:-${Y:-z}}",
          "${X:!}",
          "${}",
          "}",
          "$$",
          "$1",
          "[",
          "]",
          "[]",
          "[\"a\"]",
          "[\"a\", \"b\"]",
          "[1]",
          "[\"a\",1]",
          "[[\"a\"]]",
          "[{\"a\":[]}]",
          "['a']",
          "[\"a\"",
          "[\"\\u0041\\ud800\"]",
          "[\"\\x\"]",
          "[null]",
          "[true,1.5e+3]",
          ",",
          "=",
          "a=b",
          "a=\"b c\"",
          "a='b c'",
          "a=b\\ c",
          "=b",
          "a=",
          "--",
          "--a",
          "--a=b",
          "--from=x",
          "--mount=type=bind,target=/x",
          "--chown=1:2",
          "--\"a b\"=c",
          "--a=\\ b",
          "-",
          "FROM",
          "\nFROM ",
          "FROM a AS b\n",
          "\nRUN ",
          "\nCOPY ",
          "\nADD ",
          "\nENV ",
          "\nLABEL ",
          "\nARG ",
          "\nCMD ",
          "\nENTRYPOINT ",
          "\nEXPOSE ",
          "\nVOLUME ",
          "\nUSER ",
          "\nWORKDIR ",
          "\nSHELL ",
          "\nSTOPSIGNAL ",
          "\nHEALTHCHECK ",
          "\nHEALTHCHECK --interval=1s CMD ",
          "\nHEALTHCHECK NONE\n",
          "\nONBUILD ",
          "ONBUILD ",
          "\nMAINTAINER ",
          "\nBOGUS ",
          "\nrun ",
          "scratch",
          "80/tcp",
          "1-2",
          "/x",
          "*.c",
          "https://h/x.git#v1:d",
          "\u212a",
          "\u0130");

  private final List<String> seeds;
  private final RandomGenerator random;

  Mutations(List<String> seeds, long seed) {
    this.seeds = seeds;
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
  }

  /** The next one. */
  String next() {
    StringBuilder text = new StringBuilder(some());
    int changes = 1 + random.nextInt(1 << random.nextInt(6));
    for (int i = 0; i < changes; i++) {
      change(text);
    }
    text.setLength(Math.min(text.length(), LONGEST));
    return text.toString();
  }

  private void change(StringBuilder text) {
    switch (random.nextInt(8)) {
      case 0 -> text.insert(place(text), some());
      case 1 -> removeSome(text);
      case 2 -> {
        int from = place(text);
        text.insert(place(text), text.substring(from, near(text, from)));
      }
      case 3 -> removeSome(text);
      default -> {
        int at = place(text);
        if (random.nextBoolean()) {
          text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(3)));
        }
        text.insert(at, WORDS.get(random.nextInt(WORDS.size())));
      }
    }
  }

  /** A seed, or some of its lines. */
  private String some() {
    String seed = seeds.get(random.nextInt(seeds.size()));
    int from = seed.lastIndexOf('\n', random.nextInt(seed.length() + 1)) + 1;
    int to = Math.min(seed.length(), from + 20 + random.nextInt(400));
    return from > to ? "" : seed.substring(from, to);
  }

  private void removeSome(StringBuilder text) {
    int from = place(text);
    text.delete(from, near(text, from));
  }

  private int place(StringBuilder text) {
    return random.nextInt(text.length() + 1);
  }

  private int near(StringBuilder text, int from) {
    return Math.min(text.length(), from + random.nextInt(30));
  }
}
