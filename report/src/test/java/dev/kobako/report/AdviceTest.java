package dev.kobako.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.kobako.image.Compression;
import dev.kobako.image.HistoryEntry;
import dev.kobako.image.Image;
import dev.kobako.image.ImageAssembly;
import dev.kobako.image.ImageConfig;
import dev.kobako.image.Layer;
import dev.kobako.image.LayerWriter;
import dev.kobako.image.Platform;
import dev.kobako.testkit.TarBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class AdviceTest {
  private static final ImageAnalysis.Wishes COMPRESSED = new ImageAnalysis.Wishes(true, List.of());
  private static final double TWO_PERCENT = 0.02;

  private static final String STATUS =
      """
      Package: gcc
      Status: install ok installed
      Section: devel
      Architecture: amd64
      Version: 12
      Depends: libmpc3, libc6

      Package: libmpc3
      Status: install ok installed
      Section: libs
      Architecture: amd64
      Version: 1

      Package: libc6
      Status: install ok installed
      Section: libs
      Architecture: amd64
      Version: 2

      Package: app
      Status: install ok installed
      Section: web
      Architecture: amd64
      Version: 3
      Depends: libc6

      """;

  @TempDir Path temp;

  @Test
  void namesEachKindOfThingThatCouldGoWithItsBytesAndItsRemedy() throws IOException {
    Image image =
        TestImages.of(
            new TarBuilder()
                .file("var/lib/dpkg/status", 0644, STATUS)
                .file("var/lib/dpkg/info/gcc.list", 0644, "/usr/bin/gcc\n/usr/include/a.h\n")
                .file("var/lib/dpkg/info/libmpc3.list", 0644, "/usr/lib/libmpc.so.3\n")
                .file("var/lib/dpkg/info/libc6.list", 0644, "/usr/lib/libc.so.6\n")
                .file("usr/bin/gcc", 0755, bytes(1000))
                .file("usr/lib/libmpc.so.3", 0644, bytes(500))
                .file("usr/lib/libc.so.6", 0644, bytes(900))
                .file("usr/include/a.h", 0644, bytes(50))
                .file("usr/local/include/b.h", 0644, bytes(60))
                .file("usr/lib/libx.a", 0644, bytes(70))
                .file("var/lib/apt/lists/main_Packages", 0644, bytes(400))
                .file("var/cache/apt/archives/x.deb", 0644, bytes(300))
                .file("root/.cache/pip/wheel", 0644, bytes(200))
                .file("home/u/.npm/_cacache/1", 0644, bytes(210))
                .file("usr/share/doc/app/README", 0644, bytes(80))
                .file("usr/share/doc/app/copyright", 0644, bytes(81))
                .file("usr/share/locale/de/LC_MESSAGES/app.mo", 0644, bytes(90))
                .file("usr/share/locale/en_GB/LC_MESSAGES/app.mo", 0644, bytes(91))
                .file("srv/.git/pack", 0644, bytes(100))
                .file("srv/app.js.map", 0644, bytes(110))
                .file("srv/one", 0644, new byte[120])
                .file("srv/two", 0644, new byte[120]));

    AdviceList advice = ImageAnalysis.of(image).advice();

    assertThat(advice.all())
        .extracting(Advice::kind, Advice::what, each -> each.saving().bytes(), Advice::examples)
        .containsExactly(
            tuple(
                AdviceKind.BUILD_TOOLS,
                "compilers, headers and what only they need, unless programs here are for building",
                1550L,
                List.of("gcc", "libmpc3")),
            tuple(
                AdviceKind.CACHE,
                "package lists of apt",
                400L,
                List.of("/var/lib/apt/lists/main_Packages")),
            tuple(
                AdviceKind.CACHE,
                "packages that apt has downloaded, and what it computed of its lists",
                300L,
                List.of("/var/cache/apt/archives/x.deb")),
            tuple(AdviceKind.CACHE, "cache of npm", 210L, List.of("/home/u/.npm/_cacache/1")),
            tuple(AdviceKind.CACHE, "cache of pip", 200L, List.of("/root/.cache/pip/wheel")),
            tuple(
                AdviceKind.DUPLICATES,
                "files with the same bytes as others",
                120L,
                List.of("/srv/two")),
            tuple(AdviceKind.SOURCE_MAPS, "source maps", 110L, List.of("/srv/app.js.map")),
            tuple(
                AdviceKind.VERSION_CONTROL,
                "folders of version control",
                100L,
                List.of("/srv/.git/pack")),
            tuple(
                AdviceKind.TRANSLATIONS,
                "messages in languages that the image is not set to",
                90L,
                List.of("/usr/share/locale/de/LC_MESSAGES/app.mo")),
            tuple(
                AdviceKind.DOCUMENTATION,
                "manuals and documentation, but for copyright files",
                80L,
                List.of("/usr/share/doc/app/README")),
            tuple(AdviceKind.STATIC_LIBRARIES, "static libraries", 70L, List.of("/usr/lib/libx.a")),
            tuple(
                AdviceKind.HEADERS,
                "headers of C and C++",
                60L,
                List.of("/usr/local/include/b.h")));
    assertThat(advice.together().bytes()).isEqualTo(3290);
    // one header and the padded content of each file, from the list of gcc's files on
    assertThat(advice.all().get(1).saving().compressed()).hasValue(1024);
  }

  @Test
  void saysWhichInstructionHidesBytesAndWhatToWriteInstead() throws IOException {
    Layer first =
        layer(
            new TarBuilder().file("opt/app", 0644, bytes(5000)).file("opt/log", 0644, bytes(3000)),
            Compression.NONE);
    Layer second =
        layer(
            new TarBuilder().file("opt/app", 0644, bytes(5000)).whiteout("opt/log"),
            Compression.NONE);
    Image image =
        image(
            List.of(
                layer(new TarBuilder().file("opt/app", 0600, bytes(5000)), Compression.NONE),
                first,
                second),
            "COPY . /opt",
            "RUN chown -R app:app /opt && chmod 644 /opt/app",
            "RUN rm /opt/log");
    assertThat(ImageAnalysis.of(image).advice().all())
        .extracting(Advice::kind, Advice::what, each -> each.saving().bytes(), Advice::change)
        .containsExactly(
            tuple(
                AdviceKind.ATTRIBUTES,
                "bytes in lower layers of what is shipped again with another mode or owner by"
                    + " layer 1 (RUN chown -R app:app /opt && chmod 644 /opt/app)",
                5000L,
                "copy them with COPY --chown=app:app --chmod=644, and leave the change out"),
            tuple(
                AdviceKind.REPEATED,
                "bytes in lower layers of what is shipped again as it was by layer 2"
                    + " (RUN rm /opt/log)",
                5000L,
                "leave the second one out"),
            tuple(
                AdviceKind.DELETED,
                "bytes in lower layers of what is deleted by layer 2 (RUN rm /opt/log)",
                3000L,
                "delete them at the end of the RUN that makes them, or make them in a stage of"
                    + " its own"));
  }

  @Test
  void findsCachesWhereTheImageHasMovedThem() throws IOException {
    TarBuilder tar = new TarBuilder();
    tar.file("srv/pip/http/1", 0644, bytes(700));
    tar.file("srv/npm/_cacache/1", 0644, bytes(300));
    tar.file("opt/program", 0755, bytes(500));
    ImageConfig config =
        ImageConfig.builder()
            .platform(Platform.parse("linux/amd64"))
            .env(List.of("PIP_CACHE_DIR=/srv/pip", "UV_CACHE_DIR=/opt"))
            .build();
    Image image =
        ImageAssembly.scratch(config)
            .plus(layer(tar, Compression.NONE), HistoryEntry.of(Instant.EPOCH, "RUN pip install"))
            .image(Instant.EPOCH);
    assertThat(ImageAnalysis.of(image).advice().all())
        .extracting(Advice::kind, Advice::what, each -> each.saving().bytes(), Advice::change)
        .containsExactly(
            tuple(
                AdviceKind.CACHE,
                "cache of pip in /srv/pip",
                700L,
                "write 'pip install --no-cache-dir', or mount a cache: RUN"
                    + " --mount=type=cache,target=/srv/pip"),
            tuple(
                AdviceKind.CACHE,
                "other caches",
                300L,
                "delete them at the end of the RUN that makes them"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "gzip:6", "gzip:9", "zstd:9"})
  void aCompressedSavingIsThatOfALayerWithoutTheFiles(String compression) throws IOException {
    Compression packing = Compression.parse(compression);
    for (int seed = 0; seed < 3; seed++) {
      Layer whole = layer(files(seed, _ -> true), packing);
      Image image = image(List.of(whole), "RUN make");
      List<Advice> all = ImageAnalysis.of(image, COMPRESSED).advice().all();
      for (String kind : List.of("lists", "archives")) {
        Advice advice =
            all.stream()
                .filter(each -> each.examples().stream().anyMatch(path -> path.contains(kind)))
                .findFirst()
                .orElseThrow();
        Layer without = layer(files(seed, path -> !path.contains(kind)), packing);
        long saved = whole.descriptor().size() - without.descriptor().size();
        assertThat((double) advice.saving().compressed().orElseThrow())
            .as("%s of seed %d", kind, seed)
            .isCloseTo((double) saved, within(TWO_PERCENT * saved));
      }
    }
  }

  @Test
  void weighsDebugSectionsCompressedToo() throws IOException {
    byte[] program = ElfFiles.withDebug(2 << 20, 400_000);
    Image image =
        image(List.of(layer(new TarBuilder().file("x", 0755, program), Compression.GZIP)), "RUN");
    Advice advice =
        ImageAnalysis.of(image, COMPRESSED).advice().all().stream()
            .filter(each -> each.kind() == AdviceKind.DEBUG_SECTIONS)
            .findFirst()
            .orElseThrow();
    assertThat(advice.saving().bytes()).isBetween(400_000L, 400_200L);
    assertThat(advice.saving().compressed().orElseThrow())
        .isLessThan(image.layers().getFirst().descriptor().size());
  }

  @Test
  void findsThatBlobsCouldBePackedBetterOnlyWhereItIsAsked() throws IOException {
    Random random = new Random(1);
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 40; i++) {
      tar.file("srv/" + i, 0644, text(random, 50_000));
    }
    Image image = image(List.of(layer(tar, new Compression.Gzip(1))), "RUN");
    assertThat(ImageAnalysis.of(image).advice().all()).isEmpty();
    assertThat(ImageAnalysis.of(image, COMPRESSED).advice().all())
        .extracting(Advice::kind, Advice::what)
        .contains(tuple(AdviceKind.COMPRESSION, "blobs compressed with gzip:6"));
  }

  /** Files of three kinds in a mixed order; some compress well, others don't. */
  private static TarBuilder files(long seed, Predicate<String> wanted) {
    Random random = new Random(seed);
    TarBuilder tar = new TarBuilder();
    for (int i = 0; i < 150; i++) {
      String folder =
          List.of("srv/", "var/lib/apt/lists/", "var/cache/apt/archives/").get(random.nextInt(3));
      byte[] bytes = text(random, 1 + random.nextInt(60_000));
      if (random.nextInt(3) == 0) {
        random.nextBytes(bytes);
      }
      if (wanted.test(folder)) {
        tar.file(folder + i, 0644, bytes);
      }
    }
    return tar;
  }

  private static byte[] text(Random random, int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] =
          (byte) (i > 40 && random.nextInt(4) > 0 ? bytes[i - 40] : 'a' + random.nextInt(16));
    }
    return bytes;
  }

  /** So many bytes, different ones for each number. */
  private static byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    new Random(count).nextBytes(bytes);
    bytes[0] = 0; // no text
    return bytes;
  }

  private Layer layer(TarBuilder tar, Compression compression) {
    byte[] bytes = tar.bytes();
    return LayerWriter.write(temp, compression, out -> out.write(bytes));
  }

  private static Image image(List<Layer> layers, String... instructions) {
    ImageAssembly assembly =
        ImageAssembly.scratch(
            ImageConfig.builder().platform(Platform.parse("linux/amd64")).build());
    List<HistoryEntry> history = new ArrayList<>();
    for (String each : instructions) {
      history.add(HistoryEntry.of(Instant.EPOCH, each));
    }
    for (int i = 0; i < layers.size(); i++) {
      assembly = assembly.plus(layers.get(i), history.get(i));
    }
    return assembly.image(Instant.EPOCH);
  }
}
