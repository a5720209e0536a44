package dev.kobako.slim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.kobako.diagnostic.KobakoException;
import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Platform;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.LayeredTree;
import dev.kobako.tree.TarOptions;
import dev.kobako.tree.TarWriter;
import dev.kobako.tree.Tree;
import dev.kobako.tree.TreeDump;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleAssemblyTest {
  private static final Instant CREATED = Instant.ofEpochSecond(2_000);
  private static final Platform AMD64 = Platform.of("linux", "amd64", Optional.empty());

  @TempDir Path folder;

  private static FakeRoot root() {
    return FakeRoot.withGlibc().elf(Explained.PROGRAM, FakeRoot.program());
  }

  private static ImageSettings settings(Map<String, String> environment) {
    return new ImageSettings(
        Optional.empty(),
        List.of("--serve"),
        new TreeMap<>(environment),
        Optional.of("/srv"),
        Optional.of("1000:1000"),
        new TreeMap<>(Map.of("org.example.name", "app")),
        List.of("80/tcp", "443/tcp"));
  }

  private BundleResult make(FakeRoot root, ImageSettings settings, Optional<FakeRoot> base)
      throws IOException {
    BundleRequest request =
        new BundleRequest(
            List.of(Explained.PROGRAM),
            List.of(),
            List.of(),
            false,
            ClosureOptions.defaults(),
            settings);
    BundlePlan plan = Bundler.plan(root.source(), request);
    return new BundleAssembly(
            plan,
            Source.Kind.IMAGE,
            settings,
            ShrinkOptions.none(),
            Packer.Layering.ONE,
            Compression.NONE,
            AMD64,
            CREATED,
            base.map(this::base))
        .make(folder, folder, () -> Path.of("/nowhere/upx"));
  }

  private BundleAssembly.Base base(FakeRoot root) {
    Tree tree = root.source().tree();
    Layer layer =
        LayerWriter.write(
            folder, Compression.NONE, out -> TarWriter.write(tree, TarOptions.keepTimes(), out));
    ImageConfig config =
        ImageConfig.builder()
            .platform(AMD64)
            .entrypoint(List.of("/bin/base"))
            .cmd(List.of("base"))
            .env(List.of("PATH=/base/bin:/bin", "LANG=C.UTF-8", "GONE=1"))
            .labels(new TreeMap<>(Map.of("base", "yes")))
            .exposedPorts(List.of("80/tcp"))
            .stopSignal(Optional.of("SIGINT"))
            .build();
    Image image =
        ImageAssembly.scratch(config).plus(layer, HistoryEntry.of(CREATED, "base")).image(CREATED);
    return new BundleAssembly.Base(image, tree);
  }

  private static List<String> paths(Image image, int from) throws IOException {
    List<LayerTar> tars =
        image.layers().subList(from, image.layers().size()).stream()
            .map(layer -> new LayerTar(layer.blob(), "layer", ""))
            .toList();
    return TreeDump.dump(LayeredTree.fromLayers(tars)).lines().toList();
  }

  @Test
  void runsTheFirstProgramFromScratch() throws IOException {
    BundleResult result = make(root(), ImageSettings.none(), Optional.empty());
    ImageConfig config = result.image().config();

    assertThat(config.entrypoint()).containsExactly("/usr/bin/app");
    assertThat(config.cmd()).isEmpty();
    assertThat(config.env()).containsExactly("PATH=" + Source.DEFAULT_PATH);
    assertThat(config.platform()).isEqualTo(AMD64);
    assertThat(config.created()).contains(CREATED);
    assertThat(config.history()).containsExactly(HistoryEntry.of(CREATED, "kobako bundle"));
    assertThat(result.files()).isEqualTo(6);
    assertThat(result.diskBytes()).isEqualTo(result.keepSet().bytes()).isPositive();
    assertThat(result.compressedBytes()).isGreaterThan(result.diskBytes());
  }

  @Test
  void isRunAsTheUserSays() throws IOException {
    ImageConfig config =
        make(root(), settings(Map.of("MODE", "fast")), Optional.empty()).image().config();

    assertThat(config.cmd()).containsExactly("--serve");
    assertThat(config.env()).containsExactly("MODE=fast", "PATH=" + Source.DEFAULT_PATH);
    assertThat(config.workingDir()).isEqualTo("/srv");
    assertThat(config.user()).isEqualTo("1000:1000");
    assertThat(config.labels()).isEqualTo(Map.of("org.example.name", "app"));
    assertThat(config.exposedPorts()).containsExactlyInAnyOrder("80/tcp", "443/tcp");
  }

  @Test
  void addsToTheBaseWhatItDoesNotSay() throws IOException {
    FakeRoot base = FakeRoot.empty().file("/etc/base", "x");
    Image image =
        make(root(), settings(Map.of("MODE", "fast", "GONE", "")), Optional.of(base)).image();
    ImageConfig config = image.config();

    assertThat(config.entrypoint()).containsExactly("/usr/bin/app");
    assertThat(config.cmd()).containsExactly("--serve");
    assertThat(config.env()).containsExactly("LANG=C.UTF-8", "MODE=fast", "PATH=/base/bin:/bin");
    assertThat(config.labels()).isEqualTo(Map.of("base", "yes", "org.example.name", "app"));
    assertThat(config.exposedPorts()).containsExactlyInAnyOrder("80/tcp", "443/tcp");
    assertThat(config.stopSignal()).contains("SIGINT");
    assertThat(config.history())
        .containsExactly(
            HistoryEntry.of(CREATED, "base"), HistoryEntry.of(CREATED, "kobako bundle"));
    assertThat(image.layers()).hasSize(2);
  }

  @Test
  void setsThePathOfABaseOnlyIfTheUserSaysSo() throws IOException {
    assertThat(
            make(root(), settings(Map.of("PATH", "/x")), Optional.of(FakeRoot.empty()))
                .image()
                .config()
                .env())
        .contains("PATH=/x");
  }

  @Test
  void leavesOutTheBasesCommandWithItsEntrypoint() throws IOException {
    ImageSettings settings =
        new ImageSettings(
            Optional.of(List.of("/usr/bin/app", "run")),
            List.of(),
            new TreeMap<>(),
            Optional.empty(),
            Optional.empty(),
            new TreeMap<>(),
            List.of());
    ImageConfig config = make(root(), settings, Optional.of(FakeRoot.empty())).image().config();

    assertThat(config.entrypoint()).containsExactly("/usr/bin/app", "run");
    assertThat(config.cmd()).isEmpty();
  }

  @Test
  void leavesOutFoldersAndLinksThatTheBaseHas() throws IOException {
    BundleResult result = make(root(), ImageSettings.none(), Optional.of(FakeRoot.withGlibc()));

    assertThat(paths(result.image(), 1))
        .noneMatch(line -> line.startsWith("/lib") || line.startsWith("/bin"))
        .anyMatch(line -> line.startsWith("/usr/bin/app: file 0755 "));
  }

  @Test
  void refusesABaseWithAnotherFolderLayout() {
    FakeRoot unmerged = FakeRoot.empty().directory("/lib64").directory("/lib");

    assertThatThrownBy(() -> make(root(), ImageSettings.none(), Optional.of(unmerged)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /lib: is a link in the bundle and a directory in the base
            remedy: choose a base with the same folder layout (merged /usr or not)\
            """);
  }

  @Test
  void replacesNoFolderOfTheBaseByAFile() {
    FakeRoot base = FakeRoot.empty().directory("/usr/bin/app");

    assertThatThrownBy(() -> make(root(), ImageSettings.none(), Optional.of(base)))
        .isInstanceOf(KobakoException.class)
        .hasMessage(
            """
            /usr/bin/app: is a file in the bundle and a directory in the base
            remedy: choose a base with the same folder layout (merged /usr or not)\
            """);
  }
}
