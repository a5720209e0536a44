package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.tree.ImagePath;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class BundleEnvironmentTest {
  private static FakeRoot root() {
    return FakeRoot.withGlibc().elf(Explained.PROGRAM, FakeRoot.program());
  }

  private static BundlePlan plan(FakeRoot root, Guess... refused) throws IOException {
    return Bundler.plan(
        root.source(),
        new BundleRequest(
            List.of(Explained.PROGRAM),
            List.of(),
            List.of(),
            false,
            Explained.options(refused),
            ImageSettings.none()));
  }

  @Test
  void takesOverWhatDecidesFromTheCallersEnvironmentAndSaysSo() throws IOException {
    FakeRoot machine =
        root()
            .kind(Source.Kind.THIS_MACHINE)
            .environment("PATH", "/home/me/bin:/usr/bin")
            .environment("LC_ALL", "C");

    assertThat(plan(machine).environment())
        .hasToString("{LC_ALL=C, PATH=" + Source.DEFAULT_PATH + "}");
    assertThat(plan(machine).notes())
        .containsExactly("LC_ALL=C was taken over from your environment (--no-guess env drops it)");
    assertThat(plan(machine, Guess.ENV).environment())
        .hasToString("{PATH=" + Source.DEFAULT_PATH + "}");
  }

  @Test
  void keepsTheEnvironmentOfAnImageAndATemporaryFolderWhereItHasOne() throws IOException {
    FakeRoot image = root().environment("PATH", "/usr/bin").environment("X", "1");

    assertThat(plan(image).environment()).hasToString("{PATH=/usr/bin, X=1}");
    assertThat(plan(image).keepSet().at(ImagePath.of("/tmp"))).isEmpty();
    assertThat(
            plan(image.kind(Source.Kind.ROOTFS))
                .keepSet()
                .at(ImagePath.of("/tmp"))
                .orElseThrow()
                .entry()
                .attributes()
                .mode())
        .isEqualTo(01777);
  }
}
