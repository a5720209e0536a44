package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.Failure;
import dev.kobako.diagnostic.KobakoException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageReferenceTest {
  private static final String DIGEST =
      "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          git                          | docker.io/library/git:latest      | git:latest
          git:2.40                     | docker.io/library/git:2.40        | git:2.40
          me/app                       | docker.io/me/app:latest           | me/app:latest
          library/git                  | docker.io/library/git:latest      | git:latest
          docker.io/git                | docker.io/library/git:latest      | git:latest
          index.docker.io/me/app       | docker.io/me/app:latest           | me/app:latest
          docker.io/library/me/app     | docker.io/library/me/app:latest   | library/me/app:latest
          localhost/app                | localhost/app:latest              | localhost/app:latest
          localhost:5000/a/b/c:1       | localhost:5000/a/b/c:1            | localhost:5000/a/b/c:1
          [::1]:5000/app               | [::1]:5000/app:latest             | [::1]:5000/app:latest
          Reg.Example.com/a            | Reg.Example.com/a:latest          | Reg.Example.com/a:latest
          UPPER/app                    | UPPER/app:latest                  | UPPER/app:latest
          a--b/c__d.e:V_1.x-y          | docker.io/a--b/c__d.e:V_1.x-y     | a--b/c__d.e:V_1.x-y
          """)
  void completesAndShortensNames(String text, String complete, String familiar) {
    ImageReference reference = ImageReference.parse(text);
    assertThat(reference.toString()).isEqualTo(complete);
    assertThat(reference.familiar()).isEqualTo(familiar);
    assertThat(ImageReference.parse(complete)).isEqualTo(reference);
    assertThat(ImageReference.parse(familiar)).isEqualTo(reference);
  }

  @Test
  void aDigestMakesTheTagUnnecessary() {
    assertThat(ImageReference.parse("git@" + DIGEST))
        .hasToString("docker.io/library/git@" + DIGEST);
    assertThat(ImageReference.parse("git:1@" + DIGEST))
        .hasToString("docker.io/library/git:1@" + DIGEST);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Git        | 'Git' has upper-case letters | write it in lower case: git
          a/B        | 'a/B' has upper-case letters | write it in lower case: a/b
          a//b       | a part of the name is empty  | use a-z and 0-9, with single '.', '_', '__' or any number of '-' only between them
          a..b       | 'a..b' can't be in a name    | use a-z and 0-9, with single '.', '_', '__' or any number of '-' only between them
          -a         | '-a' can't be in a name      | use a-z and 0-9, with single '.', '_', '__' or any number of '-' only between them
          a:-x       | '-x' is not a tag            | a tag has at most 128 letters, digits, '_', '.' or '-' and starts with none of the last two
          a:b:c      | 'b:c' is not a tag           | a tag has at most 128 letters, digits, '_', '.' or '-' and starts with none of the last two
          a@sha256:0 | not a digest: 1 digits, but sha256 has 64 of them | a digest is sha256: and 64 hexadecimal digits, or sha512: and 128
          ex_.com/a  | 'ex_.com' is not a host name | write it as in ghcr.io/me/app
          """,
      quoteCharacter = '"')
  void saysWhatIsWrongWithAName(String text, String fact, String remedy) {
    assertThatThrownBy(() -> ImageReference.parse(text))
        .isInstanceOfSatisfying(
            KobakoException.class, e -> assertThat(e.failure()).isEqualTo(Failure.USAGE))
        .hasMessage("image name " + text + ": " + fact + "\nremedy: " + remedy);
  }

  @Test
  void refusesWhatCouldBeAnId() {
    String id = DIGEST.substring(7);
    assertThatThrownBy(() -> ImageReference.parse(id))
        .hasMessage(
            "image name "
                + id
                + ": 64 hexadecimal digits could be an image's id\n"
                + "remedy: write it as NAME@sha256:"
                + id);
  }

  @Test
  void refusesNamesThatAreTooLong() {
    assertThatThrownBy(() -> ImageReference.parse("a".repeat(256)))
        .hasMessage(
            "image name "
                + "a".repeat(40)
                + "…: the repository has 256 characters, at most 255 are allowed\n"
                + "remedy: give a shorter name");
    assertThatThrownBy(() -> ImageReference.parse("a/".repeat(5_000_000)))
        .hasMessage(
            "image name "
                + "a/".repeat(20)
                + "…: 10000000 characters, at most 1024 are allowed\nremedy: give a shorter name");
    assertThatThrownBy(() -> ImageReference.parse(""))
        .hasMessage("image name '': it is empty\nremedy: give a name such as debian:13");
  }
}
