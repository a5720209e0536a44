package dev.kobako.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PathBytesTest {
  @Test
  void utf8IsItself() {
    for (String text : new String[] {"", "plain", "ümläut", "日本", "😀", "a😀b"}) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      assertThat(PathBytes.decode(bytes)).isEqualTo(text);
      assertThat(PathBytes.encode(text)).isEqualTo(bytes);
    }
  }

  @Test
  void otherBytesAreLoneSurrogates() {
    byte[] latin = {'a', (byte) 0xE4, 'b', (byte) 0xFF};
    assertThat(PathBytes.decode(latin)).isEqualTo("a\uDCE4b\uDCFF");
    // A surrogate written as UTF-8 is not UTF-8, or names could be confused.
    byte[] surrogate = {(byte) 0xED, (byte) 0xB2, (byte) 0x80};
    assertThat(PathBytes.decode(surrogate)).isEqualTo("\uDCED\uDCB2\uDC80");
    assertThat(PathBytes.encode("\uDCED\uDCB2\uDC80")).isEqualTo(surrogate);
  }

  @Test
  void everyNameSurvives() {
    Random random = new Random(1);
    for (int i = 0; i < 50_000; i++) {
      byte[] bytes = new byte[random.nextInt(9)];
      random.nextBytes(bytes);
      assertThat(PathBytes.encode(PathBytes.decode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void aSurrogateThatStandsForNoByteIsRefused() {
    assertThatThrownBy(() -> PathBytes.encode("a\uD800"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("not a file name: a\uD800");
  }

  @Test
  void aSliceIsDecodedAlone() {
    byte[] bytes = {(byte) 0xC3, (byte) 0xA4, 'x', (byte) 0xC3, (byte) 0xA4};
    assertThat(PathBytes.decode(bytes, 1, 3)).isEqualTo("\uDCA4x\uDCC3");
  }
}
