package dev.kobako.dockerfile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import dev.kobako.dockerfile.Expansion.IllegalExpansionException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * No text brings the parser down: it is accepted or refused with a finding, and what is accepted
 * keeps what the tree promises. The same cases each time; {@code -Dkobako.fuzz.minutes=120} goes on
 * with new ones for so long, {@code -Dkobako.fuzz.seed=N} starts at others.
 */
class FuzzTest {
  private static final int CASES = 20_000;

  private static final List<String> SEEDS =
      List.of(
          "# syntax=docker/dockerfile:1\n# escape=`\nFROM a:1 AS b\nRUN x `\n  y\nCOPY --from=b /x /y\n",
          "FROM a\nENV a=b c=\"d e\"\nENV f g h\nLABEL a=b \\\n  # c\n\n  d=e\nARG v=1 w\nUSER $v:${w:-x}\n",
          "FROM a\nRUN <<EOF\necho $a\nEOF\nCOPY <<-\"A\" <<B /x/\n\ta\n\tA\nb\nB\nRUN cat 3<<X <<Y\nX\nY\n",
          "FROM a\nHEALTHCHECK --interval=5s CMD [\"a\", \"b\"]\nONBUILD RUN [\"a\"]\nONBUILD COPY <<E /\nE\n",
          "FROM --platform=$BUILDPLATFORM a\nRUN --mount=type=cache,target=/c --network=none x\nSHELL [\"s\"]\n",
          "ARG V=1\nFROM a:$V\nVOLUME [\"/a\"]\nEXPOSE 80 53/udp\nSTOPSIGNAL 9\nMAINTAINER a b\nCMD a\nENTRYPOINT []\n");

  @Test
  void whateverStandsInTheFileIsReadOrRefused() throws IOException {
    long seed = Long.getLong("kobako.fuzz.seed", 6);
    long minutes = Long.getLong("kobako.fuzz.minutes", 0);
    long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(minutes);
    Mutations mutations = new Mutations(seeds(), seed);
    int accepted = 0;
    for (int i = 0; i < CASES || (minutes > 0 && System.nanoTime() < end); i++) {
      String text = mutations.next();
      try {
        accepted += holds(text) ? 1 : 0;
      } catch (RuntimeException | AssertionError | StackOverflowError broken) {
        throw new AssertionError("case %d of seed %d: %s".formatted(i, seed, quoted(text)), broken);
      }
    }
    assertThat(accepted).as("accepted ones among them").isGreaterThan(CASES / 10);
  }

  static List<String> seeds() throws IOException {
    List<String> seeds = new ArrayList<>(SEEDS);
    for (Path file : Corpus.dockerfiles()) {
      seeds.add(Files.readString(file, StandardCharsets.ISO_8859_1));
    }
    return seeds;
  }

  private static boolean holds(String text) {
    SyntaxTree tree;
    try {
      tree = SyntaxTree.parse(SourceText.of("Dockerfile", text.getBytes(StandardCharsets.UTF_8)));
    } catch (KobakoException refused) {
      assertThat(refused.failure()).isEqualTo(Failure.FINDING);
      assertThat(refused.getMessage()).startsWith("Dockerfile:").doesNotContain("\u001b");
      return false;
    }
    assertThat(PartsTest.printed(tree)).isEqualTo(tree.source().text());
    for (Part part : tree.parts()) {
      if (part instanceof Part.Instructed(Span lines, Statement statement)) {
        assertThat(isIn(statement.span(), lines)).as("span of %s", statement).isTrue();
        assertSpansWithin(statement);
        statement.trigger().ifPresent(FuzzTest::assertSpansWithin);
      }
    }
    if (tree.statements().stream().allMatch(statement -> hasPlainKeyword(statement))) {
      String sexp = tree.sexp();
      assertThat(SexpReader.isWellFormed(sexp)).as(sexp).isTrue();
    }
    assertReadOrRefused(tree);
    return true;
  }

  /** What is read of the tree behind the parser. */
  private static void assertReadOrRefused(SyntaxTree tree) {
    try {
      Dockerfile dockerfile = Dockerfile.parse(tree.source());
      for (Instruction instruction : dockerfile.instructions()) {
        dockerfile.check(instruction);
        if (instruction instanceof Instruction.Onbuild onbuild) {
          Dockerfile.trigger("image", onbuild.trigger());
        }
      }
    } catch (KobakoException refused) {
      assertThat(refused.failure()).isEqualTo(Failure.FINDING);
    }
    Expansion expansion = new Expansion(tree.escape());
    for (Statement statement : tree.statements()) {
      for (String argument : statement.arguments()) {
        expand(() -> expansion.word(argument, FuzzTest::value));
        expand(() -> expansion.words(argument, FuzzTest::value));
      }
      for (Heredoc heredoc : statement.heredocs()) {
        expand(() -> expansion.heredoc(heredoc.content(), FuzzTest::value));
      }
    }
  }

  private static void expand(Runnable expansion) {
    try {
      expansion.run();
    } catch (IllegalExpansionException refused) {
      assertThat(refused.fact()).isNotEmpty();
      assertThat(refused.remedy()).isNotEmpty();
    }
  }

  /** Half of all variables have one. */
  private static Optional<String> value(String name) {
    return name.length() % 2 == 1 ? Optional.of("a " + name + "*/\"b") : Optional.empty();
  }

  /** Not so an instruction that does not exist, whose keyword stands in the tree as it is. */
  private static boolean hasPlainKeyword(Statement statement) {
    return statement.keyword().chars().allMatch(Character::isLetter)
        && statement.trigger().map(FuzzTest::hasPlainKeyword).orElse(true);
  }

  private static void assertSpansWithin(Statement statement) {
    for (List<Span> spans : List.of(statement.flagSpans(), statement.argumentSpans())) {
      for (Span span : spans) {
        assertThat(isIn(span, statement.span())).as("%s of %s", span, statement).isTrue();
      }
    }
  }

  private static boolean isIn(Span inner, Span outer) {
    return inner.start() >= outer.start() && inner.end() <= outer.end();
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.chars()
        .forEach(c -> {
          switch (c) {
            case '\n' -> quoted.append("\\n");
            case '"', '\\' -> quoted.append('\\').append((char) c);
            default ->
                quoted.append(
                    c >= ' ' && c < 0x7f ? String.valueOf((char) c) : "\\u%04x".formatted(c));
          }
        });
    return quoted.append('"').toString();
  }
}
