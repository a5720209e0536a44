package dev.kobako.config;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.diagnostic.KobakoException;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class YamlTest {
  private static Optional<YamlValue> read(String text) {
    return Yaml.read("base.yaml", text.getBytes(UTF_8));
  }

  private static String refused(String text) {
    return Thrown.by(() -> read(text));
  }

  @Test
  void everyValueHasItsPlace() {
    YamlValue.Mapping file =
        (YamlValue.Mapping)
            read("# a comment\nbase: debian:bookworm\nlist:\n  - é\n  - {x: '1.10'}\n")
                .orElseThrow();
    assertThat(file.members().get(0))
        .isEqualTo(
            new YamlValue.Member(
                new Place("base.yaml", 2, 1),
                "base",
                new YamlValue.Scalar(new Place("base.yaml", 2, 7), "debian:bookworm", true)));
    YamlValue.Sequence list = (YamlValue.Sequence) file.members().get(1).value();
    assertThat(list.items().get(0))
        .isEqualTo(new YamlValue.Scalar(new Place("base.yaml", 4, 5), "é", true));
    YamlValue.Mapping inner = (YamlValue.Mapping) list.items().get(1);
    assertThat(inner.members().getFirst().value())
        .isEqualTo(new YamlValue.Scalar(new Place("base.yaml", 5, 9), "1.10", false));
  }

  @Test
  void fileWithoutAnythingIsEmpty() {
    assertThat(read("")).isEmpty();
    assertThat(read("\uFEFF# only a comment\n")).isEmpty();
    assertThat(read("---\n")).isEmpty();
    assertThat(read("null\n")).isEmpty();
  }

  @Test
  void brokenYamlIsToldWithItsPlace() {
    assertThat(refused("a: 1\nb: [1, 2\nc: 3\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:3:2: is no YAML that can be read: while parsing a flow sequence, expected ',' or ']', but got :
            remedy: check indentation, colons and quotes here and in the line above\
            """);
    assertThat(refused("a: b: c\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:1:5: is no YAML that can be read: mapping values are not allowed here
            remedy: check indentation, colons and quotes here and in the line above\
            """);
  }

  @Test
  void nameThatIsThereTwiceIsRefused() {
    assertThat(refused("a: 1\nb: 2\na: 3\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:3:1: 'a' is here a second time, first in line 1
            remedy: keep one of them\
            """);
  }

  @Test
  void anchorsAliasesAndTagsAreRefused() {
    assertThat(refused("a: &x [1, 2]\nb: *x\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:1:4: the anchor '&x', which is not read
            remedy: remove it, and write out the value where it is needed again\
            """);
    assertThat(refused("b: *x\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:1:4: the alias '*x', which is not read
            remedy: write out what it stands for\
            """);
    assertThat(refused("b: !!binary aGk=\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:1:4: the tag 'tag:yaml.org,2002:binary', which is not read
            remedy: remove it\
            """);
  }

  @Test
  void nameMustBeAText() {
    assertThat(refused("? [a, b]\n: c\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:1:3: a list as a name, expected a text
            remedy: name the field\
            """);
  }

  @Test
  void secondDocumentIsRefused() {
    assertThat(refused("a: 1\n---\nb: 2\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:2:1: a second document begins, expected one
            remedy: put it into a file of its own\
            """);
  }

  @Test
  void characterThatYamlDoesNotAllowIsNamed() {
    assertThat(refused("a: 1\nb: é\u0007\n"))
        .isEqualTo(
            """
            FINDING
            base.yaml:2:5: the character U+0007, which YAML doesn't allow
            remedy: remove it, or write it as an escape in double quotes\
            """);
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    assertThat(Thrown.by(() -> Yaml.read("base.yaml", new byte[] {'a', (byte) 0xFF})))
        .isEqualTo(
            """
            FINDING
            base.yaml: is not UTF-8 text, expected YAML
            remedy: save it as UTF-8\
            """);
  }

  @Test
  void hugeFileIsRefused() {
    assertThat(Thrown.by(() -> Yaml.read("base.yaml", new byte[Yaml.MAX_BYTES + 1])))
        .isEqualTo(
            """
            FINDING
            base.yaml: 1048577 bytes, expected at most 1048576
            remedy: check that it is the right file\
            """);
  }

  @Test
  @Timeout(value = 20, unit = TimeUnit.SECONDS)
  void deepNestingIsRefusedAtOnce() {
    String deep =
        """
        FINDING
        base.yaml:1:17: lists and mappings in each other more than 16 deep
        remedy: check indentation and brackets\
        """;
    assertThat(refused("[".repeat(1_000_000))).isEqualTo(deep);
    assertThat(refused("{".repeat(1_000_000))).isEqualTo(deep);
    assertThat(refused("- ".repeat(500_000))).startsWith("FINDING\nbase.yaml:1:33: lists and map");
  }

  @Test
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void damagedFilesEndInAFindingOrAreRead() {
    String whole =
        """
        base: "debian:bookworm"
        packages: [libc6, 'tzdata (>= 2024a)', >-]
        files:
          - text: |
              some text
            to: /etc/motd
          - {from: ./a, to: /b, mode: "0644"}
        ? key
        : %value
        """;
    Random random = new Random(7);
    List<String> pieces =
        List.of("\n", ": ", "- ", "[", "}", "\"", "'", "&", "*", "!", "|", "\t", "#");
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int change = 0; change < 3; change++) {
        int at = random.nextInt(text.length());
        if (random.nextBoolean()) {
          text.deleteCharAt(at);
        } else {
          text.insert(at, pieces.get(random.nextInt(pieces.size())));
        }
      }
      try {
        read += read(text.toString()).isPresent() ? 1 : 0;
      } catch (KobakoException e) {
        assertThat(e.diagnostic().place()).startsWith("base.yaml:");
      }
    }
    assertThat(read).isPositive();
  }
}
