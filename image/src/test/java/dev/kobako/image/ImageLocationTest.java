package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageLocationTest {
  private static final String ALL =
      "the transports are docker://, docker-archive:, docker-daemon:, podman:, oci:, oci-archive:, rootfs:";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docker://git:latest",
        "oci:folder",
        "oci:/a/b:me/app:1",
        "oci-archive:x.tar:v1",
        "docker-archive:x.tar",
        "docker-archive:x.tar:git:2",
        "docker-daemon:git:latest",
        "rootfs:/srv/root:1",
        "docker:dind",
        "redis:7"
      })
  void isWrittenAsItIsRead(String text) {
    assertThat(ImageLocation.parse(text)).hasToString(text);
  }

  @Test
  void aBareNameMeansTheStore() {
    assertThat(ImageLocation.parse("git"))
        .isEqualTo(new ImageLocation.Store(ImageReference.parse("git")));
    assertThat(ImageLocation.parse("oci:a:b:c"))
        .isEqualTo(new ImageLocation.Layout(Path.of("a"), Optional.of("b:c")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          oci-archve:x.tar     | did you mean oci-archive:?
          docker-archvie:x.tar | did you mean docker-archive:?
          docker-deamon:git    | did you mean docker-daemon:?
          rootf:/srv           | did you mean rootfs:?
          dokcer://git         | did you mean docker://?
          oic:/srv/layout      | did you mean oci:?
          https://x/y          |
          dir:/srv             |
          containers-storage:x |
          """)
  void aMistypedTransportIsNotTakenForAnImage(String text, String question) {
    String start = question == null ? "" : question + " ";
    assertThatThrownBy(() -> ImageLocation.parse(text))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            "'"
                + text
                + "': '"
                + text.substring(0, text.indexOf(':'))
                + "' is no transport that kobako knows\nremedy: "
                + start
                + ALL);
  }

  @Test
  void aTransportNeedsAPlace() {
    assertThatThrownBy(() -> ImageLocation.parse("oci:"))
        .hasMessage("'oci:': nothing after oci:\nremedy: write oci:FOLDER or oci:FOLDER:TAG");
    assertThatThrownBy(() -> ImageLocation.parse("oci::v1"))
        .hasMessage("'oci::v1': '' is not a path");
  }
}
