package dev.kobako.elf;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.testkit.ElfBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ElfStringsTest {
  @Test
  void constantsOfAtLeastTheLengthComeInOrder() throws IOException {
    byte[] file =
        ElfBuilder.elf64().constant("/etc/passwd").constant("ab").constant("libplugin.so").build();
    assertThat(strings(file, 3)).contains("/etc/passwd", "libplugin.so").doesNotContain("ab");
    assertThat(strings(file, 2)).containsSubsequence("/etc/passwd", "ab", "libplugin.so");
  }

  @Test
  void tooLongRunsAndUnprintableBytesAreNoConstants() throws IOException {
    byte[] file =
        ElfBuilder.elf64()
            .constant("x".repeat(4096))
            .constant("y".repeat(4097))
            .constant("bad\u0001good")
            .constant("latin\u00e9")
            .build();
    assertThat(strings(file, 4))
        .contains("x".repeat(4096), "good")
        .doesNotContain("bad")
        .noneMatch(text -> text.startsWith("y") || text.startsWith("latin"));
  }

  @Test
  void aConstantAcrossTwoChunksIsWhole() throws IOException {
    ElfBuilder builder = ElfBuilder.elf64();
    for (int i = 0; i < 40_000; i++) {
      builder.constant("constant number " + i);
    }
    assertThat(strings(builder.build(), 10))
        .filteredOn(text -> text.startsWith("constant number "))
        .hasSize(40_000);
  }

  @Test
  void textsOfSeveralBytesACharacterAreConstants() throws IOException {
    String bytes = new String("größe € 𝄞".getBytes(UTF_8), ISO_8859_1);
    byte[] file = ElfBuilder.elf64().constant(bytes).constant("broken\u00e2\u0082").build();
    assertThat(strings(file, 4))
        .contains("größe € 𝄞")
        .noneMatch(text -> text.startsWith("broken"));
  }

  private static List<String> strings(byte[] file, int min) throws IOException {
    ElfFile elf = ElfFile.read(FakeView.channel(file), "file").orElseThrow();
    List<String> texts = new ArrayList<>();
    ElfStrings.forEach(FakeView.channel(file), elf, min, texts::add);
    return texts;
  }
}
