package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** That different things are different keys, wherever one value ends and the next begins. */
class KeyWriterTest {
  private static KeyWriter key() {
    return new KeyWriter("test");
  }

  @Test
  void equalValuesAreEqualKeysAndKeysStayTheSameFromReleaseToRelease() {
    assertThat(key().text("a").number(7).flag(true).key())
        .isEqualTo(key().text("a").number(7).flag(true).key());
    assertThat(key().key().toString())
        .isEqualTo("sha256:8bd381aa0e8123aa605d0b05154691bd051cb02b36d57ec17c5220ce866381d5");
  }

  @Test
  void valuesDoNotRunIntoEachOther() {
    assertThat(
            List.of(
                key().text("ab").text("c").key(),
                key().text("a").text("bc").key(),
                key().texts(List.of("ab", "c")).key(),
                key().texts(List.of("ab")).text("c").key(),
                key().texts(new LinkedHashMap<>()).text("ab").key(),
                key().optional(Optional.of("ab")).key(),
                key().optional(Optional.empty()).text("ab").key(),
                new KeyWriter("other").text("ab").text("c").key()))
        .doesNotHaveDuplicates();
  }

  @Test
  void namesThatAreNoUtf8AreDifferentKeys() {
    assertThat(key().text("\uDC80").key()).isNotEqualTo(key().text("\uDC81").key());
    assertThat(key().text("\u00fc").key()).isNotEqualTo(key().text("u").key());
  }
}
