package dev.kobako.ladder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kobako.check.Trace;
import dev.kobako.image.Content;
import dev.kobako.image.Descriptor;
import dev.kobako.image.Digest;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.MediaType;
import dev.kobako.packages.ImagePackages;
import dev.kobako.slim.KeepSet;
import dev.kobako.testkit.RpmDatabaseBuilder;
import dev.kobako.testkit.RpmHeaderBuilder;
import dev.kobako.testkit.TarBuilder;
import dev.kobako.tree.Attributes;
import dev.kobako.tree.Entry;
import dev.kobako.tree.ImagePath;
import dev.kobako.tree.LayerTar;
import dev.kobako.tree.MemoryTree;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OriginalTest {
  private static final String APK = "/lib/apk/db/installed";
  private static final String RPM = "/var/lib/rpm/Packages.db";

  /** Bytes that know how often they were opened, from the start or for random access. */
  private record Watched(Content content, AtomicInteger streams, AtomicInteger channels)
      implements Content {
    Watched(byte[] bytes) {
      this(Content.of(bytes), new AtomicInteger(), new AtomicInteger());
    }

    @Override
    public long size() {
      return content.size();
    }

    @Override
    public InputStream open() throws IOException {
      streams.incrementAndGet();
      return content.open();
    }

    @Override
    public SeekableByteChannel openChannel() throws IOException {
      channels.incrementAndGet();
      return content.openChannel();
    }
  }

  private static Watched apk() {
    return new Watched(
        "P:app\nV:1-r0\nA:x86_64\nF:opt\nR:data\n\n".getBytes(StandardCharsets.UTF_8));
  }

  private static Watched rpm() {
    return new Watched(
        new RpmDatabaseBuilder()
            .add(RpmHeaderBuilder.of("app", "1", "2", "noarch").files("/opt/data"))
            .bytes());
  }

  private static Original original(String place, Content database) {
    MemoryTree tree =
        MemoryTree.builder()
            .put(
                ImagePath.of("/opt/data"),
                file(Content.of("data".getBytes(StandardCharsets.UTF_8))))
            .put(ImagePath.of(place), file(database))
            .build();
    return new Original(
        "app",
        ImageAssembly.scratch(ImageConfig.builder().build()).image(Instant.EPOCH),
        List.of(),
        tree);
  }

  private static Entry.RegularFile file(Content content) {
    return new Entry.RegularFile(Attributes.of(0644), content, 0);
  }

  /** What a reduction at level package does with the databases of package managers. */
  private static void reduce(Original original) throws IOException {
    // this rule looks into every file
    Set<String> off = Set.of("debug-sections");
    KeepRules rules = new KeepRules(List.of("package:app"), List.of(), false, off);
    KeepSet kept =
        new Selection(original, rules).of(Level.PACKAGE, Trace.NONE, new LinkedHashMap<>());
    ReductionReport.of(original, kept, 20);
  }

  @Test
  void apksDatabaseIsReadOnce() throws IOException {
    Watched database = apk();
    reduce(original(APK, database));
    assertThat(database.streams()).hasValue(1);
  }

  @Test
  void rpmsDatabaseIsReadOnceAndOnceMoreToBeWrittenWithFewerPackages() throws IOException {
    Watched database = rpm();
    reduce(original(RPM, database));
    assertThat(database.channels()).hasValue(2);
  }

  /** The whole database is gone through for it. */
  @Test
  void whatRpmsPackagesNeedIsFoundOnce() throws IOException {
    ImagePackages packages = original(RPM, rpm()).systemPackages();
    assertThat(packages.needed()).isSameAs(packages.needed());
  }

  /** As docker import leaves it, which has no instruction. */
  @Test
  void whatMadeALayerMayStandInItsCommentAlone(@TempDir Path folder) {
    byte[] tar = new TarBuilder().file("opt/data", 0644, "data").bytes();
    Layer layer =
        Layer.of(Descriptor.of(MediaType.OCI_LAYER, tar), Digest.sha256(tar), Content.of(tar));
    HistoryEntry history =
        new HistoryEntry(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of("Imported from -"),
            false);
    Image image =
        ImageAssembly.scratch(ImageConfig.builder().build())
            .plus(layer, history)
            .image(Instant.EPOCH);
    assertThat(Original.of("app", image, new MadeImage(folder)).layers())
        .extracting(LayerTar::instruction)
        .containsExactly("Imported from -");
  }

  @Test
  void severalThreadsGetTheSamePackages() throws Exception {
    Watched database = rpm();
    Original original = original(RPM, database);
    List<Ahead<ImagePackages>> asked = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      asked.add(Ahead.begin("asks for packages", original::systemPackages));
    }
    for (Ahead<ImagePackages> each : asked) {
      assertThat(each.result()).isSameAs(original.systemPackages());
    }
    assertThat(database.channels()).hasValue(1);
  }
}
