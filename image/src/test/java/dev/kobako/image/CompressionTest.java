package dev.kobako.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
  @Test
  void isReadWithAndWithoutALevel() {
    assertThat(Compression.parse("none")).isEqualTo(new Compression.None());
    assertThat(Compression.parse("gzip")).isEqualTo(new Compression.Gzip(6));
    assertThat(Compression.parse("zstd")).isEqualTo(new Compression.Zstd(9));
    assertThat(Compression.parse("zstd:19")).isEqualTo(new Compression.Zstd(19));
  }

  @ParameterizedTest
  @ValueSource(strings = {"xz", "gzip:", "gzip:best", "none:1", ":1", ""})
  void saysWhatIsKnown(String text) {
    assertThatThrownBy(() -> Compression.parse(text))
        .hasMessage(
            "compression '"
                + text
                + "': not known\n"
                + "remedy: write none, gzip, gzip:1 to gzip:12, zstd, or zstd:1 to zstd:22");
  }

  @Test
  void saysWhichLevelsThereAre() {
    assertThatThrownBy(() -> Compression.parse("gzip:13"))
        .hasMessage(
            """
            compression 'gzip:13': level 13, expected 1 to 12
            remedy: give a level from 1 (fast) to 12 (small), or none for the default\
            """);
  }

  @Test
  void refusesCompressionsThatLayersCannotHave() {
    byte[] xz = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};
    assertThatThrownBy(() -> Compression.sniff("layer 1", xz))
        .hasMessage(
            """
            layer 1: compressed with xz, known are none, gzip and zstd
            remedy: compress the layer again with gzip or zstd\
            """);
    assertThatThrownBy(() ->
            Compression.ofMediaType(
                "layer 1", "application/vnd.oci.image.layer.v1.tar+gzip+encrypted"))
        .hasMessage(
            """
            layer 1: media type 'application/vnd.oci.image.layer.v1.tar+gzip+encrypted', expected \
            a layer as tar, tar+gzip or tar+zstd
            remedy: copy the image with a tool that knows this type and can convert it\
            """);
  }
}
