package dev.kobako.build;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the kernel's list of emulators says. */
class EmulationTest {
  private static final Platform ARM64 = Platform.of("linux", "arm64", Optional.empty());

  @TempDir Path folder;

  private void entry(String name, String text) throws IOException {
    Files.writeString(folder.resolve("register"), "");
    Files.writeString(folder.resolve("status"), "enabled\n");
    Files.writeString(folder.resolve(name), text);
  }

  @Test
  void anEnabledEntryThatWasOpenedBeforehandCounts() throws IOException {
    entry("qemu-aarch64", "enabled\ninterpreter /usr/bin/qemu-aarch64-static\nflags: OCF\n");

    assertThat(Emulation.isRegistered(folder, ARM64)).isTrue();
    assertThat(Emulation.isRegistered(folder, Platform.of("linux", "s390x", Optional.empty())))
        .isFalse();
  }

  @Test
  void theInterpretersNameCountsAsWell() throws IOException {
    entry("arm64", "enabled\ninterpreter /usr/libexec/qemu-binfmt/qemu-aarch64\nflags: F\n");

    assertThat(Emulation.isRegistered(folder, ARM64)).isTrue();
  }

  @Test
  void oneThatIsOffOrWouldBeLookedForInTheContainerDoesNot() throws IOException {
    entry("qemu-aarch64", "disabled\ninterpreter /usr/bin/qemu-aarch64\nflags: F\n");
    assertThat(Emulation.isRegistered(folder, ARM64)).isFalse();

    entry("qemu-aarch64", "enabled\ninterpreter /usr/bin/qemu-aarch64\nflags: OC\n");
    assertThat(Emulation.isRegistered(folder, ARM64)).isFalse();
    assertThat(Emulation.isRegistered(folder.resolve("none"), ARM64)).isFalse();
  }
}
